package reports

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
	"quxiang/reports/chapter"
	"quxiang/reports/disclose"
	"quxiang/reports/docx"
	"quxiang/reports/figure"
	"quxiang/reports/html"
	"quxiang/reports/pdf"
	"quxiang/reports/place"
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

// ParseFormats reads a list of formats: each once, whatever its letters' case.
func ParseFormats(list []string) ([]string, error) {
	var formats []string
	for _, f := range list {
		f = strings.ToLower(strings.TrimSpace(f))
		if !slices.Contains(Formats, f) {
			return nil, unknownFormat(f)
		}
		if !slices.Contains(formats, f) {
			formats = append(formats, f)
		}
	}
	if len(formats) == 0 {
		return nil, unknownFormat("")
	}
	return formats, nil
}

func unknownFormat(f string) error {
	why := "不认识的格式"
	if f == "" {
		why = "没有写格式"
	}
	return &fault.Error{Kind: fault.Usage, Op: op, Value: f, Why: why, Hint: "写 " + strings.Join(Formats, "、") + "，以逗号隔开"}
}

// Target says where a report is to be and as what.
type Target struct {
	Dir     string
	Formats []string // of Formats; the page is made for a PDF in any case
	Scratch string   // folder for what a browser needs
}

// op is what the user is doing, in faults.
const op = "写报告"

// Write writes doc into t.Dir, and beside it the record of its figures. The
// files of an earlier report are replaced only when all of the new one is
// complete.
func Write(ctx context.Context, doc *chapter.Document, t Target) (Files, error) {
	outputs, files, err := Outputs(ctx, doc, t)
	if err != nil {
		return files, err
	}
	if err := os.MkdirAll(t.Dir, 0o755); err != nil {
		return files, place.Unwritable(op, t.Dir, err)
	}
	sealed := place.File{Path: files.Record, Write: func(path string) error { return writeRecord(path, files.Record, doc, outputs) }}
	return files, place.Files(op, outputs, []place.File{sealed})
}

// Outputs are the files of doc in t.Dir without its record, whose path is named
// among theirs.
func Outputs(ctx context.Context, doc *chapter.Document, t Target) ([]place.File, Files, error) {
	library, err := templates.Assets()
	if err != nil {
		return nil, Files{}, err
	}
	base := filepath.Join(t.Dir, baseName(doc))
	files := Files{Record: base + record.Suffix}
	page := func(path string) error { return writePage(path, doc, library) }
	var out []place.File
	for _, format := range t.Formats {
		path := base + "." + format
		switch format {
		case "html":
			files.Page = path
			out = append(out, place.File{Path: path, Write: page})
		case "xlsx":
			files.Workbook = path
			out = append(out, place.File{Path: path, Write: func(path string) error { return workbook.Write(path, doc) }})
		case "docx":
			files.Word = path
			out = append(out, place.File{Path: path, Write: func(path string) error { return docx.Write(path, doc) }})
		case "pdf":
			files.PDF = path
			out = append(out, place.File{Path: path, Write: func(path string) error { return printPDF(ctx, path, t.Scratch, page) }})
		default:
			return nil, files, unknownFormat(format)
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
		return place.Unwritable(op, scratch, err)
	}
	defer func() { _ = fresh.RemoveAll(dir) }()
	at := filepath.Join(dir, "report.html")
	if err := page(at); err != nil {
		return err
	}
	return pdf.Print(ctx, browser, at, path, dir)
}

// writeRecord writes what doc tells and how its files read, to path until it
// takes its place. Files of other formats that lie there and tell the same stay
// in the record, so that a print made later leaves the page sound.
func writeRecord(path, at string, doc *chapter.Document, outputs []place.File) error {
	r := record.Of(doc)
	for _, o := range outputs {
		f, err := verify.Seal(filepath.Base(o.Path), place.Temporary(o.Path))
		if err != nil {
			return err
		}
		r.Files = append(r.Files, f)
	}
	if old, err := record.Read(at); err == nil && old.Tells(r) {
		r.Files = append(r.Files, others(old.Files, r.Files)...)
	}
	slices.SortFunc(r.Files, func(a, b record.File) int { return strings.Compare(a.Name, b.Name) })
	return record.Write(path, r)
}

// others are the files of old that none of written replaces.
func others(old, written []record.File) []record.File {
	return slices.DeleteFunc(slices.Clone(old), func(o record.File) bool {
		return slices.ContainsFunc(written, func(w record.File) bool { return w.Name == o.Name })
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

// WriteDuties writes the verdicts on duties alone, as a page or a workbook by
// the ending of path; the internal edition.
func WriteDuties(d chapter.DutyData, part chapter.DutyPart, o chapter.Options, path string) error {
	doc, err := chapter.ComposeDuties(d, part, o)
	if err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Ext(path), ".html") {
		return writeInternal(doc, path)
	}
	library, err := templates.Assets()
	if err != nil {
		return err
	}
	disclose.Apply(doc, figure.Internal, "", nil)
	return place.Files(op, []place.File{{Path: path, Write: func(path string) error { return writePage(path, doc, library) }}})
}

// writeInternal writes a document as a workbook for readers inside only.
func writeInternal(doc *chapter.Document, path string) error {
	disclose.Apply(doc, figure.Internal, "", nil)
	return place.Files(op, []place.File{{Path: path, Write: func(path string) error { return workbook.Write(path, doc) }}})
}

func writePage(path string, doc *chapter.Document, library string) error {
	var page bytes.Buffer
	if err := html.Render(&page, doc, library); err != nil {
		return err
	}
	return os.WriteFile(path, page.Bytes(), 0o644)
}
