package source

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"
)

// maxPart bounds what one part of a workbook may unpack to: the largest real
// sheet, 900,000 rows of 60 columns, takes 4 GB; a zip bomb takes more.
const maxPart = 16 << 30

// maxStrings bounds the shared strings, which have to be held in memory.
const maxStrings = 1 << 30

type xlsxBook struct {
	file    *os.File
	path    string
	zip     *zip.Reader
	sheets  []Sheet
	parts   []string // sheet → name of its part
	look    look
	strings []string // shared strings; nil until a sheet is read
	loaded  bool
}

// xlsx streams the sheet's XML itself: excelize gives either the stored or the
// shown value of a cell, and neither its type nor whether a formula's result
// is missing.
var _ Book = (*xlsxBook)(nil)

func openXLSX(f *os.File, path string, size int64) (Book, error) {
	archive, err := zip.NewReader(f, size)
	if err != nil {
		return nil, refuse(path, "工作簿不完整或已损坏", "重新导出，或重新复制一份（可能没有下载完）", err)
	}
	archive.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	b := &xlsxBook{file: f, path: path, zip: archive}
	if _, err := fs.Stat(archive, "xl/workbook.xml"); err != nil {
		return nil, refuse(path, "压缩包里没有 Excel 工作簿", "若是 .ods、.et 或压缩的文件，先解压或另存为 .xlsx", nil)
	}
	if err := errors.Join(b.readWorkbook(), b.readStyles()); err != nil {
		return nil, refuse(path, "工作簿结构损坏", "在 Excel 或 WPS 中打开并另存为 .xlsx", err)
	}
	return b, nil
}

func (b *xlsxBook) Format() string   { return "xlsx" }
func (b *xlsxBook) Encoding() string { return "" }
func (b *xlsxBook) Sheets() []Sheet  { return b.sheets }
func (b *xlsxBook) Close() error     { return b.file.Close() }

// part opens a part for reading, bounded by limit.
func (b *xlsxBook) part(name string, limit int64) (io.ReadCloser, error) {
	for _, f := range b.zip.File {
		if !strings.EqualFold(f.Name, name) && !strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		return &boundedPart{ReadCloser: r, left: limit}, nil
	}
	return nil, fs.ErrNotExist
}

type boundedPart struct {
	io.ReadCloser
	left int64
}

var errTooLarge = errors.New("解压后大得不合情理")

func (p *boundedPart) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.left -= int64(n); p.left < 0 {
		return n, errTooLarge
	}
	return n, err
}

// walk calls f for every tag of a part, until f returns io.EOF.
func (b *xlsxBook) walk(name string, limit int64, f func(tag) error) error {
	r, err := b.part(name, limit)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r)
	for err == nil {
		var t tag
		if t, err = s.next(); err == nil {
			err = f(t)
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}

func (b *xlsxBook) readWorkbook() error {
	targets, err := b.readTargets()
	if err != nil {
		return err
	}
	return b.walk("xl/workbook.xml", maxStrings, func(t tag) error {
		switch {
		case t.is("workbookPr"):
			b.look.epoch = epoch(t.attr("date1904") == "1" || t.attr("date1904") == "true")
		case t.is("sheet"):
			if part, ok := targets[t.attr("id")]; ok {
				b.sheets = append(b.sheets, Sheet{Index: len(b.sheets), Name: t.attr("name"), Hidden: strings.Contains(strings.ToLower(t.attr("state")), "hidden")})
				b.parts = append(b.parts, part)
			}
		}
		return nil
	})
}

// readTargets maps relation ids to the parts of worksheets; chart sheets and
// macro sheets hold no rows and are left out.
func (b *xlsxBook) readTargets() (map[string]string, error) {
	targets := map[string]string{}
	err := b.walk("xl/_rels/workbook.xml.rels", maxStrings, func(t tag) error {
		if !t.is("Relationship") || !strings.HasSuffix(t.attr("Type"), "/worksheet") {
			return nil
		}
		target := strings.ReplaceAll(t.attr("Target"), `\`, "/")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join("xl", target)
		}
		targets[t.attr("Id")] = target
		return nil
	})
	return targets, err
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
