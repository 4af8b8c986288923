package contract

import (
	"slices"

	"quxiang/pipelines/source"
)

// Record is one row of a file in the columns of its contract.
type Record struct {
	Sheet    string
	Row      int       // 1-based, in the sheet; several records share one where columns become rows
	Values   []string  // one per contract column, "" for none; valid until the next record
	Problems []Problem // of this row
}

// SheetProblem is a problem of a whole sheet.
type SheetProblem struct {
	Sheet string
	Problem
}

// Options are what a reader needs besides the file.
type Options struct {
	Codes *Codes // what codes and labels are checked against
}

// Reader streams the records of a book, sheet after sheet.
type Reader struct {
	book    source.Book
	layout  *Layout
	mapping *Mapping
	codes   *Codes
	checks  []check // one per contract column
	fixed   []given // constants of the mapping
	derived []derivation

	at      int // sheet being read
	rows    source.Rows
	merged  *merges
	wide    []wideColumn
	unknown []Unclaimed
	byCol   map[int]int // column of the sheet → unknown
	pending []Record
	record  Record
	values  []string
	skipped int64
	err     error
}

// NewReader reads the sheets of a layout that Match or Recognise made of the
// same book and mapping; the mapping may be nil.
func NewReader(book source.Book, layout *Layout, m *Mapping, o Options) (*Reader, error) {
	c := layout.Contract
	r := &Reader{book: book, layout: layout, mapping: m, codes: o.Codes, at: -1,
		checks: checksOf(c, o.Codes, book), values: make([]string, len(c.Columns))}
	r.prepareMapping()
	for i := range layout.Sheets {
		r.unknown = append(r.unknown, layout.Sheets[i].Unknown...)
	}
	return r, r.openSheet()
}

// Record is the record that Next found.
func (r *Reader) Record() Record { return r.record }

// Err is what ended the reading early.
func (r *Reader) Err() error { return r.err }

// Skipped counts the rows that are no records: titles, headings, totals, notes
// and what the mapping leaves out.
func (r *Reader) Skipped() int64 { return r.skipped }

// Headings maps the position of a contract's column to its heading in the
// first sheet.
func (r *Reader) Headings() map[int]string { return r.headingsOf(&r.layout.Sheets[0]) }

func (r *Reader) headingsOf(s *SheetLayout) map[int]string {
	headings := map[int]string{}
	for col, name := range s.Columns {
		headings[r.layout.Contract.Index(name)] = tidyHeading(s.Headings[col])
	}
	return headings
}

// Sheets names the sheets that hold records.
func (r *Reader) Sheets() []string {
	names := make([]string, len(r.layout.Sheets))
	for i, s := range r.layout.Sheets {
		names[i] = s.Sheet.Name
	}
	return names
}

// Unknown lists the columns that nobody claimed; their counts are known after
// the last record.
func (r *Reader) Unknown() []Unclaimed { return r.unknown }

// SheetProblems are the findings about whole sheets.
func (r *Reader) SheetProblems() []SheetProblem {
	var list []SheetProblem
	for _, sheet := range r.layout.Hidden {
		list = append(list, SheetProblem{sheet.Name, Problem{Rule: HiddenSheet, Severity: Warning,
			Why: "工作表是隐藏的，没有载入", Hint: "要载入就取消隐藏；多余的请删去"}})
	}
	return list
}

// Next goes to the next record.
func (r *Reader) Next() bool {
	for len(r.pending) == 0 {
		row, ok := r.nextRow()
		if !ok {
			return false
		}
		r.take(row)
	}
	r.record, r.pending = r.pending[0], r.pending[1:]
	return true
}

// nextRow goes on to the next row, over to the next sheet where one ends.
func (r *Reader) nextRow() (source.Row, bool) {
	for r.err == nil && r.rows != nil {
		if r.rows.Next() {
			return r.rows.Row(), true
		}
		if r.err = r.rows.Err(); r.err == nil {
			r.err = r.Close()
		}
		if r.err == nil {
			r.err = r.openSheet()
		}
	}
	return source.Row{}, false
}

