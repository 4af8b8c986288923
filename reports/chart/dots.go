package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"quxiang/reports/figure"
)

// dots is one value a line with the whole as a reference line: it shows many
// majors or colleges in little room and needs no zero. A line has a dot for
// each of its marks, and an interval about it where the chart names its ends.
func dots(p plot) Drawing {
	lines, marks := p.marks()
	value := valueAxis(p.Unit)
	value.Scale = opts.Bool(true)
	names := labelAxis(lines)
	names.Inverse = opts.Bool(true)
	y := upright(names)
	y.SplitLine = &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: hair}}
	c := charts.NewScatter()
	c.SetGlobalOptions(append(look(p), legend(titles(marks)...), grid(p, len(marks)),
		charts.WithXAxisOpts(value), charts.WithYAxisOpts(y))...)
	var series, intervals []any
	for i, m := range marks {
		series = append(series, p.dotsOf(m, i, len(marks)))
		if p.low >= 0 {
			intervals = append(intervals, p.intervals(m, i, len(marks)))
		}
	}
	if p.low >= 0 { // a dot lies over its interval
		series = append(series, intervals...)
	}
	option := c.JSON()
	option["series"] = series
	return finish(p, 72+len(lines)*max(24, 7+dodge*len(marks)), option)
}

// dodge is how far the marks of one line stand apart, in pixels.
const dodge = 15

// shift moves the i-th of n marks off the middle of its line.
func shift(i, n int) float64 { return (float64(i) - float64(n-1)/2) * dodge }

// dotSeries is a series of dots, moved off the middle of their lines where
// there are several.
type dotSeries struct {
	charts.SingleSeries
	SymbolOffset []float64 `json:"symbolOffset,omitempty"`
}

func (p plot) dotsOf(m mark, i, n int) dotSeries {
	s := dotSeries{SingleSeries: charts.SingleSeries{
		Name: m.title, Type: types.ChartScatter, Data: m.data,
		Symbol: symbol(i), SymbolSize: 11, ItemStyle: &itemStyle{Color: colour(i), Opacity: opts.Float(1)},
	}}
	if p.by >= 0 || p.low >= 0 {
		s.SymbolOffset, s.SymbolSize = []float64{0, shift(i, n)}, 9
	}
	if n == 1 && p.low < 0 {
		s.Label = valueLabel("right")
	}
	if i == 0 {
		s.MarkLines = p.reference()
	}
	return s
}

// intervalSeries draws each interval as a line; the page's script has the
// function that does, and prints the value at its end.
type intervalSeries struct {
	Name      string           `json:"name"`
	Type      string           `json:"type"` // custom
	Data      []datum          `json:"data"` // [line, low, high]
	Encode    map[string][]int `json:"encode"`
	Shift     float64          `json:"shift"` // pixels
	Silent    bool             `json:"silent"`
	ItemStyle *itemStyle       `json:"itemStyle"`
}

func (p plot) intervals(m mark, i, n int) intervalSeries {
	s := intervalSeries{
		Name: m.title, Type: types.ChartCustom, Encode: map[string][]int{"x": {1, 2}, "y": {0}},
		Shift: shift(i, n), Silent: true, ItemStyle: &itemStyle{Color: colour(i)},
	}
	for line, d := range m.data {
		if low, high := m.low[line].Value, m.high[line].Value; d.Value != nil && low != nil && high != nil {
			s.Data = append(s.Data, datum{Value: []any{line, low, high}, Print: d.Print})
		}
	}
	return s
}

// scatter sets share against size, one point a row.
func scatter(p plot) Drawing {
	x, y := valueAxis(""), valueAxis(p.Unit)
	x.Name, x.NameLocation, x.NameGap = p.title(p.series[0]), "middle", 28
	y.Name, y.Scale = p.title(p.series[1]), opts.Bool(true)
	c := charts.NewScatter()
	c.SetGlobalOptions(append(look(p), charts.WithXAxisOpts(x), charts.WithYAxisOpts(upright(y)),
		charts.WithGridOpts(opts.Grid{
			Left: "10", Right: "30", Top: "40", Bottom: "30", ContainLabel: opts.Bool(true)}))...)
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
		Name: p.title(p.series[1]), Type: types.ChartScatter, Data: p.pairs(),
		SymbolSize: 11, ItemStyle: &itemStyle{Color: colour(0), Opacity: opts.Float(0.72)},
	})
	return finish(p, 380, c.JSON())
}

// pairs are the points of a scatter; a row that lacks either number is left out.
func (p plot) pairs() []datum {
	var out []datum
	for _, row := range p.rows {
		name := row[p.category].Plain()
		x, y := point(name, row[p.series[0]]), point(name, row[p.series[1]])
		if x.Value == nil || y.Value == nil {
			continue
		}
		out = append(out, datum{Name: name, Value: []any{x.Value, y.Value}, Print: x.Print + "，" + y.Print})
	}
	return out
}

// reference is the line that all values are compared with, nil without one.
func (p plot) reference() *opts.MarkLines {
	if p.Reference == nil {
		return nil
	}
	n, ok := Number(*p.Reference)
	if !ok {
		return nil
	}
	return &opts.MarkLines{
		Data: []any{struct {
			XAxis json.Number `json:"xAxis"`
			Text  string      `json:"text"`
		}{n, p.RefTitle + " " + figure.Print(*p.Reference)}},
		MarkLineStyle: opts.MarkLineStyle{
			Symbol:    []string{"none", "none"},
			Label:     &label{Show: opts.Bool(true), Color: breakTo, FontSize: 12, Position: "start"},
			LineStyle: &opts.LineStyle{Color: breakTo, Type: "dashed", Width: 1.5},
		},
	}
}
