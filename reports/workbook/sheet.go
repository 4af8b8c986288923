package workbook

import (
	"math"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
	"quxiang/reports/outline"
	"quxiang/reports/prose"
)

// The rows of a table's sheet.
const (
	titleRow  = 1
	backRow   = 2
	headRow   = 3
	firstRow  = 4
	minWidth  = 9.0
	maxWidth  = 40.0
	cellSlack = 2.5 // of a column beyond its text

	noteScale  = 0.95 // of a note's small type to the width of a column's digits
	noteHeight = 13.5 // of a line of it, in points
	rowHeight  = 18.0
	lineHeight = 15.0 // of a line in a row of several
)

// table writes one table: title, link back, heading, rows, and what stands
// under it; native charts beside it.
func (b *book) table(s sheet) error {
	if _, err := b.f.NewSheet(s.name); err != nil {
		return err
	}
	t := s.part.Table
	w := writer{book: b, sheet: s.name, widths: columnWidths(t)}
	w.text(1, titleRow, "表"+s.part.Number+"　"+t.Title, b.look.title)
	w.text(1, backRow, "返回目录", b.look.link)
	w.link(1, backRow, contentsSheet)
	w.head(t)
	for i, row := range t.Rows {
		w.row(t, firstRow+i, row, t.TotalRow && i == len(t.Rows)-1)
	}
	w.under(t, firstRow+len(t.Rows)+1)
	for i, width := range w.widths {
		w.width(i+1, width)
	}
	w.rowsHigh()
	w.freeze(min(1, len(t.Columns)-1), headRow)
	w.page(headRow, w.orientation(t))
	w.native(t)
	return w.err
}

// uprightTo is the width of a sheet, in digits, up to which it is printed
// upright: 86 digits of the body's type fill the width of A4, and some more are
// made to fit without harm.
const uprightTo = 100.0

// orientation is upright for a narrow table without a chart beside it.
func (w *writer) orientation(t *chapter.Table) string {
	width := 0.0
	for _, column := range w.widths {
		width += column
	}
	if width > uprightTo || len(w.charts[t]) > 0 {
		return "landscape"
	}
	return "portrait"
}

func (w *writer) head(t *chapter.Table) {
	for i, c := range t.Columns {
		style := w.look.head
		if c.Numeric {
			style = w.look.headRight
		}
		w.text(i+1, headRow, outline.Heading(c), style)
	}
}

func (w *writer) row(t *chapter.Table, at int, cells []chapter.Cell, total bool) {
	for i, c := range cells {
		if c.Figure != nil {
			w.figure(i+1, at, *c.Figure, total, align(t, i))
			continue
		}
		style, err := w.look.label(total, align(t, i))
		w.do(func() error { return err })
		w.text(i+1, at, c.Plain(), style)
	}
	w.tall(t, at, cells)
}

// tall makes a row as high as its longest text needs in its column: Excel
// does not fit the height of rows that a program wrote.
func (w *writer) tall(t *chapter.Table, at int, cells []chapter.Cell) {
	lines := 1.0
	for i, c := range cells {
		lines = math.Max(lines, math.Ceil(prose.Width(c.Plain())/(w.widths[i]-1)))
	}
	if lines > 1 {
		w.do(func() error { return w.f.SetRowHeight(w.sheet, at, lines*lineHeight) })
	}
}

func align(t *chapter.Table, i int) string {
	if i < len(t.Columns) && t.Columns[i].Numeric {
		return "right"
	}
	return "left"
}

// under writes what a table stands on: basis, people behind it, notes, and the
// meaning of the marks in it.
func (w *writer) under(t *chapter.Table, row int) {
	line := func(s string) {
		if s != "" {
			w.note(t, row, s)
			row++
		}
	}
	basis := t.Basis
	basis.N = nil
	line(prose.Plain(basis.Spans()))
	if t.Basis.N != nil {
		w.text(1, row, sizeName(*t.Basis.N), w.look.line)
		w.figure(2, row, *t.Basis.N, false, "right")
		row++
	}
	for _, n := range t.Notes {
		line("注：" + prose.Plain(n))
	}
	for _, m := range outline.Marks(t) {
		line(m.Sign + " " + m.Meaning)
	}
	for _, c := range w.charts[t] {
		for _, b := range c.Breaks {
			line("口径变化（自 " + b.Category + " 起）：" + b.Why)
		}
	}
}

// sizeName names what a table's size counts: people, or answers of a survey.
func sizeName(n figure.Figure) string {
	if n.Value.Unit == "份" {
		return "有效答卷（份）"
	}
	return "范围总人数（人）"
}

// note writes a line across the table's columns, as high as its text needs.
func (w *writer) note(t *chapter.Table, row int, s string) {
	w.text(1, row, s, w.look.note)
	width := 0.0
	for _, column := range w.widths {
		width += column
	}
	lines := math.Ceil(prose.Width(s) * noteScale / width)
	w.merge(row, len(t.Columns))
	w.do(func() error { return w.f.SetRowHeight(w.sheet, row, lines*noteHeight) })
}

// columnWidths are the widths of a table's columns, in digits.
func columnWidths(t *chapter.Table) []float64 {
	widths := make([]float64, len(t.Columns))
	for i := range widths {
		widths[i] = columnWidth(t, i)
	}
	return widths
}

// columnWidth fits a column to its heading and cells, within limits.
func columnWidth(t *chapter.Table, i int) float64 {
	width := prose.Width(outline.Heading(t.Columns[i]))
	for _, row := range t.Rows {
		if i < len(row) {
			width = math.Max(width, prose.Width(row[i].Plain()))
		}
	}
	return math.Min(maxWidth, math.Max(minWidth, width+cellSlack))
}
