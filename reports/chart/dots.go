package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"quxiang/reports/figure"
)

// dots is one value a line with the whole as a reference line: it shows many
// majors or colleges in little room and needs no zero.
func dots(p plot) Drawing {
	value := valueAxis(p.Unit)
	value.Scale = opts.Bool(true)
	names := labelAxis(p.names())
	names.Inverse = opts.Bool(true)
	y := upright(names)
	y.SplitLine = &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: hair}}
	c := charts.NewScatter()
	c.SetGlobalOptions(append(look(p), legend(p.titles()...), grid(p),
		charts.WithXAxisOpts(value), charts.WithYAxisOpts(y))...)
	for i, s := range p.series {
		c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
			Name: p.title(s), Type: types.ChartScatter, Data: p.column(s),
			Symbol: symbol(i), SymbolSize: 11, ItemStyle: &itemStyle{Color: colour(i), Opacity: opts.Float(1)},
		})
	}
	if len(p.series) == 1 {
		c.MultiSeries[0].Label = valueLabel("right")
	}
	c.MultiSeries[0].MarkLines = p.reference()
	return finish(p, 72+len(p.rows)*24, c.JSON())
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
