package reports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/disclose"
	"quxiang/reports/docx"
	"quxiang/reports/figure"
	"quxiang/reports/html"
	"quxiang/reports/pdf"
	"quxiang/reports/record"
	"quxiang/reports/verify"
	"quxiang/reports/workbook"
	"quxiang/templates"
)

// Files are the paths of a finished report.
type Files struct {
	Page     string `json:"report,omitempty"`
	Workbook string `json:"workbook,omitempty"`
	Word     string `json:"word,omitempty"`
	PDF      string `json:"pdf,omitempty"`
	Record   string `json:"record"` // of every figure, for verify and later releases
}

// Formats are what a report can be written as. PDF takes a browser that is
// there.
var Formats = []string{"html", "xlsx", "docx", "pdf"}

// Target says where a report is to be and as what.
type Target struct {
	Dir     string
	Formats []string // of Formats; the page is made for a PDF in any case
	Scratch string   // folder for what a browser needs
}

// Output is one file of a report, and what writes it to a path that ends like
// its own.
type Output struct {
	Path  string
	Write func(path string) error
}

// Write writes doc into t.Dir, and beside it the record of its figures. The
// files of an earlier report are replaced only when all of the new one is
// complete.
func Write(ctx context.Context, doc *chapter.Document, t Target) (Files, error) {
	outputs, files, err := Outputs(ctx, doc, t)
	if err != nil {
		return files, err
	}
	if err := os.MkdirAll(t.Dir, 0o755); err != nil {
		return files, unwritable(t.Dir, err)
	}
	sealed := Output{files.Record, func(path string) error { return writeRecord(path, doc, outputs) }}
	return files, place(outputs, sealed)
}

// Outputs are the files of doc in t.Dir without its record, whose path is named
// among theirs.
func Outputs(ctx context.Context, doc *chapter.Document, t Target) ([]Output, Files, error) {
	library, err := templates.Assets()
	if err != nil {
		return nil, Files{}, err
	}
	base := filepath.Join(t.Dir, baseName(doc))
	files := Files{Record: base + record.Suffix}
	page := func(path string) error { return writePage(path, doc, library) }
	var out []Output
	for _, format := range t.Formats {
		path := base + "." + format
		switch format {
		case "html":
			files.Page = path
			out = append(out, Output{path, page})
		case "xlsx":
			files.Workbook = path
			out = append(out, Output{path, func(path string) error { return workbook.Write(path, doc) }})
		case "docx":
			files.Word = path
			out = append(out, Output{path, func(path string) error { return docx.Write(path, doc) }})
		case "pdf":
			files.PDF = path
			out = append(out, Output{path, func(path string) error { return printPDF(ctx, path, t.Scratch, page) }})
		default:
			return nil, files, &fault.Error{Kind: fault.Usage, Op: "写报告", Value: format, Why: "不认识的格式", Hint: "写 html、xlsx、docx、pdf，以逗号隔开"}
		}
	}
	return out, files, nil
}

// baseName is what a report's files are called, without an ending.
func baseName(doc *chapter.Document) string {
	name := fmt.Sprintf("就业质量年度报告-%d届", doc.Cohort)
	if doc.Supplement {
		name += "-年终补充"
	}
	if doc.Audience == figure.Public {
		name += "-公开版"
	}
	return name
}

// printPDF prints a page of its own, since the report need not be wanted as one.
func printPDF(ctx context.Context, path, scratch string, page func(string) error) error {
	browser, err := pdf.Browser()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(scratch, "page-")
	if err != nil {
		return unwritable(scratch, err)
	}
	defer os.RemoveAll(dir)
	at := filepath.Join(dir, "report.html")
	if err := page(at); err != nil {
		return err
	}
	return pdf.Print(ctx, browser, at, path, dir)
}

// writeRecord writes what doc tells and how its files read.
func writeRecord(path string, doc *chapter.Document, outputs []Output) error {
	r := record.Of(doc)
	for _, o := range outputs {
		f, err := verify.Seal(filepath.Base(o.Path), temporary(o.Path))
		if err != nil {
			return err
		}
		r.Files = append(r.Files, f)
	}
	return record.Write(path, r)
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
	disclose.Apply(doc, figure.Internal, "", nil)
	return place([]Output{{path, func(path string) error { return workbook.Write(path, doc) }}})
}

func writePage(path string, doc *chapter.Document, library string) error {
	var page bytes.Buffer
	if err := html.Render(&page, doc, library); err != nil {
		return err
	}
	return os.WriteFile(path, page.Bytes(), 0o644)
}

// place writes every output under a temporary name first, so that a report is
// never half old and half new; last are those that need the others.
func place(outputs []Output, last ...Output) error {
	all := slices.Concat(outputs, last)
	for _, o := range all {
		defer os.Remove(temporary(o.Path))
	}
	if err := writeAll(outputs); err != nil {
		return err
	}
	if err := writeAll(last); err != nil {
		return err
	}
	for _, o := range all {
		if err := os.Rename(temporary(o.Path), o.Path); err != nil {
			return unwritable(o.Path, err)
		}
	}
	return nil
}

// writeAll writes side by side: the formats have nothing to do with one another.
func writeAll(outputs []Output) error {
	var group errgroup.Group
	for _, o := range outputs {
		group.Go(func() error { return o.writeTemporary() })
	}
	return group.Wait()
}

func (o Output) writeTemporary() error {
	err := o.Write(temporary(o.Path))
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return unwritable(o.Path, err)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", filepath.Base(o.Path), err)
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
