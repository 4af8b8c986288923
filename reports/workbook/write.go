// Package workbook writes a report's tables as an Excel workbook: a contents
// sheet, one sheet a table, numbers as numbers, native charts on the main ones.
//
// Text stays text whatever it begins with; every figure's place is noted on a
// hidden sheet, so that the workbook can be read back and compared. The same
// document gives the same bytes.
package workbook

import (
	"fmt"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"

	"quxiang/reports/chapter"
	"quxiang/reports/outline"
	"quxiang/reports/prose"
)

// Sheets that are no table.
const (
	contentsSheet = "目录"
	idSheet       = "标识"
	originSheet   = outline.OriginTitle
)

// Write writes doc's tables as a workbook to path.
func Write(path string, doc *chapter.Document) error {
	b, err := newBook(doc)
	if err != nil {
		return err
	}
	defer b.f.Close()
	if err := b.fill(); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	out, err := b.f.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	content, err := settle(out.Bytes())
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return os.WriteFile(path, content, 0o644)
}

// book is a workbook being written.
type book struct {
	f      *excelize.File
	doc    *chapter.Document
	look   styles
	charts map[*chapter.Table][]*chapter.Chart // native ones
	tables []sheet
	places []place // of figures, in order
}

// sheet is a table with its sheet's name.
type sheet struct {
	name    string
	chapter string
	part    outline.Part
}

func newBook(doc *chapter.Document) (*book, error) {
	b := &book{f: excelize.NewFile(), doc: doc, charts: nativeCharts(doc)}
	names := newNames(contentsSheet, idSheet, originSheet)
	chapters := outline.Of(doc)
	of := map[string]string{} // chapter, by number of the table
	for _, c := range chapters {
		for _, p := range outline.Tables([]outline.Chapter{c}) {
			of[p.Number] = c.Number + "、" + c.Title
		}
	}
	for _, p := range gather(outline.Tables(chapters)) {
		b.tables = append(b.tables, sheet{name: names.next("表" + p.Number + " " + p.Table.Title), chapter: of[p.Number], part: p})
	}
	var err error
	b.look, err = newStyles(b.f)
	return b, err
}

// fill makes every sheet; contents come last, when all links have a target.
func (b *book) fill() error {
	if err := b.f.SetSheetName("Sheet1", contentsSheet); err != nil {
		return err
	}
	for _, s := range b.tables {
		if err := b.table(s); err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	for _, step := range []func() error{b.origin, b.contents, b.ids, b.properties} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// contents lists the tables with a link to each.
func (b *book) contents() error {
	w := writer{book: b, sheet: contentsSheet}
	w.text(1, 1, b.doc.Title, b.look.title)
	w.text(1, 2, prose.Plain(b.doc.Summary), b.look.line)
	w.text(1, 3, b.doc.Stamp, b.look.stamp)
	w.text(1, 5, "章", b.look.head)
	w.text(2, 5, "表", b.look.head)
	w.text(3, 5, "名称", b.look.head)
	for i, s := range b.tables {
		row := 6 + i
		w.text(1, row, s.chapter, b.look.text)
		w.text(2, row, "表"+s.part.Number, b.look.text)
		w.text(3, row, s.part.Table.Title, b.look.link)
		w.link(3, row, s.name)
	}
	if outline.Origin(b.doc.Origin) != nil {
		w.text(3, 6+len(b.tables), originSheet, b.look.link)
		w.link(3, 6+len(b.tables), originSheet)
	}
	w.text(1, 8+len(b.tables), outline.Imprint(b.doc), b.look.line)
	w.width(1, 26)
	w.width(2, 10)
	w.width(3, 52)
	w.rowsHigh()
	w.freeze(0, 5)
	w.page(5, "portrait")
	return w.err
}

// properties are fixed by the document, never by the clock.
func (b *book) properties() error {
	b.f.SetActiveSheet(0)
	if err := b.f.SetAppProps(&excelize.AppProperties{Application: "quxiang", AppVersion: "16.0300"}); err != nil {
		return err
	}
	return b.f.SetDocProps(&excelize.DocProperties{
		Title: b.doc.Title, Creator: b.doc.Institution, LastModifiedBy: "quxiang", Language: "zh-CN",
		Created: b.doc.BuiltAt, Modified: b.doc.BuiltAt, Identifier: b.doc.BuildID, Description: b.doc.Stamp,
	})
}

// headerText escapes text for a page header, where & begins a code.
func headerText(s string) string { return strings.ReplaceAll(s, "&", "&&") }