// openSheet opens the next sheet; behind the last one it opens none.
func (r *Reader) openSheet() error {
	if r.at++; r.at >= len(r.layout.Sheets) {
		return nil
	}
	s := r.sheet()
	ranges, err := r.book.Merged(s.Sheet.Index)
	if err != nil {
		return err
	}
	r.merged = newMerges(ranges, s, r.layout.Contract)
	r.wide = r.wideColumns(s)
	r.name(s)
	r.byCol = map[int]int{}
	for i, u := range r.unknown {
		if u.Sheet == s.Sheet.Name {
			r.byCol[u.Col] = i
		}
	}
	r.rows, err = r.book.Rows(s.Sheet.Index)
	return err
}

// name gives each check the heading that its column has in the sheet.
func (r *Reader) name(s *SheetLayout) {
	headings := r.headingsOf(s)
	for i := range r.checks {
		k := &r.checks[i]
		if k.heading = headings[i]; k.heading == "" {
			k.heading = k.column.Heading
		}
	}
}

// Close ends the reading; the book stays open.
func (r *Reader) Close() error {
	if r.rows == nil {
		return nil
	}
	rows := r.rows
	r.rows = nil
	return rows.Close()
}

func (r *Reader) sheet() *SheetLayout { return &r.layout.Sheets[r.at] }

// take turns a row into the records it holds: none for a heading, one for
// most, one per province for a wide plan.
func (r *Reader) take(row source.Row) {
	s := r.sheet()
	if row.Number <= s.LastRow || r.leftOut(row.Number) || s.repeats(row) {
		r.skipped++
		return
	}
	r.merged.fill(&row)
	record := r.read(row)
	if r.isTotals(row, record.Values) || r.isNote(row, record.Values) {
		r.skipped++
		return
	}
	r.countUnknown(row)
	if row.Hidden {
		record.Problems = append(record.Problems, Problem{Rule: HiddenRow, Severity: Warning,
			Why: "这一行在表中是隐藏的，仍按数据载入", Hint: "若是有意筛掉的，删去后重新载入"})
	}
	if len(r.wide) > 0 {
		r.unpivot(row, record)
		return
	}
	r.judge(&record)
	r.pending = append(r.pending[:0], record)
}

func (r *Reader) leftOut(row int) bool {
	return r.mapping != nil && slices.Contains(r.mapping.File.SkipRows, row)
}

// repeats reports whether a row is the headings again, as at the top of each
// printed page.
func (s *SheetLayout) repeats(row source.Row) bool {
	if len(row.Cells) < 3 {
		return false
	}
	for _, cell := range row.Cells[:3] {
		if cell.Kind != source.Text || cell.Text != s.Headings[cell.Col] {
			return false
		}
	}
	return true
}

// countUnknown counts what the unclaimed columns hold; a column that has cells
// but no heading is found here.
func (r *Reader) countUnknown(row source.Row) {
	s := r.sheet()
	for _, i := range r.byCol {
		r.unknown[i].Rows++
	}
	for _, cell := range row.Cells {
		if _, claimed := s.Columns[cell.Col]; claimed || cell.Kind == source.Empty {
			continue
		}
		i, ok := r.byCol[cell.Col]
		if _, headed := s.Headings[cell.Col]; !ok && headed {
			continue // becomes rows, or is ignored by the mapping
		}
		if !ok {
			i = len(r.unknown)
			r.byCol[cell.Col] = i
			r.unknown = append(r.unknown, Unclaimed{Sheet: s.Sheet.Name, Col: cell.Col, Heading: "（" + Letters(cell.Col) + " 列，无表头）", Rows: 1})
		}
		r.unknown[i].Filled++
	}
}

// read takes the cells that have a meaning.
func (r *Reader) read(row source.Row) Record {
	s := r.sheet()
	clear(r.values)
	record := Record{Sheet: s.Sheet.Name, Row: row.Number, Values: r.values}
	for _, cell := range row.Cells {
		i := s.position(cell.Col)
		if i < 0 {
			continue
		}
		value, problem := r.checks[i].read(cell)
		record.Values[i] = value
		r.add(&record, i, cell.Text, problem)
	}
	return record
}

// add notes a problem of a column, under the heading the file has for it.
func (r *Reader) add(record *Record, column int, value string, p *Problem) {
	if p == nil {
		return
	}
	p.Column = r.checks[column].heading
	p.Value = r.checks[column].shown(value)
	record.Problems = append(record.Problems, *p)
}
