package workbook

import (
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
	rows, by, category := chart.Rows(c), c.Table.ColumnIndex(c.By), c.Table.ColumnIndex(c.Category)
	var out []run
	for i, row := range rows {
		if i == 0 || row[by].Plain() != rows[i-1][by].Plain() {
			out = append(out, run{from: i})
		}
		out[len(out)-1].to = i
	}
	for _, r := range out {
		if !slices.Equal(categories(rows, r, category), categories(rows, out[0], category)) {
			return nil
		}
	}
	return out
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
