package source

import (
	"encoding/xml"
	"io"
	"os"
	"strconv"
	"strings"

	label "golang.org/x/net/html/charset"
)

// openSpreadsheetML reads the XML that Excel 2002 and 2003 wrote and that
// portals still call .xls.
func openSpreadsheetML(f *os.File, path string) (Book, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	d := xml.NewDecoder(io.LimitReader(f, maxGrid))
	d.CharsetReader = label.NewReaderLabel
	r := xmlReader{decoder: d, styles: map[string]string{}}
	if err := r.read(); err != nil {
		return nil, refuse(path, "XML 表格不完整或已损坏", "重新导出；或"+saveXLSX, err)
	}
	if len(r.grids) == 0 {
		return nil, refuse(path, "这是 XML 文件，里面没有工作表", saveXLSX, nil)
	}
	return &gridBook{file: f, format: "spreadsheetml", grids: r.grids}, nil
}

// xmlReader walks over a SpreadsheetML workbook; element names are the
// schema's, the prefix is whatever the file chose.
type xmlReader struct {
	decoder  *xml.Decoder
	grids    []grid
	styles   map[string]string // style → format code
	style    string            // the style being defined
	row, col int
	hidden   bool // the row is
}

func (r *xmlReader) read() error {
	for {
		token, err := r.decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok {
			if err := r.start(start); err != nil {
				return err
			}
		}
	}
}

func (r *xmlReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "Style":
		r.style = xmlAttr(e, "ID")
	case "NumberFormat":
		r.styles[r.style] = xmlFormat(xmlAttr(e, "Format"))
	case "Worksheet":
		r.grids = append(r.grids, grid{name: xmlAttr(e, "Name")})
		r.row = 0
	case "Visible":
		var state string
		if err := r.decoder.DecodeElement(&state, &e); err != nil {
			return err
		}
		if len(r.grids) > 0 {
			r.grids[len(r.grids)-1].hidden = strings.HasPrefix(state, "SheetHidden") || strings.HasPrefix(state, "SheetVeryHidden")
		}
	case "Row":
		r.row, r.col = xmlIndex(e, r.row), 0
		r.hidden = xmlAttr(e, "Hidden") == "1"
	case "Cell":
		return r.cell(e)
	}
	return nil
}

// xmlCell is a cell as it is written.
type xmlCell struct {
	Data *struct {
		Type  string `xml:"Type,attr"`
		Plain string `xml:",chardata"`
		Inner string `xml:",innerxml"`
	} `xml:"Data"`
}

func (r *xmlReader) cell(e xml.StartElement) error {
	r.col = xmlIndex(e, r.col)
	var written xmlCell
	if err := r.decoder.DecodeElement(&written, &e); err != nil || len(r.grids) == 0 {
		return err
	}
	var c Cell
	switch {
	case written.Data != nil:
		c = r.value(written.Data.Type, xmlText(written.Data.Plain, written.Data.Inner), r.styles[xmlAttr(e, "StyleID")])
	case xmlAttr(e, "Formula") != "":
		c = Cell{Kind: Uncached}
	}
	c.Col = r.col
	g := &r.grids[len(r.grids)-1]
	across, down := xmlCount(e, "MergeAcross"), xmlCount(e, "MergeDown")
	g.add(r.row, r.hidden, c)
	g.merge(r.row, r.col, down+1, across+1)
	r.col += across
	return nil
}

// xmlText is a cell's text; where its letters are formatted one by one it
// stands inside tags.
func xmlText(plain, inner string) string {
	if !strings.Contains(inner, "<") {
		return plain
	}
	d := xml.NewDecoder(strings.NewReader(inner))
	d.Strict = false
	var b strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
}

// value is a value of one of the five types.
func (r *xmlReader) value(kind, raw, code string) Cell {
	switch {
	case raw == "":
		return Cell{}
	case kind == "Number":
		l := look{formats: []format{parseFormat(code)}}
		return Cell{Kind: Number, Raw: raw, Text: l.show(0, raw)}
	case kind == "DateTime":
		return Cell{Kind: Number, Raw: raw, Text: xmlDate(raw)}
	case kind == "Boolean":
		return boolErr(byte(raw[0]-'0'), false)
	case kind == "Error":
		return Cell{Kind: ErrorCell, Raw: raw, Text: raw}
	}
	c, _ := textCell(raw, true)
	return c
}

// xmlDate turns 2024-06-30T00:00:00.000 into 2024-06-30.
func xmlDate(raw string) string {
	day, clock, _ := strings.Cut(raw, "T")
	clock, _, _ = strings.Cut(clock, ".")
	if clock == "" || clock == "00:00:00" {
		return day
	}
	return day + " " + clock
}

// xmlFormat is the code behind a format's name.
func xmlFormat(name string) string {
	switch name {
	case "Percent":
		return "0.00%"
	case "Fixed":
		return "0.00"
	case "Standard":
		return "#,##0.00"
	case "General Number", "":
		return ""
	}
	if strings.Contains(name, "Date") {
		return "yyyy/m/d"
	}
	return name
}

func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// xmlIndex is the place an element gives itself, or the one after the last.
func xmlIndex(e xml.StartElement, last int) int {
	if i, err := strconv.Atoi(xmlAttr(e, "Index")); err == nil && i > last {
		return i
	}
	return last + 1
}

func xmlCount(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(xmlAttr(e, name))
	if err != nil || n < 0 {
		return 0
	}
	return n
}
