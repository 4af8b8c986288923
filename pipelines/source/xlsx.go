package source

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/flate"
)

type xlsxBook struct {
	file    *os.File
	path    string
	zip     *zip.Reader
	sheets  []Sheet
	names   partNames
	parts   []string // sheet → name of its part
	look    look
	strings []string // shared strings; nil until a sheet is read
	loaded  bool
}

// xlsx streams the sheet's XML itself: excelize gives either the stored or the
// shown value of a cell, and neither its type nor whether a formula's result
// is missing.
var _ Book = (*xlsxBook)(nil)

func openXLSX(f *os.File, path string, archive *zip.Reader) (Book, error) {
	archive.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	b := &xlsxBook{file: f, path: path, zip: archive}
	if err := b.findParts(); err != nil || partOf(archive, b.names.workbook) == nil {
		return nil, refuse(path, "这是 Office 文件，但里面没有 Excel 工作簿", "载入表格；若是表格，在 Excel 或 WPS 中打开并另存为 .xlsx", err)
	}
	if err := errors.Join(b.readWorkbook(), b.readStyles()); err != nil {
		return nil, refuse(path, "工作簿结构损坏", "在 Excel 或 WPS 中打开并另存为 .xlsx", err)
	}
	return b, nil
}

func (b *xlsxBook) Format() string     { return "xlsx" }
func (b *xlsxBook) Encoding() Encoding { return Encoding{} }
func (b *xlsxBook) Sheets() []Sheet    { return b.sheets }
func (b *xlsxBook) Close() error       { return b.file.Close() }

func (b *xlsxBook) readWorkbook() error {
	return b.walk(b.names.workbook, maxStrings, func(t tag) error {
		switch {
		case t.is("workbookPr"):
			b.look.epoch = epoch(t.attr("date1904") == "1" || t.attr("date1904") == "true")
		case t.is("sheet"):
			if part, ok := b.names.sheets[t.attr("id")]; ok {
				b.sheets = append(b.sheets, Sheet{Index: len(b.sheets), Name: t.attr("name"), Hidden: strings.Contains(strings.ToLower(t.attr("state")), "hidden")})
				b.parts = append(b.parts, part)
			}
		}
		return nil
	})
}

// Merged finds the merged ranges, which stand behind the rows: everything up
// to there is unpacked and passed over.
func (b *xlsxBook) Merged(sheet int) ([]Range, error) {
	r, err := b.part(b.parts[sheet], maxPart)
	if err != nil {
		return nil, b.broken(sheet, err)
	}
	defer r.Close()
	rest, err := behindRows(r)
	if err != nil {
		return nil, b.broken(sheet, err)
	}
	var merged []Range
	for s := newScanner(rest); ; {
		t, err := s.next()
		if err == io.EOF {
			return merged, nil
		}
		if err != nil {
			return nil, b.broken(sheet, err)
		}
		if t.is("mergeCell") {
			if area, ok := parseRange(t.attr("ref")); ok {
				merged = append(merged, area)
			}
			if len(merged) > maxMerged {
				return nil, b.broken(sheet, errTooLarge)
			}
		}
	}
}

func (b *xlsxBook) broken(sheet int, cause error) error {
	f := refuse(b.path, "工作表读不完，文件可能不完整或已损坏", "重新导出，或在 Excel 中打开并另存为 .xlsx", cause)
	f.Sheet = b.sheets[sheet].Name
	return f
}

// Date1904 reports whether the workbook counts its days from 1904.
func (b *xlsxBook) Date1904() bool { return bool(b.look.epoch) }
