package workbook

import (
	"math"
	"slices"

	"github.com/xuri/excelize/v2"

	"quxiang/reports/chapter"
	"quxiang/reports/chart"
)

// run is a run of a table's rows, counted from 0, that have one value of a
// chart's By.
type run struct{ from, to int }

// runs finds the runs of a chart with a By. It is nil where a native chart can't
// put them side by side, because their categories differ: Excel lays series over
// each other by position, whatever their categories are.
func runs(c *chapter.Chart) []run {
	rows, category := chart.Rows(c), c.Table.ColumnIndex(c.Category)
	out := stretches(c)
	for _, r := range out {
		if !slices.Equal(categories(rows, r, category), categories(rows, out[0], category)) {
			return nil
		}
	}
	return out
}

// stretches are the runs of a chart with a By, whatever their categories.
func stretches(c *chapter.Chart) []run {
	rows, by := chart.Rows(c), c.Table.ColumnIndex(c.By)
	var out []run
	for i, row := range rows {
		if i == 0 || row[by].Plain() != rows[i-1][by].Plain() {
			out = append(out, run{from: i})
		}
		out[len(out)-1].to = i
	}
	return out
}

// The room of one of small multiples, and how many stand side by side.
const (
	panelWidth  = 300 // pixels
	panelHeight = 190
	panelRows   = 10 // that a row of them covers
	panelsWide  = 3
)

// multiples draws small multiples as charts of their own, all on one scale, and
// returns the rows of the sheet that they cover.
func (w *writer) multiples(c *chapter.Chart, col, row int) int {
	all, top := stretches(c), top(c)
	for i, r := range all {
		at := w.address(w.columnAt(col, i%panelsWide*panelWidth), row+i/panelsWide*panelRows)
		w.do(func() error { return w.f.AddChart(w.sheet, at, w.panel(c, r, top)) })
	}
	return (len(all) + panelsWide - 1) / panelsWide * panelRows
}

// The width of a column: where none is set in digits, and in pixels of a digit
// and besides.
const (
	usualWidth   = 8.43
	digitPixels  = 7
	columnBeside = 5
)

// columnAt is the first column that begins at least so many pixels right of
// another.
func (w *writer) columnAt(from, pixels int) int {
	col := from
	for ; pixels > 0; col++ {
		width := usualWidth
		if col <= len(w.widths) {
			width = w.widths[col-1]
		}
		pixels -= int(width*digitPixels) + columnBeside
	}
	return col
}

// panel is the native chart of one run, titled by the cell of its By.
func (w *writer) panel(c *chapter.Chart, r run, top float64) *excelize.Chart {
	out := w.frame(c)
	out.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: chart.Rows(c)[r.from][c.Table.ColumnIndex(c.By)].Plain()}}}
	out.Dimension, out.Legend.Position = excelize.ChartDimension{Width: panelWidth, Height: panelHeight}, "none"
	out.YAxis.Maximum = &top
	from, to := firstRow+r.from, firstRow+r.to
	for i, key := range c.Series {
		s := excelize.ChartSeries{Name: w.cells(c, key, headRow, headRow),
			Categories: w.cells(c, c.Category, from, to), Values: w.cells(c, key, from, to)}
		w.paint(&s, c, i)
		out.Series = append(out.Series, s)
	}
	return out
}

// top is where the one scale of small multiples ends: shares at the next whole
// tenth, else the largest number.
func top(c *chapter.Chart) float64 {
	most := 0.0
	for _, row := range chart.Rows(c) {
		for _, key := range c.Series {
			if f := row[c.Table.ColumnIndex(key)].Figure; f != nil {
				if v, ok := value(*f); ok {
					most = max(most, v)
				}
			}
		}
	}
	if c.Unit == "%" {
		return math.Ceil(most*10) / 10
	}
	return most
}

func categories(rows [][]chapter.Cell, r run, column int) []string {
	var out []string
	for _, row := range rows[r.from : r.to+1] {
		out = append(out, row[column].Plain())
	}
	return out
}

// panels are the series of a chart with a By: one for each of its values, named
// by the cell that holds it.
func (w *writer) panels(c *chapter.Chart) []excelize.ChartSeries {
	var out []excelize.ChartSeries
	for i, r := range runs(c) {
		from, to := firstRow+r.from, firstRow+r.to
		s := excelize.ChartSeries{
			Name:       w.cells(c, c.By, from, from),
			Categories: w.cells(c, c.Category, from, to),
			Values:     w.cells(c, c.Series[0], from, to),
		}
		w.paint(&s, c, i)
		out = append(out, s)
	}
	return out
}
