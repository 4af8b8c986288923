package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"quxiang/reports/chapter"
	"quxiang/reports/chart"
)

// The room of a native chart, and where it stands.
const (
	chartWidth  = 600 // pixels
	chartHeight = 340
	chartRows   = 16 // that it covers, with some room
	besideTo    = 6  // tables of more columns have their charts below
)

// axisFont is dark enough to read.
var axisFont = excelize.Font{Family: family, Size: 9, Color: "24313D"}

// nativeTypes are the shapes a workbook can draw itself. A dot plot becomes
// bars, a histogram bars that touch; flows and tiles it cannot.
var nativeTypes = map[chapter.ChartKind]excelize.ChartType{
	chapter.Bar:        excelize.Col,
	chapter.Histogram:  excelize.Col,
	chapter.BarH:       excelize.Bar,
	chapter.DotPlot:    excelize.Bar,
	chapter.Stacked:    excelize.BarStacked,
	chapter.Line:       excelize.Line,
	chapter.Pie:        excelize.Doughnut,
	chapter.ScatterPct: excelize.Scatter,
	chapter.Multiples:  excelize.Col,
}

// nativeCharts groups the charts that the workbook draws by their table.
func nativeCharts(doc *chapter.Document) map[*chapter.Table][]*chapter.Chart {
	out := map[*chapter.Table][]*chapter.Chart{}
	for c := range doc.Charts() {
		if _, ok := nativeTypes[c.Kind]; c.Native && ok && c.Table != nil && c.Only == "" && (c.By == "" || c.Kind == chapter.Multiples || runs(c) != nil) {
			out[c.Table] = append(out[c.Table], c)
		}
	}
	return out
}

// native draws a table's charts beside it, or below a wide one.
func (w *writer) native(t *chapter.Table) {
	col, row := len(t.Columns)+2, headRow
	if len(t.Columns) > besideTo {
		col, row = 1, firstRow+len(t.Rows)+9
	}
	for _, c := range w.charts[t] {
		if len(chart.Rows(c)) == 0 {
			continue
		}
		if col == 1 { // each on a page of its own
			w.do(func() error { return w.f.InsertPageBreak(w.sheet, w.address(col, row)) })
		}
		row += w.draw(c, col, row)
	}
}

// draw puts a chart at a cell and returns the rows that it covers.
func (w *writer) draw(c *chapter.Chart, col, row int) int {
	if c.Kind == chapter.Multiples {
		return w.multiples(c, col, row)
	}
	out := w.frame(c)
	out.Series = w.series(c)
	w.do(func() error { return w.f.AddChart(w.sheet, w.address(col, row), out) })
	return chartRows
}

// frame is the native chart of c without its series.
func (w *writer) frame(c *chapter.Chart) *excelize.Chart {
	out := &excelize.Chart{
		Type:       typeOf(c),
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title}}},
		Legend:     excelize.ChartLegend{Position: "bottom"},
		Dimension:  excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		PlotArea:   excelize.ChartPlotArea{ShowVal: c.Kind != chapter.ScatterPct && c.Kind != chapter.Stacked},
		XAxis:      excelize.ChartAxis{ReverseOrder: lies(c.Kind), Font: axisFont},
		YAxis:      excelize.ChartAxis{MajorGridLines: true, Font: axisFont},
		VaryColors: new(bool),
	}
	if c.Kind == chapter.Histogram {
		none := uint(4)
		out.GapWidth = &none
	}
	if len(c.Series) == 1 && c.By == "" || c.Kind == chapter.ScatterPct {
		out.Legend.Position = "none"
	}
	if c.Kind == chapter.Pie {
		*out.VaryColors = true
		out.Legend.Position, out.HoleSize = "right", 58
	}
	if c.Kind != chapter.Line && c.Kind != chapter.ScatterPct {
		out.YAxis.Minimum = new(float64) // the length of a bar says its value
	}
	if c.Unit == "%" {
		out.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0%"}
	}
	return out
}

// typeOf draws a broken trend as columns: a native line would run across the
// break.
func typeOf(c *chapter.Chart) excelize.ChartType {
	if c.Kind == chapter.Line && len(c.Breaks) > 0 {
		return excelize.Col
	}
	return nativeTypes[c.Kind]
}

func lies(k chapter.ChartKind) bool {
	return k == chapter.BarH || k == chapter.Stacked || k == chapter.DotPlot
}

func (w *writer) series(c *chapter.Chart) []excelize.ChartSeries {
	if c.By != "" {
		return w.panels(c)
	}
	keys, categories := c.Series, c.Category
	switch c.Kind {
	case chapter.Pie: // the second column is a label's text
		keys = keys[:1]
	case chapter.ScatterPct: // x is a column of numbers
		keys, categories = keys[1:2], keys[0]
	}
	var out []excelize.ChartSeries
	for i, key := range keys {
		s := excelize.ChartSeries{
			Name:       w.cells(c, key, headRow, headRow),
			Categories: w.rows(c, categories),
			Values:     w.rows(c, key),
		}
		w.paint(&s, c, i)
		out = append(out, s)
	}
	return out
}

// paint gives a series its colour of the one palette.
func (w *writer) paint(s *excelize.ChartSeries, c *chapter.Chart, i int) {
	fill := func(i int) excelize.Fill {
		hex := strings.TrimPrefix(chart.Palette[i%len(chart.Palette)], "#")
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex}}
	}
	s.Fill = fill(i)
	switch c.Kind {
	case chapter.Pie:
		for j := range chart.Rows(c) {
			s.DataPoint = append(s.DataPoint, excelize.ChartDataPoint{Index: j, Fill: fill(j)})
		}
	case chapter.ScatterPct:
		s.Line = excelize.LineOptions{Type: excelize.LineNone}
		s.Marker = excelize.ChartMarker{Symbol: "circle", Size: 7, Fill: fill(i)}
	case chapter.Line:
		s.Marker = excelize.ChartMarker{Symbol: "circle", Size: 6, Fill: fill(i)}
	}
}

// rows is the reference to the drawn rows of a column.
func (w *writer) rows(c *chapter.Chart, key string) string {
	return w.cells(c, key, firstRow, firstRow+len(chart.Rows(c))-1)
}

func (w *writer) cells(c *chapter.Chart, key string, from, to int) string {
	name, err := excelize.ColumnNumberToName(c.Table.ColumnIndex(key) + 1)
	w.do(func() error { return err })
	out := fmt.Sprintf("%s!$%s$%d", quoted(w.sheet), name, from)
	if to != from {
		out += fmt.Sprintf(":$%s$%d", name, to)
	}
	return out
}
