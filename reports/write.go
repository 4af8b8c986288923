// Package reports writes the finished report: it asks the chapters for a
// document, lets disclose decide on it, and hands it to each renderer.
package reports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
	"quxiang/reports/html"
	"quxiang/reports/workbook"
	"quxiang/templates"
)

// Files are the paths of a finished report.
type Files struct {
	Page     string `json:"report"`
	Workbook string `json:"workbook"`
}

// Write makes the report that o asks for from the build behind q, into dir.
// The files of an earlier report are replaced only when all of the new one is
// complete.
func Write(ctx context.Context, q chapter.Querier, o chapter.Options, dir string) (Files, error) {
	library, err := templates.Assets()
	if err != nil {
		return Files{}, err
	}
	doc, err := chapter.Build(ctx, q, o)
	if err != nil {
		return Files{}, err
	}
	if _, err := disclose.Apply(doc, figure.Internal); err != nil {
		return Files{}, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Files{}, unwritable(dir, err)
	}
	base := filepath.Join(dir, fmt.Sprintf("就业质量年度报告-%d届", o.Cohort))
	files := Files{Page: base + ".html", Workbook: base + ".xlsx"}
	return files, place([]output{
		{files.Page, func(path string) error { return writePage(path, doc, library) }},
		{files.Workbook, func(path string) error { return workbook.Write(path, doc) }},
	})
}

// WriteCards writes the cards alone as a workbook: the internal edition, like
// every list of cards.
func WriteCards(ctx context.Context, q chapter.Querier, cards chapter.CardData, o chapter.Options, path string) error {
	doc, err := chapter.ComposeCards(ctx, q, cards, o)
	if err != nil {
		return err
	}
	return writeInternal(doc, path)
}

// WriteRanks writes a ranking alone as a workbook, the internal edition.
func WriteRanks(ctx context.Context, q chapter.Querier, ranks chapter.RankData, o chapter.Options, path string) error {
	doc, err := chapter.ComposeRanks(ctx, q, ranks, o)
	if err != nil {
		return err
	}
	return writeInternal(doc, path)
}

// WriteQuota writes a proposal of next year's plan alone as a workbook, the
// internal edition.
func WriteQuota(ctx context.Context, q chapter.Querier, d chapter.QuotaData, o chapter.Options, path string) error {
	doc, err := chapter.ComposeQuota(ctx, q, d, o)
	if err != nil {
		return err
	}
	return writeInternal(doc, path)
}

// writeInternal writes a document as a workbook for readers inside only.
func writeInternal(doc *chapter.Document, path string) error {
	if _, err := disclose.Apply(doc, figure.Internal); err != nil {
		return err
	}
	return place([]output{{path, func(path string) error { return workbook.Write(path, doc) }}})
}

func writePage(path string, doc *chapter.Document, library string) error {
	var page bytes.Buffer
	if err := html.Render(&page, doc, library); err != nil {
		return err
	}
	return os.WriteFile(path, page.Bytes(), 0o644)
}

// output is one file of a report, and what writes it to a path.
type output struct {
	path  string
	write func(path string) error
}

// place writes every output under a temporary name first, so that a report is
// never half old and half new.
func place(outputs []output) error {
	for _, o := range outputs {
		defer os.Remove(temporary(o.path))
		err := o.write(temporary(o.path))
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			return unwritable(o.path, err)
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", filepath.Base(o.path), err)
		}
	}
	for _, o := range outputs {
		if err := os.Rename(temporary(o.path), o.path); err != nil {
			return unwritable(o.path, err)
		}
	}
	return nil
}

// temporary keeps the ending, by which a workbook's writer knows its format.
func temporary(path string) string {
	return filepath.Join(filepath.Dir(path), ".new-"+filepath.Base(path))
}

func unwritable(path string, cause error) error {
	return &fault.Error{Op: "写报告", File: path, Why: "写不了", Err: cause,
		Hint: "关闭打开着的旧报告（Excel、浏览器），检查磁盘空间和权限"}
}
