package html

import (
	"html/template"
	"slices"
	"unicode/utf8"

	"quxiang/reports/chapter"
	"quxiang/reports/chart"
	"quxiang/reports/figure"
	"quxiang/reports/outline"
	"quxiang/reports/picture"
)

// span is a piece of text; exactly one field but Break is set.
type span struct {
	Text, Label, Time, Cite string
	Data                    *data
	Break                   bool // a line may end here
}

// data is a figure in its place: its printed value, and the value as a plain
// number for programs. The first time it carries the figure's id, after that a
// reference to it, since an id may stand once in a page.
type data struct {
	ID, Value, Print, Reason string
	First                    bool
}

// chartView is a chart: the picture that stands in the page, and the drawing
// that the script makes a live chart of. Drawing is safe to stand in a data
// block, because encoding/json escapes <, > and &; Picture holds only what
// draws, because package picture lets nothing else through.
type chartView struct {
	ID, Number, Title, Unit string
	Undrawn                 string // what the picture leaves out, and what that means
	Picture                 template.HTML
	Drawing                 template.JS
	Summary                 []span
	Reference               []span // what the dashed line is
	Breaks                  []chapter.Break
	Basis                   []span
}

type tableView struct {
	ID, Number, Title                string
	Long, Wide, Narrow, Broad, Tight bool
	OffPaper, Own                    bool
	Columns                          []chapter.Column
	Rows                             []rowView
	Notes                            [][]span
	Marks                            []outline.Mark
	Basis                            []span
}

type rowView struct {
	Total bool
	Cells []cellView
}

type cellView struct {
	Span           span
	Heads, Numeric bool
	Prose          bool // long text, which needs a wide column
}

// The sizes from which a table scrolls on a screen, shrinks on paper, shrinks
// more or, when long too, lies on a page across; and to which it is kept to the
// measure of the text.
const (
	longFrom  = 16 // rows
	wideFrom  = 9  // columns
	broadFrom = 12
	narrowTo  = 4

	proseFrom = 16 // characters of a cell
)

func (b *builder) spans(spans []chapter.Span) []span {
	out := make([]span, len(spans))
	for i, s := range spans {
		out[i] = b.span(s)
	}
	return out
}

func (b *builder) span(s chapter.Span) span {
	v := span{Text: s.Text, Label: s.Label, Time: s.Time, Cite: s.Cite}
	if s.Figure != nil {
		v.Data = b.data(*s.Figure)
	}
	return v
}

func (b *builder) data(f figure.Figure) *data {
	id := figure.ID(f)
	d := &data{ID: id, Print: figure.Print(f), First: !b.seen[id]}
	b.seen[id] = true
	if f.State != figure.Shown {
		d.Reason = f.Reason
	} else if n, ok := chart.Number(f); ok {
		d.Value = n.String()
	} else if f.Value.Kind == figure.Text {
		d.Value = f.Value.Str
	}
	return d
}

func (b *builder) chart(c *chapter.Chart, number string) *chartView {
	v := &chartView{
		ID: b.anchor(c.ID), Number: number, Title: c.Title, Unit: c.Unit,
		Summary: b.spans(c.Summary), Breaks: c.Breaks, Undrawn: undrawn(c),
	}
	if c.Reference != nil {
		v.Reference = []span{{Label: c.RefTitle}, {Text: " "}, {Data: b.data(*c.Reference)}}
	}
	drawing, err := chart.Draw(c)
	if err == nil {
		var js []byte
		js, err = drawing.JSON()
		v.Drawing = template.JS(js)
		b.pictures = append(b.pictures, pictured{v, picture.Request{ID: v.ID, Drawing: drawing}})
	}
	if err != nil && b.err == nil {
		b.err = err
	}
	if c.Table != nil {
		v.Basis = b.spans(c.Table.Basis.Spans())
	}
	return v
}

// undrawn warns of reading a figure that a picture can't draw as nought: one that
// is hidden, or told as a bound.
func undrawn(c *chapter.Chart) string {
	if c.Table == nil || !slices.ContainsFunc(chart.Rows(c), func(row []chapter.Cell) bool { return hides(c, row) }) {
		return ""
	}
	if c.Kind == chapter.Stacked {
		return "不予公布（*）或只公布界线的部分没有画出，不是零；柱的总长因此不能相比。"
	}
	return "不予公布（*）或只公布界线的没有画出，不是零。"
}

// hides says whether a row has a figure that the chart would draw if it were
// told.
func hides(c *chapter.Chart, row []chapter.Cell) bool {
	return slices.ContainsFunc(c.Series, func(key string) bool {
		i := c.Table.ColumnIndex(key)
		if i < 0 || row[i].Figure == nil || row[i].Figure.State == figure.NotApplicable {
			return false
		}
		_, drawn := chart.Number(*row[i].Figure)
		return !drawn
	})
}

func (b *builder) table(t *chapter.Table, number string) *tableView {
	v := &tableView{
		ID: b.anchor(t.ID), Number: number, Title: t.Title, Columns: t.Columns,
		Long: t.Appendix || len(t.Rows) > longFrom, Wide: len(t.Columns) >= wideFrom,
		Narrow: len(t.Columns) <= narrowTo, OffPaper: t.OffPaper, Own: t.Own,
	}
	if len(t.Columns) >= broadFrom {
		v.Broad = len(t.Rows) >= longFrom
		v.Tight = !v.Broad
	}
	for i, row := range t.Rows {
		v.Rows = append(v.Rows, b.row(t, row, t.TotalRow && i == len(t.Rows)-1))
	}
	for _, n := range t.Notes {
		v.Notes = append(v.Notes, b.spans(n))
	}
	v.Marks = outline.Marks(t)
	v.Basis = b.spans(t.Basis.Spans())
	return v
}

// row makes a row whose first cell, unless it is a number, heads it.
func (b *builder) row(t *chapter.Table, cells []chapter.Cell, total bool) rowView {
	v := rowView{Total: total}
	for i, c := range cells {
		numeric := i < len(t.Columns) && t.Columns[i].Numeric
		v.Cells = append(v.Cells, cellView{
			Span:  b.span(chapter.Span{Figure: c.Figure, Label: c.Label, Time: c.Time, Cite: c.Cite}),
			Heads: i == 0 && !numeric, Numeric: numeric,
			Prose: utf8.RuneCountInString(c.Plain()) >= proseFrom,
		})
	}
	return v
}
