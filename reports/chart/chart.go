// Package chart turns a chapter's chart into ECharts options, in one look.
//
// The options are go-echarts' types, marshalled by encoding/json with its HTML
// escaping, never by go-echarts' own templates: those write labels unescaped
// into a script, draw random ids and load a script from the web. No option
// holds a function; the page's own script adds the few that are needed, and
// prints every value as the string that stands in the table.
package chart

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// Drawing is all that a page's script needs to draw one chart.
type Drawing struct {
	Kind   chapter.ChartKind `json:"kind"`
	Height int               `json:"height"` // CSS pixels; tile grids take it from the width
	Option map[string]any    `json:"option"` // ECharts options, https://echarts.apache.org/en/option.html
}

// JSON is the drawing for a <script type="application/json">: <, > and & are
// escaped, keys are sorted, so that equal charts are equal bytes.
func (d Drawing) JSON() ([]byte, error) { return json.Marshal(d) }

// Draw makes the drawing of a chart. It is an error for a chart to name a
// column that its table lacks, or a shape that does not exist.
func Draw(c *chapter.Chart) (Drawing, error) {
	p, err := read(c)
	if err != nil {
		return Drawing{}, err
	}
	draw, ok := shapes[c.Kind]
	if !ok {
		return Drawing{}, fmt.Errorf("chart %s: unknown shape %q", c.ID, c.Kind)
	}
	return draw(p), nil
}

// shapes has one function for each kind of chart.
var shapes = map[chapter.ChartKind]func(plot) Drawing{
	chapter.Bar:        bars,
	chapter.BarH:       lyingBars,
	chapter.Stacked:    stacked,
	chapter.Histogram:  histogram,
	chapter.Line:       line,
	chapter.Pie:        pie,
	chapter.Sankey:     sankey,
	chapter.TileGrid:   tiles,
	chapter.DotPlot:    dots,
	chapter.ScatterPct: scatter,
	chapter.Multiples:  multiples,
}

// plot is a chart with its columns found and its rows chosen: no total, and
// only the first Top.
type plot struct {
	*chapter.Chart
	rows     [][]chapter.Cell
	category int
	to       int // -1 but for a sankey
	by       int // -1 where nothing is split
	series   []int
	low      int // -1 without intervals
	high     int
}

func read(c *chapter.Chart) (plot, error) {
	if c.Table == nil {
		return plot{}, fmt.Errorf("chart %s has no table", c.ID)
	}
	for _, key := range columns(c) {
		if c.Table.ColumnIndex(key) < 0 {
			return plot{}, fmt.Errorf("chart %s: table %s has no column %q", c.ID, c.Table.ID, key)
		}
	}
	p := plot{
		Chart: c, rows: Rows(c), category: c.Table.ColumnIndex(c.Category), to: c.Table.ColumnIndex(c.To),
		by: c.Table.ColumnIndex(c.By), low: c.Table.ColumnIndex(c.Low), high: c.Table.ColumnIndex(c.High),
	}
	if c.Only != "" { // nothing is split any more
		p.by = -1
	}
	for _, key := range c.Series {
		p.series = append(p.series, c.Table.ColumnIndex(key))
	}
	if need := needed[c.Kind]; len(p.series) < max(need, 1) {
		return plot{}, fmt.Errorf("chart %s: a %s needs %d columns", c.ID, c.Kind, max(need, 1))
	}
	return p, nil
}

// columns are the keys that a chart names: what it splits by and the ends of
// its intervals only where there are any.
func columns(c *chapter.Chart) []string {
	wanted := append([]string{c.Category}, c.Series...)
	if c.Kind == chapter.Sankey {
		wanted = append(wanted, c.To)
	}
	if c.By != "" || c.Kind == chapter.Multiples {
		wanted = append(wanted, c.By)
	}
	if c.Low != "" || c.High != "" {
		wanted = append(wanted, c.Low, c.High)
	}
	return wanted
}

// needed is the number of figure columns of shapes that take more than one.
var needed = map[chapter.ChartKind]int{chapter.ScatterPct: 2}

// Rows are the rows of its table that a chart draws: without the total, of one
// value of By where it draws Only that, and only the first Top.
func Rows(c *chapter.Chart) [][]chapter.Cell {
	rows := c.Table.Rows
	if c.Table.TotalRow && len(rows) > 0 {
		rows = rows[:len(rows)-1]
	}
	if by := c.Table.ColumnIndex(c.By); c.Only != "" && by >= 0 {
		rows = slices.DeleteFunc(slices.Clone(rows), func(row []chapter.Cell) bool { return row[by].Plain() != c.Only })
	}
	if c.Top > 0 && len(rows) > c.Top {
		rows = rows[:c.Top]
	}
	return rows
}

// Number is a figure as a plain decimal number, cut from the printed string so
// that a chart cannot show anything else: 6,012 is 6012, 85.24% is 85.24. ok is
// false for a figure that is hidden, does not exist or is no number.
func Number(f figure.Figure) (n json.Number, ok bool) {
	if f.State != figure.Shown || f.Value.Kind == figure.Text {
		return "", false
	}
	s := strings.TrimSuffix(strings.ReplaceAll(figure.Print(f), ",", ""), "%")
	if s == figure.MarkNotApplicable {
		return "", false
	}
	return json.Number(s), true
}

// datum is a point of any series: go-echarts' data types with the printed
// string beside the value.
type datum struct {
	Name      string     `json:"name,omitempty"`
	Value     any        `json:"value"` // null leaves the place empty
	Print     string     `json:"print,omitempty"`
	Text      string     `json:"text,omitempty"` // label, where it is not Print
	Low       string     `json:"low,omitempty"`  // the printed ends of an interval
	High      string     `json:"high,omitempty"`
	ItemStyle *itemStyle `json:"itemStyle,omitempty"`
	Label     *label     `json:"label,omitempty"`
}

// point makes the datum of one cell.
func point(name string, c chapter.Cell) datum {
	d := datum{Name: name, Print: c.Plain()}
	if c.Figure == nil {
		return d
	}
	if n, ok := Number(*c.Figure); ok {
		d.Value = n
	}
	return d
}

// size is a datum's value as a float, for decisions of layout only.
func (d datum) size() float64 {
	n, ok := d.Value.(json.Number)
	if !ok {
		return 0
	}
	f, err := n.Float64()
	if err != nil {
		return 0
	}
	return f
}

// names lists the categories in order.
func (p plot) names() []string {
	out := make([]string, len(p.rows))
	for i, row := range p.rows {
		out[i] = row[p.category].Plain()
	}
	return out
}

// column makes the data of one column.
func (p plot) column(i int) []datum {
	out := make([]datum, len(p.rows))
	for r, row := range p.rows {
		out[r] = point(row[p.category].Plain(), row[i])
	}
	return out
}

// title is the heading of a column.
func (p plot) title(i int) string { return p.Table.Columns[i].Title }
