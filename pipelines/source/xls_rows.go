package source

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
)

// Rows streams a sheet's cells, whose records stand in the order of rows.
func (b *xlsBook) Rows(sheet int) (Rows, error) {
	r := &xlsRows{book: b, sheet: sheet, hidden: map[int]bool{}}
	err := b.each(sheet, func(rec record) {
		if d := rec.data; rec.id == recRow && len(d) >= 16 && d[12]&0x20 != 0 {
			r.hidden[int(binary.LittleEndian.Uint16(d))+1] = true
		}
	})
	if err != nil {
		return nil, b.broken(sheet, 0, err)
	}
	first, _ := b.record(b.starts[sheet])
	r.at = first.next
	return r, nil
}

// each passes over a sheet's records, those of charts inside it left out.
func (b *xlsBook) each(sheet int, f func(record)) error {
	depth := 0
	for at := b.starts[sheet]; ; {
		r, err := b.record(at)
		if err != nil {
			return err
		}
		switch {
		case r.id == recBOF:
			depth++
		case r.id == recEOF:
			if depth--; depth <= 0 {
				return nil
			}
		case depth == 1:
			f(r)
		}
		at = r.next
	}
}

// Merged lists the merged ranges.
func (b *xlsBook) Merged(sheet int) (merged []Range, err error) {
	err = b.each(sheet, func(r record) {
		if r.id != recMergedCells {
			return
		}
		for d := r.data[min(2, len(r.data)):]; len(d) >= 8; d = d[8:] {
			at := func(i int) int { return int(binary.LittleEndian.Uint16(d[2*i:])) + 1 }
			merged = append(merged, Range{FirstRow: at(0), LastRow: at(1), FirstCol: at(2), LastCol: at(3)})
		}
	})
	if err != nil {
		return nil, b.broken(sheet, 0, err)
	}
	return merged, nil
}

func (b *xlsBook) broken(sheet, row int, cause error) error {
	f := refuse(b.path, "工作表读到这里断了：文件不完整或已损坏", saveXLSX, cause)
	f.Sheet, f.Row = b.sheets[sheet].Name, row
	return f
}

type xlsRows struct {
	book   *xlsBook
	sheet  int
	at     int // where the next record begins
	depth  int // of charts inside the sheet
	hidden map[int]bool
	row    Row
	ahead  []Cell // the first cells of the next row
	number int    // of that row
	done   bool
	err    error
}

func (r *xlsRows) Row() Row     { return r.row }
func (r *xlsRows) Err() error   { return r.err }
func (r *xlsRows) Close() error { return nil } // the book owns the stream

// Next gathers the cells of the next row that has a value.
func (r *xlsRows) Next() bool {
	r.row = Row{Cells: append(r.row.Cells[:0], r.ahead...), Number: r.number}
	r.ahead = r.ahead[:0]
	for !r.done && len(r.ahead) == 0 {
		if err := r.step(); err != nil {
			r.done, r.err = true, r.book.broken(r.sheet, r.row.Number, err)
			return false
		}
	}
	r.row.Hidden = r.hidden[r.row.Number]
	slices.SortStableFunc(r.row.Cells, func(a, b Cell) int { return a.Col - b.Col })
	return len(r.row.Cells) > 0
}

// step reads one record.
func (r *xlsRows) step() error {
	rec, err := r.book.record(r.at)
	if err != nil {
		return err
	}
	r.at = rec.next
	switch {
	case rec.id == recBOF:
		r.depth++
	case rec.id == recEOF:
		r.done = r.depth == 0
		r.depth--
	case r.depth == 0 && len(rec.data) >= 6:
		return r.cells(rec)
	}
	return nil
}

// cellSize is the least size of the records that hold one cell.
var cellSize = map[int]int{recNumber: 14, recRK: 10, recLabelSST: 10, recLabel: 9, recRString: 9, recBoolErr: 8, recFormula: 14}

// cells adds the cells of a record to the row at hand, or to the next.
func (r *xlsRows) cells(rec record) error {
	if rec.id == recMulRK {
		return r.mulRK(rec.data)
	}
	size, ok := cellSize[rec.id]
	if !ok {
		return nil
	}
	if len(rec.data) < size {
		return errBIFFCut
	}
	c, ok := r.cell(rec.id, int(binary.LittleEndian.Uint16(rec.data[4:])), rec.data[6:])
	if !ok {
		return errBIFFCut
	}
	c.Col = int(binary.LittleEndian.Uint16(rec.data[2:])) + 1
	return r.put(int(binary.LittleEndian.Uint16(rec.data))+1, c)
}

