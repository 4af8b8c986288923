package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// multiples are small multiples: a panel for each value of the column that the
// chart splits by, all on one scale, so that panels compare at a glance. Years
// make lines, anything else bars.
func multiples(p plot) Drawing {
	c := charts.NewBar()
	c.SetGlobalOptions(append(look(p), legend(p.titles()...))...)
	option := c.JSON()
	var grids []opts.Grid
	var xs []opts.XAxis
	var ys []panelAxis
	var series charts.MultiSeries
	low, high := p.scale()
	for i, name := range p.groups() {
		part := p.only(name)
		grids = append(grids, opts.Grid{Top: "44"})
		places, gaps := part.withGaps()
		x := labelAxis(places)
		x.GridIndex = i
		xs, ys = append(xs, x), append(ys, upPanel(name, i, p.Unit, low, high))
		for s := range p.series {
			series = append(series, part.panel(s, i, gaps))
		}
	}
	option["grid"], option["xAxis"], option["yAxis"], option["series"] = grids, xs, ys, series
	return finish(p, 200*(1+(len(grids)-1)/3), option)
}

// only keeps the rows of one panel.
func (p plot) only(name string) plot {
	part := p
	part.rows = nil
	for _, row := range p.rows {
		if row[p.by].Plain() == name {
			part.rows = append(part.rows, row)
		}
	}
	return part
}

// panel is the i-th figure column in the panel of a place, with the gaps of a
// broken trend.
func (p plot) panel(i, place int, gaps []int) charts.SingleSeries {
	s := p.bar(i)
	s.XAxisIndex, s.YAxisIndex, s.Data = place, place, spread(p.column(p.series[i]), gaps)
	if i == 0 {
		s.MarkLines = breakLines(gaps)
	}
	if p.yearly() {
		s.ConnectNulls = opts.Bool(false)
		s.Type, s.Symbol, s.SymbolSize = types.ChartLine, symbol(i), 6
		s.LineStyle = &opts.LineStyle{Color: colour(i), Width: 2}
		return s
	}
	s.BarMaxWidth = thickness
	return s
}

// yearly says whether the categories are times.
func (p plot) yearly() bool { return len(p.rows) > 0 && p.rows[0][p.category].Time != "" }

// panelAxis is an upright axis with its panel's name above.
type panelAxis struct {
	opts.YAxis
	NameTextStyle nameStyle `json:"nameTextStyle"`
}

type nameStyle struct {
	Align      string `json:"align"`
	Color      string `json:"color"`
	FontWeight string `json:"fontWeight"`
	FontSize   int    `json:"fontSize"`
}

func upPanel(name string, place int, unit string, low, high float64) panelAxis {
	value := valueAxis(unit)
	value.Min, value.Max, value.Name, value.NameLocation, value.NameGap = low, high, name, "end", 16
	y := upright(value)
	y.GridIndex, y.SplitNumber = place, 3
	return panelAxis{YAxis: y, NameTextStyle: nameStyle{"left", ink, "bold", 12}}
}

// scale is the range that all panels share, at round numbers: from zero for
// bars, whose length says the value.
func (p plot) scale() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range p.series {
		for _, d := range p.column(s) {
			if d.Value != nil {
				low, high = min(low, d.size()), max(high, d.size())
			}
		}
	}
	if high < low {
		return 0, 1
	}
	if !p.yearly() {
		low = min(low, 0)
	}
	return round(low, high, p.Unit)
}

// round widens a range to multiples of a step of 1, 2 or 5 times a power of
// ten, about four steps in all; shares stay within a hundred.
func round(low, high float64, unit string) (float64, float64) {
	span := max(high-low, 1)
	step := math.Pow(10, math.Floor(math.Log10(span/4)))
	for _, n := range []float64{1, 2, 5, 10} {
		if span/(n*step) <= 4 {
			step *= n
			break
		}
	}
	bottom, top := math.Floor(low/step)*step, math.Ceil(high/step)*step
	if top == bottom {
		top += step
	}
	if unit == "%" && high <= 100 {
		top = min(top, 100)
	}
	return bottom, top
}
