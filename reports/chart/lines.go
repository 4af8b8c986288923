package chart

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"quxiang/reports/chapter"
)

// BreakLabel stands in a trend where comparability ends.
const BreakLabel = "口径变化"

// line is a trend over categories in order. At each break of regime an empty
// place is left between the years, so that no line runs across it, and a
// dashed line says why.
func line(p plot) Drawing {
	names, gaps := p.withGaps()
	value := valueAxis(p.Unit)
	value.Scale = opts.Bool(true)
	c := charts.NewLine()
	c.SetGlobalOptions(append(look(p), legend(p.titles()...), grid(p, len(p.series)),
		charts.WithXAxisOpts(labelAxis(names)), charts.WithYAxisOpts(upright(value)))...)
	for i, s := range p.series {
		c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
			Name: p.title(s), Type: types.ChartLine, Data: spread(p.column(s), gaps),
			Symbol: symbol(i), SymbolSize: 8, ConnectNulls: opts.Bool(false),
			ItemStyle: &itemStyle{Color: colour(i)},
			LineStyle: &opts.LineStyle{Color: colour(i), Width: 2.5},
			Label:     lineLabel(len(p.series)),
		})
	}
	c.MultiSeries[0].MarkLines = breakLines(gaps)
	return finish(p, 340, c.JSON())
}

// lineLabel prints the values of a trend of at most two lines; of more, the
// table alone has them.
func lineLabel(lines int) *label {
	if lines > 2 {
		return nil
	}
	return valueLabel("top")
}

// symbol tells lines apart without colour.
func symbol(i int) string {
	return []string{"circle", "rect", "triangle", "diamond"}[i%4]
}

// withGaps puts an empty category before each break. gaps are the places of
// the empty ones in the longer list.
func (p plot) withGaps() (names []string, gaps []int) {
	for i, name := range p.names() {
		isBreak := slices.ContainsFunc(p.Breaks, func(b chapter.Break) bool { return b.Category == name })
		if isBreak && i > 0 {
			gaps = append(gaps, len(names))
			names = append(names, "")
		}
		names = append(names, name)
	}
	return names, gaps
}

// spread leaves an empty place in the data at each gap.
func spread(data []datum, gaps []int) []datum {
	for _, g := range gaps {
		data = slices.Insert(data, g, datum{})
	}
	return data
}

func breakLines(gaps []int) *opts.MarkLines {
	if len(gaps) == 0 {
		return nil
	}
	m := &opts.MarkLines{MarkLineStyle: opts.MarkLineStyle{
		Symbol:    []string{"none", "none"},
		Label:     &label{Show: opts.Bool(true), Formatter: BreakLabel, Color: breakTo, FontSize: 12},
		LineStyle: &opts.LineStyle{Color: breakTo, Type: "dashed", Width: 1},
	}}
	for _, g := range gaps {
		m.Data = append(m.Data, opts.MarkLineNameXAxisItem{XAxis: g})
	}
	return m
}