// cell reads a value in its style; false where the record is cut short.
func (r *xlsRows) cell(id, style int, d []byte) (Cell, bool) {
	switch id {
	case recNumber:
		return r.numberCell(style, math.Float64frombits(binary.LittleEndian.Uint64(d))), true
	case recRK:
		return r.numberCell(style, rk(binary.LittleEndian.Uint32(d))), true
	case recLabelSST:
		return r.sharedCell(binary.LittleEndian.Uint32(d))
	case recBoolErr:
		return boolErr(d[0], d[1] != 0), true
	case recFormula:
		return r.formulaCell(style, d[:8]), true
	}
	return textCell(text16(d))
}

// mulRK is a run of numbers in neighbouring cells.
func (r *xlsRows) mulRK(d []byte) error {
	row, col := int(binary.LittleEndian.Uint16(d))+1, int(binary.LittleEndian.Uint16(d[2:]))+1
	for d = d[4:]; len(d) >= 8; d = d[6:] {
		c := r.numberCell(int(binary.LittleEndian.Uint16(d)), rk(binary.LittleEndian.Uint32(d[2:])))
		c.Col = col
		if err := r.put(row, c); err != nil {
			return err
		}
		col++
	}
	return nil
}

// put takes a cell into its row.
func (r *xlsRows) put(row int, c Cell) error {
	if len(r.row.Cells) == 0 {
		r.row.Number = row
	}
	switch {
	case c.Kind == Empty:
	case row < r.row.Number:
		return errBIFFOrder
	case row == r.row.Number:
		r.row.Cells = append(r.row.Cells, c)
	default:
		r.number, r.ahead = row, append(r.ahead, c)
	}
	return nil
}

// rk is a number packed into 30 bits ([MS-XLS] 2.5.217).
func rk(v uint32) float64 {
	n := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		n = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		n /= 100
	}
	return n
}

func (r *xlsRows) numberCell(style int, v float64) Cell {
	raw := strconv.FormatFloat(v, 'f', -1, 64)
	return Cell{Kind: Number, Raw: raw, Text: r.book.look.show(style, raw)}
}

func textCell(s string, whole bool) (Cell, bool) {
	if s == "" {
		return Cell{}, whole
	}
	return Cell{Kind: Text, Raw: s, Text: s}, whole
}

func (r *xlsRows) sharedCell(i uint32) (Cell, bool) {
	if int64(i) >= int64(len(r.book.strings)) {
		return Cell{}, false
	}
	return textCell(r.book.strings[i], true)
}

// errorNames are the values of an error ([MS-XLS] 2.5.10).
var errorNames = map[byte]string{0: "#NULL!", 7: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!", 0x2a: "#N/A"}

func boolErr(v byte, isError bool) Cell {
	if isError {
		return Cell{Kind: ErrorCell, Raw: errorNames[v], Text: errorNames[v]}
	}
	return Cell{Kind: Bool, Raw: strconv.Itoa(int(v)), Text: map[byte]string{0: "FALSE", 1: "TRUE"}[v]}
}

// formulaCell is a formula's stored result; a text stands in a record that
// follows, and where none does, the result is unknown.
func (r *xlsRows) formulaCell(style int, d []byte) Cell {
	if d[6] != 0xff || d[7] != 0xff {
		return r.numberCell(style, math.Float64frombits(binary.LittleEndian.Uint64(d)))
	}
	switch d[0] {
	case 0:
		return r.resultText()
	case 1:
		return boolErr(d[2], false)
	case 2:
		return boolErr(d[2], true)
	}
	return Cell{}
}

// resultText looks for the text behind a formula; an array's or a table's
// record may stand between.
func (r *xlsRows) resultText() Cell {
	at := r.at
	for range 2 {
		rec, err := r.book.record(at)
		if err != nil {
			break
		}
		if rec.id == recString && len(rec.data) >= 3 {
			return r.longText(rec)
		}
		at = rec.next
	}
	return Cell{Kind: Uncached}
}

// longText reads a text that may go on over CONTINUE records.
func (r *xlsRows) longText(rec record) Cell {
	s := sstReader{segments: [][]byte{rec.data}}
	for next := rec.next; ; {
		more, err := r.book.record(next)
		if err != nil || more.id != recContinue {
			break
		}
		s.segments, next = append(s.segments, more.data), more.next
	}
	text := s.characters(s.number(2), s.number(1)&1 != 0)
	if s.short {
		return Cell{Kind: Uncached}
	}
	c, _ := textCell(text, true)
	return c
}
