package chart

import (
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

type (
	itemStyle = opts.ItemStyle
	label     = opts.Label
)

// Palette is the one palette of the report, in order of use. Its first six
// stay apart under protanopia, deuteranopia and tritanopia and in grey, which
// a test computes; the page's style sheet takes its accents from it.
var Palette = []string{
	"#1f4e79", // deep blue
	"#e3a53a", // ochre
	"#2c9c8f", // teal
	"#b5412f", // cinnabar
	"#9cc3e0", // pale blue
	"#9a72bd", // lilac
	"#8b949d", // grey
	"#5c6b1f", // olive
}

const (
	ink     = "#24313d"
	soft    = "#5a6772"
	hair    = "#e3e7ea"
	axis    = "#b9c2ca"
	breakTo = "#b5412f"
	fonts   = `"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif`
)

// colour is the i-th colour of the palette, round and round.
func colour(i int) string { return Palette[i%len(Palette)] }

// look is what all charts share: no animation, tooltips drawn as text and
// never as HTML, the chart's title as its name; the page has its summary.
func look(p plot) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithColorsOpts(Palette),
		charts.WithTooltipOpts(opts.Tooltip{
			Show: opts.Bool(true), Trigger: "item",
			BackgroundColor: "#ffffff", BorderColor: axis,
		}),
		charts.WithAriaOpts(&opts.Aria{
			Enabled: opts.Bool(true),
			Label:   &opts.AriaLabel{Description: p.Title},
		}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
	}
}

// legend is the row of names above a chart of several series.
func legend(names ...string) charts.GlobalOpts {
	return charts.WithLegendOpts(opts.Legend{
		Show: opts.Bool(len(names) > 1), Type: "scroll", Data: names,
		Top: "0", Left: "0", Icon: "roundRect", ItemWidth: 12, ItemHeight: 12,
		TextStyle: &opts.TextStyle{Color: soft, FontSize: 12},
	})
}

// grid leaves room for a legend above and a unit beside the axis.
func grid(p plot, series int) charts.GlobalOpts {
	top := "14"
	switch {
	case series > 1:
		top = "44"
	case p.Reference != nil:
		top = "30" // its name stands above the line
	}
	return charts.WithGridOpts(opts.Grid{
		Left: "6", Right: "54", Top: top, Bottom: "6", ContainLabel: opts.Bool(true),
	})
}

// labelAxis is a category axis.
func labelAxis(names []string) opts.XAxis {
	return opts.XAxis{
		Type: "category", Data: names,
		AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axis}},
		AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
		AxisLabel: axisLabel(ink, ""),
	}
}

// valueAxis is an axis of numbers in a unit.
func valueAxis(unit string) opts.XAxis {
	return opts.XAxis{
		Type:      "value",
		SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: hair}},
		AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
		AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
		AxisLabel: axisLabel(soft, unit),
	}
}

func axisLabel(colour, unit string) *opts.AxisLabel {
	l := &opts.AxisLabel{
		Color: colour, FontSize: 12,
		ShowMinLabel: opts.Bool(true), ShowMaxLabel: opts.Bool(true),
	}
	if unit == "%" {
		l.Formatter = "{value}%"
	}
	return l
}

// upright uses an axis as the vertical one.
func upright(x opts.XAxis) opts.YAxis {
	return opts.YAxis{
		Type: x.Type, Data: x.Data, SplitLine: x.SplitLine, AxisLine: x.AxisLine,
		AxisLabel: x.AxisLabel, Min: x.Min, Max: x.Max, Scale: x.Scale, Inverse: x.Inverse,
		Name: x.Name, NameLocation: x.NameLocation, NameGap: x.NameGap,
	}
}

// valueLabel prints a value beside its mark.
func valueLabel(position string) *label {
	return &label{Show: opts.Bool(true), Position: position, Color: ink, FontSize: 12}
}

// finish marshals a chart's options and adds what go-echarts has no field for.
func finish(p plot, height int, option map[string]any) Drawing {
	option["textStyle"] = opts.TextStyle{FontFamily: fonts, Color: ink}
	option["tooltip"] = struct {
		opts.Tooltip
		RenderMode string          `json:"renderMode"`
		Confine    bool            `json:"confine"`
		TextStyle  *opts.TextStyle `json:"textStyle"`
	}{option["tooltip"].(opts.Tooltip), "richText", true, &opts.TextStyle{Color: ink, FontSize: 13}}
	delete(option, "title") // the page has it, as a caption
	delete(option, "toolbox")
	return Drawing{Kind: p.Kind, Height: height, Option: option}
}

// onto is the colour in which text is read on a background: white, else ink,
// else black, the first with the contrast of 4.5 to 1 that WCAG 2.2 wants.
func onto(background string) string {
	l := luminance(background)
	switch {
	case 1.05/(l+0.05) >= 4.5:
		return "#ffffff"
	case (l+0.05)/(luminance(ink)+0.05) >= 4.5:
		return ink
	}
	return "#000000"
}

// rgb reads #rrggbb; anything else is black.
func rgb(hex string) (r, g, b float64) {
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return 0, 0, 0
	}
	return float64(n >> 16 & 255), float64(n >> 8 & 255), float64(n & 255)
}
