package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// The thresholds of layout, in marks on a chart.
const (
	labelled  = 26   // above it, upright bars carry no values: they would overlap
	thickness = "26" // of a bar at most, in pixels
	longest   = 480  // the longest bar of a lying chart, about, in pixels
	digit     = 7    // the width of a printed digit
)

// bars are upright bars, one group a category.
func bars(p plot) Drawing {
	c := charts.NewBar()
	value := valueAxis(p.Unit)
	value.Min = 0
	c.SetGlobalOptions(append(look(p), legend(p.titles()...), grid(p, len(p.series)),
		charts.WithXAxisOpts(labelAxis(p.names())), charts.WithYAxisOpts(upright(value)))...)
	for i := range p.series {
		s := p.bar(i)
		s.BarMaxWidth = "48"
		if len(p.rows)*len(p.series) <= labelled {
			s.Label = valueLabel("top")
		}
		c.MultiSeries = append(c.MultiSeries, s)
	}
	return finish(p, 320, c.JSON())
}

// histogram is bars that touch: classes of a continuous scale.
func histogram(p plot) Drawing {
	d := bars(p)
	series := d.Option["series"].(charts.MultiSeries)
	for i := range series {
		series[i].BarCategoryGap, series[i].BarMaxWidth = "3%", ""
	}
	return d
}

// lyingBars are horizontal bars from the top down, for long names.
func lyingBars(p plot) Drawing {
	c := lying(p, valueAxis(p.Unit))
	for i := range p.series {
		s := p.bar(i)
		s.BarMaxWidth, s.Label = thickness, valueLabel("right")
		if i == 0 {
			s.MarkLines = p.reference()
		}
		c.MultiSeries = append(c.MultiSeries, s)
	}
	return finish(p, 56+len(p.rows)*(12+18*len(p.series)), c.JSON())
}

// stacked is one lying bar a category, cut into its parts.
func stacked(p plot) Drawing {
	value := valueAxis(p.Unit)
	if p.Unit == "%" {
		value.Max = 100
	}
	c := lying(p, value)
	most := p.longestBar()
	for i := range p.series {
		s := p.bar(i)
		s.Stack, s.BarMaxWidth = "all", thickness
		s.Label = valueLabel("inside")
		s.Label.Color = onto(colour(i))
		hideSlim(s.Data.([]datum), most)
		s.ItemStyle = &itemStyle{Color: colour(i), BorderColor: "#ffffff", BorderWidth: 1}
		c.MultiSeries = append(c.MultiSeries, s)
	}
	return finish(p, 84+len(p.rows)*38, c.JSON())
}

// lying is the frame of horizontal bars.
func lying(p plot, value opts.XAxis) *charts.Bar {
	c := charts.NewBar()
	value.Min = 0
	names := labelAxis(p.names())
	names.Inverse = opts.Bool(true)
	c.SetGlobalOptions(append(look(p), legend(p.titles()...), grid(p, len(p.series)),
		charts.WithXAxisOpts(value), charts.WithYAxisOpts(upright(names)))...)
	return c
}

// bar is the series of the i-th figure column.
func (p plot) bar(i int) charts.SingleSeries {
	return charts.SingleSeries{
		Name: p.title(p.series[i]), Type: types.ChartBar, Data: p.column(p.series[i]),
		ItemStyle: &itemStyle{Color: colour(i)},
	}
}

// titles are the names of the series.
func (p plot) titles() []string {
	out := make([]string, len(p.series))
	for i, s := range p.series {
		out[i] = p.title(s)
	}
	return out
}

// longestBar adds up each category's parts and takes the largest sum, to judge
// how slim a part is.
func (p plot) longestBar() float64 {
	totals := make([]float64, len(p.rows))
	for _, s := range p.series {
		for r, d := range p.column(s) {
			totals[r] += d.size()
		}
	}
	most := 0.0
	for _, t := range totals {
		most = max(most, t)
	}
	return most
}

// hideSlim takes the label off parts too slim to hold it.
func hideSlim(data []datum, most float64) {
	for r := range data {
		if data[r].size()*longest < most*float64(digit*(1+len(data[r].Print))) || most == 0 {
			data[r].Label = &label{Show: opts.Bool(false)}
		}
	}
}
