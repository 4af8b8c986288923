package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
)

// The kinds of sheet that are read.
var kinds = []string{"inline", "shared", "numbers"}

const (
	sheetRows = 100_000
	sheetCols = 40
)

// writeSheet writes a workbook of one sheet: texts in the cells, texts in the
// table of shared strings (as Excel and WPS save), or mostly numbers. Its
// texts are like those of a register: names, majors, numbers of students.
func writeSheet(path, kind string) error {
	s := &sheetWriter{kind: kind, rows: sheetRows, cols: sheetCols, index: map[string]int{}, random: rand.New(rand.NewPCG(1, 2))}
	s.text = s.registerText
	return s.write(path)
}

func (s *sheetWriter) write(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"[Content_Types].xml", fixed(contentTypes)}, {"_rels/.rels", fixed(rootRels)}, {"xl/workbook.xml", fixed(workbookXML)},
		{"xl/_rels/workbook.xml.rels", fixed(workbookRels)}, {"xl/worksheets/sheet1.xml", s.sheet}, {"xl/sharedStrings.xml", s.strings},
	} {
		w, err := z.Create(part.name)
		if err != nil {
			return err
		}
		if err := part.write(w); err != nil {
			return err
		}
	}
	return z.Close()
}

const (
	head         = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespace    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relation     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	contentTypes = head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`
	rootRels     = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relation + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	workbookXML  = head + `<workbook ` + namespace + ` xmlns:r="` + relation + `"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`
	workbookRels = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relation + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + relation + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
)

func fixed(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

type sheetWriter struct {
	kind   string
	rows   int
	cols   int
	text   func(row, col int) string // both 1-based
	index  map[string]int
	order  []string
	random *rand.Rand
}

func (s *sheetWriter) sheet(out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<20)
	w.WriteString(head + `<worksheet ` + namespace + `><sheetData>`)
	for row := 1; row <= s.rows; row++ {
		fmt.Fprintf(w, `<row r="%d">`, row)
		for col := 1; col <= s.cols; col++ {
			s.cell(w, row, col)
		}
		w.WriteString("</row>")
	}
	w.WriteString("</sheetData></worksheet>")
	return w.Flush()
}

func (s *sheetWriter) cell(w *bufio.Writer, row, col int) {
	ref := letters(col) + strconv.Itoa(row)
	if s.kind == "numbers" && col > 4 {
		fmt.Fprintf(w, `<c r="%s"><v>%s</v></c>`, ref, strconv.FormatFloat(float64(s.random.IntN(1_000_000))/100, 'f', -1, 64))
		return
	}
	text := s.text(row, col)
	if s.kind == "shared" {
		fmt.Fprintf(w, `<c r="%s" t="s"><v>%d</v></c>`, ref, s.shared(text))
		return
	}
	fmt.Fprintf(w, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, text)
}

// registerText is what a register has in a column: something of its own in every
// tenth, one of a few hundred words in the others.
func (s *sheetWriter) registerText(row, col int) string {
	if col%10 == 1 {
		return fmt.Sprintf("26%012d", row*sheetCols+col)
	}
	return "专业方向与去向说明" + strconv.Itoa(s.random.IntN(500))
}

func (s *sheetWriter) shared(text string) int {
	i, ok := s.index[text]
	if !ok {
		i = len(s.order)
		s.index[text], s.order = i, append(s.order, text)
	}
	return i
}

func (s *sheetWriter) strings(out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<20)
	fmt.Fprintf(w, `%s<sst %s count="%d" uniqueCount="%d">`, head, namespace, s.rows*s.cols, len(s.order))
	for _, text := range s.order {
		w.WriteString("<si><t>" + text + "</t></si>")
	}
	w.WriteString("</sst>")
	return w.Flush()
}

func letters(col int) string {
	if col > 26 {
		return letters((col-1)/26) + letters((col-1)%26+1)
	}
	return string(rune('A' + col - 1))
}
