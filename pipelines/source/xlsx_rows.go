package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"
)

type xlsxRows struct {
	book    *xlsxBook
	sheet   int
	part    io.ReadCloser
	scan    *scanner
	row     Row
	text    []byte // of the row's plain cells
	pending []pending
	err     error
	done    bool
}

func (b *xlsxBook) Rows(sheet int) (Rows, error) {
	if err := b.readStrings(); err != nil {
		return nil, b.broken(sheet, err)
	}
	part, err := b.part(b.parts[sheet], maxPart)
	if err != nil {
		return nil, b.broken(sheet, err)
	}
	return &xlsxRows{book: b, sheet: sheet, part: part, scan: newScanner(part)}, nil
}

func (r *xlsxRows) Row() Row     { return r.row }
func (r *xlsxRows) Err() error   { return r.err }
func (r *xlsxRows) Close() error { return r.part.Close() }

// Next reads on to the next row that has a cell with a value.
func (r *xlsxRows) Next() bool {
	for !r.done {
		t, err := r.scan.next()
		switch {
		case err != nil:
			r.fail(noEOF(err)) // a sheet must end with </sheetData>
		case t.ends("sheetData"), t.is("sheetData") && t.single:
			r.finish()
		case t.is("row"):
			r.startRow(t)
			if err := r.readCells(t.single); err != nil {
				r.fail(noEOF(err))
			} else if len(r.row.Cells) > 0 {
				return true
			}
		}
	}
	return false
}

func (r *xlsxRows) fail(err error) {
	r.done, r.err = true, r.book.broken(r.sheet, err)
}

// finish reads the part to its end, where its checksum is compared.
func (r *xlsxRows) finish() {
	r.done = true
	if _, err := io.Copy(io.Discard, r.part); err != nil {
		r.fail(err)
	}
}

func (r *xlsxRows) startRow(t tag) {
	number, hidden := r.row.Number+1, false
	t.each(func(name, value []byte) {
		switch string(name) {
		case "r":
			if n, err := strconv.Atoi(string(value)); err == nil {
				number = n
			}
		case "hidden":
			hidden = string(value) == "1" || string(value) == "true"
		}
	})
	r.row = Row{Number: number, Hidden: hidden, Cells: r.row.Cells[:0]}
	r.text, r.pending = r.text[:0], r.pending[:0]
}

func (r *xlsxRows) readCells(single bool) error {
	col := 0
	for !single {
		if head, ok := r.plain(col + 1); ok {
			col = head.col
			continue
		}
		t, err := r.scan.next()
		if err != nil {
			return err
		}
		if t.ends("row") {
			r.finishRow()
			return nil
		}
		if !t.is("c") {
			continue
		}
		head := readCellHead(t, col+1)
		if col = head.col; col > maxColumns || len(r.row.Cells) >= maxColumns {
			return errWideRow
		}
		if t.single {
			continue
		}
		cell, err := r.readCell(head)
		if err != nil {
			return err
		}
		if cell.Kind != Empty {
			r.row.Cells = append(r.row.Cells, cell)
		}
	}
	return nil
}

// cellHead is what the attributes of <c> say.
type cellHead struct {
	col   int
	style int
	kind  byte // n, s, i (inlineStr), f (str: a formula's text), b, e, d
}

func readCellHead(t tag, col int) cellHead {
	head := cellHead{col: col, kind: 'n'}
	t.each(func(name, value []byte) {
		if len(name) != 1 || len(value) == 0 {
			return
		}
		switch name[0] {
		case 'r':
			if c, _ := parseRef(value); c > 0 {
				head.col = c
			} else if len(value) > longestRef {
				head.col = maxColumns + 1
			}
		case 's':
			head.style, _ = strconv.Atoi(string(value)) // no style is style 0
		case 't':
			head.kind = value[0]
			if string(value) == "str" {
				head.kind = 'f'
			}
		}
	})
	return head
}

// readCell reads up to </c>.
func (r *xlsxRows) readCell(head cellHead) (Cell, error) {
	var value, inline string
	var hasValue, formula bool
	var rich stringBuilder
	for {
		t, err := r.scan.next()
		if err != nil {
			return Cell{}, err
		}
		switch {
		case t.ends("v"):
			value, hasValue = unescape(t.text), true
		case t.is("v"):
			hasValue = true
		case t.is("f"):
			formula = true
		case t.ends("c"):
			return r.finishCell(head, value, inline, hasValue, formula)
		case t.ends("is"):
			inline = rich.String()
		case head.kind == 'i':
			rich.add(t)
		}
	}
}

func (r *xlsxRows) finishCell(head cellHead, value, inline string, hasValue, formula bool) (Cell, error) {
	// A formula that says "" has an empty value of type str; openpyxl writes an
	// empty one without a type for a formula that it never computed.
	if formula && (!hasValue || value == "" && head.kind == 'n') {
		return Cell{Col: head.col, Kind: Uncached}, nil
	}
	if head.kind == 'i' {
		value = inline
	}
	if value == "" {
		return Cell{Col: head.col}, nil
	}
	if head.kind == 's' {
		text, err := r.shared(value)
		if err != nil || text == "" {
			return Cell{Col: head.col}, err
		}
		return Cell{Col: head.col, Kind: Text, Raw: text, Text: text}, nil
	}
	return r.book.typed(head, value), nil
}

var (
	errWideRow  = errors.New("列数超过 16,384")
	errNoString = errors.New("单元格指向不存在的文字")
)

// shared is a shared string. One that is not there is a fault of the file: the
// cell had a text, and it is lost.
func (r *xlsxRows) shared(index string) (string, error) {
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= len(r.book.strings) {
		return "", errNoString
	}
	return r.book.strings[i], nil
}

const longestRef = len("$XFD$1048576")

// parseRef reads a cell reference, C7: column and row, 0 where absent or where
// it is too long to be one.
func parseRef(ref []byte) (col, row int) {
	if len(ref) > longestRef {
		return 0, 0
	}
	for _, c := range ref {
		switch {
		case c >= 'A' && c <= 'Z':
			col = col*26 + int(c-'A') + 1
		case c >= 'a' && c <= 'z':
			col = col*26 + int(c-'a') + 1
		case c >= '0' && c <= '9':
			row = row*10 + int(c-'0')
		}
	}
	return col, row
}

func parseRange(ref string) (Range, bool) {
	first, last, ok := bytes.Cut([]byte(ref), []byte(":"))
	if !ok {
		return Range{}, false
	}
	var area Range
	area.FirstCol, area.FirstRow = parseRef(first)
	area.LastCol, area.LastRow = parseRef(last)
	return area, area.FirstCol > 0 && area.FirstRow > 0 && area.LastCol >= area.FirstCol && area.LastRow >= area.FirstRow
}
