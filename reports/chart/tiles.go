package chart

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// tileRows places each province-level unit on a tile near where it lies. Tiles
// are no map: they have no borders, and every unit has the same room.
var tileRows = [][]string{
	{"", "", "", "", "", "", "黑龙江"},
	{"新疆", "", "", "", "内蒙古", "", "吉林"},
	{"", "甘肃", "宁夏", "山西", "河北", "北京", "辽宁"},
	{"西藏", "青海", "陕西", "河南", "山东", "天津", ""},
	{"", "四川", "重庆", "湖北", "安徽", "江苏", "上海"},
	{"", "云南", "贵州", "湖南", "江西", "浙江", ""},
	{"", "", "广西", "广东", "福建", "", "台湾"},
	{"", "海南", "", "澳门", "香港", "", ""},
}

// tiles colours a tile for each province by its value, on a square-root scale:
// a school's own province would else leave all others white. Rows that are no
// province (境外, 未识别) stand in the table only.
func tiles(p plot) Drawing {
	values := p.byProvince()
	most := 0.0
	for _, d := range values {
		most = math.Max(most, d.size())
	}
	var data []datum
	for y, row := range tileRows {
		for x, name := range row {
			if name != "" {
				data = append(data, tile(x, y, name, values[name], most))
			}
		}
	}
	c := charts.NewScatter()
	c.SetGlobalOptions(append(look(p),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "0", Top: "0", Bottom: "0"}),
		charts.WithXAxisOpts(hiddenAxis(len(tileRows[0]))),
		charts.WithYAxisOpts(hiddenUpright(len(tileRows))))...)
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
		Name: p.title(p.series[0]), Type: types.ChartScatter, Data: data, Symbol: "rect",
		SymbolSize: 64, Label: &label{Show: opts.Bool(true), Position: "inside", FontSize: 12, LineHeight: 16},
	})
	return finish(p, 64*len(tileRows)+16, c.JSON())
}

// tile is one province; without a row of its own it is left pale.
func tile(x, y int, name string, d datum, most float64) datum {
	fill := "#f1f3f5"
	if most > 0 && d.size() > 0 {
		fill = ramp(math.Sqrt(d.size() / most))
	}
	text := onto(fill)
	if d.size() == 0 {
		text = soft
	}
	return datum{
		Name: name, Value: []any{x, y}, Print: d.Print,
		ItemStyle: &itemStyle{Color: fill, BorderColor: "#dfe4e8", BorderWidth: 1, Opacity: opts.Float(1)},
		Label:     &label{Color: text},
	}
}

// byProvince keeps the rows that are provinces, by their short names.
func (p plot) byProvince() map[string]datum {
	out := map[string]datum{}
	for _, d := range p.column(p.series[0]) {
		out[Province(d.Name)] = d
	}
	return out
}

// suffixes of full names, longest first.
var suffixes = []string{
	"维吾尔自治区", "特别行政区", "壮族自治区", "回族自治区", "自治区", "省", "市",
}

// Province is the short name of a province-level unit: 广西 for 广西壮族自治区,
// 北京 for 北京市. Names without such a suffix come back as they are.
func Province(name string) string {
	for _, s := range suffixes {
		if short, ok := strings.CutSuffix(name, s); ok && short != "" {
			return short
		}
	}
	return name
}

func hiddenAxis(n int) opts.XAxis {
	return opts.XAxis{Type: "value", Show: opts.Bool(false), Min: -0.5, Max: float64(n) - 0.5}
}

func hiddenUpright(n int) opts.YAxis {
	return opts.YAxis{Type: "value", Show: opts.Bool(false), Inverse: opts.Bool(true),
		Min: -0.5, Max: float64(n) - 0.5}
}
