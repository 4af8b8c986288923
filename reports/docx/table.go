package docx

import (
	"slices"
	"strconv"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
	"quxiang/reports/outline"
)

// offPaper stands for a table that paper does without, as on the printed page.
const offPaper = "此表很长，打印时略去；见网页或工作簿的同名表。"

// wholeTo is the number of rows up to which a table stays on one page.
const wholeTo = 12

// table writes a table with its caption and all that stands under it. A table
// without a number has no caption.
func (b *body) table(t *chapter.Table, number string) {
	if number != "" {
		b.tell("Caption", "表 "+number+"　"+t.Title)
	}
	if t.OffPaper {
		b.tell("Remark", offPaper)
	} else {
		b.grid(t)
	}
	b.under(t)
}

// grid writes the heading row, which every page repeats, and the rows.
func (b *body) grid(t *chapter.Table) {
	f := fitted(t, b.page.room())
	b.openTable(t.Title, f)
	heading := make([]chapter.Cell, len(t.Columns))
	for i, c := range t.Columns {
		heading[i] = chapter.Cell{Label: outline.Heading(c)}
	}
	r := row{fit: f, table: t, bold: true, keep: true, head: true}
	b.row(r, heading)
	for i, cells := range t.Rows {
		last := i == len(t.Rows)-1
		b.row(row{fit: f, table: t, bold: t.TotalRow && last, keep: len(t.Rows) <= wholeTo && !last}, cells)
	}
	if len(t.Rows) == 0 {
		b.put(el("w:tr", spanning(sum(f.widths), len(f.widths), paragraph("Cell", run("没有记录")))))
	}
	b.end("w:tbl")
}

// openTable begins a table of columns of those widths.
func (b *body) openTable(title string, f fit) {
	b.begin(el("w:tbl"))
	b.put(el("w:tblPr", val("w:tblStyle", "Report"), el("w:tblW").with("w:w", twips(sum(f.widths)), "w:type", "dxa"),
		val("w:jc", "center"), el("w:tblLayout").with("w:type", "fixed"), margins(f.margin), val("w:tblCaption", title)))
	grid := el("w:tblGrid")
	for _, w := range f.widths {
		grid.inner = append(grid.inner, el("w:gridCol").with("w:w", twips(w)))
	}
	b.put(grid)
}

// margins are the margins of a table's cells.
func margins(aside int) element {
	side := func(name string, width int) element { return el(name).with("w:w", twips(width), "w:type", "dxa") }
	return el("w:tblCellMar", side("w:top", 30), side("w:left", aside), side("w:bottom", 30), side("w:right", aside))
}

// row is how a row is set.
type row struct {
	fit
	table            *chapter.Table
	bold, keep, head bool
}

// row writes a row; none is cut by the end of a page.
func (b *body) row(r row, cells []chapter.Cell) {
	properties := el("w:trPr", el("w:cantSplit"))
	if r.head {
		properties.inner = append(properties.inner, el("w:tblHeader"))
	}
	e := el("w:tr", properties)
	for i, c := range cells {
		e.inner = append(e.inner, b.cell(r, i, c))
	}
	b.put(e)
}

func (b *body) cell(r row, i int, c chapter.Cell) element {
	size := strconv.Itoa(r.size)
	look := []element{val("w:sz", size), val("w:szCs", size)}
	if r.bold {
		look = append([]element{el("w:b")}, look...)
	}
	var inner []element
	if c.Plain() != "" {
		inner = b.span(chapter.Span{Figure: c.Figure, Label: c.Label, Time: c.Time, Cite: c.Cite}, look)
	}
	properties := el("w:pPr", val("w:pStyle", r.style(i)))
	if r.keep {
		properties.inner = append(properties.inner, el("w:keepNext"))
	}
	out := cell(r.widths[i], el("w:p", append([]element{properties}, inner...)...))
	if r.head {
		out = out.having(el("w:tcBorders", border("w:bottom", "8", "0", night)))
	}
	return out.centred()
}

// style sets numbers at the right, as their headings.
func (r row) style(i int) string {
	if i < len(r.table.Columns) && r.table.Columns[i].Numeric {
		return "Number"
	}
	return "Cell"
}

// cell is a cell of a width; its first element holds its properties.
func cell(width int, inner ...element) element {
	return el("w:tc", append([]element{el("w:tcPr", el("w:tcW").with("w:w", twips(width), "w:type", "dxa"))}, inner...)...)
}

// spanning is a cell over several columns.
func spanning(width, columns int, inner ...element) element {
	return cell(width, inner...).having(val("w:gridSpan", strconv.Itoa(columns)))
}

// having gives a cell one more property; they have their order.
func (e element) having(property element) element {
	e.inner[0].inner = append(e.inner[0].inner, property)
	return e
}

// centred sets a cell's text in the middle of its height.
func (e element) centred() element { return e.having(val("w:vAlign", "center")) }

// under writes what a table and the charts of it stand on: notes, marks,
// reference lines, changes of regime, basis.
func (b *body) under(t *chapter.Table) {
	for _, n := range t.Notes {
		b.say("Remark", slices.Concat([]chapter.Span{{Text: "注："}}, n))
	}
	for _, m := range outline.Marks(t) {
		b.tell("Remark", m.Sign+" "+m.Meaning)
	}
	b.ofCharts(t)
	if basis := t.Basis.Spans(); basis != nil {
		b.say("Remark", basis)
	}
}

// ofCharts writes what the charts of a table tell besides its numbers, once.
func (b *body) ofCharts(t *chapter.Table) {
	said := map[string]bool{}
	for _, c := range b.charts[t] {
		if f := c.Reference; f != nil && !holds(t, f) && !said[figure.ID(*f)] {
			said[figure.ID(*f)] = true
			b.say("Remark", []chapter.Span{{Text: "对照："}, {Label: c.RefTitle}, {Text: " "}, {Figure: f}})
		}
		for _, k := range c.Breaks {
			if text := "口径变化（自 " + k.Category + " 起）：" + k.Why; !said[text] {
				said[text] = true
				b.tell("Remark", text)
			}
		}
	}
}

// summary writes what a chart says in words where that is more than its table
// does: a figure that the table has not.
func (b *body) summary(c *chapter.Chart) {
	for _, s := range c.Summary {
		if s.Figure != nil && !holds(c.Table, s.Figure) {
			b.say(kinds[chapter.Finding], c.Summary)
			return
		}
	}
}

// holds says whether a figure stands in a cell of a table that paper shows.
func holds(t *chapter.Table, f *figure.Figure) bool {
	if t == nil || t.OffPaper {
		return false
	}
	id := figure.ID(*f)
	for _, row := range t.Rows {
		for _, c := range row {
			if c.Figure != nil && figure.ID(*c.Figure) == id {
				return true
			}
		}
	}
	return false
}
