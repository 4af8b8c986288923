package chart

import (
	"encoding/json"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// pie is a ring of at most a few parts. The first column is the size; a second
// one, where named, is what the label prints (the share).
func pie(p plot) Drawing {
	data := p.column(p.series[0])
	for i := range data {
		data[i].Text = data[i].Print
		if len(p.series) > 1 {
			data[i].Text = p.rows[i][p.series[1]].Plain()
		}
		data[i].ItemStyle = &itemStyle{Color: colour(i), BorderColor: "#ffffff", BorderWidth: 2}
	}
	data = slices.DeleteFunc(data, func(d datum) bool { return d.Value == nil })
	c := charts.NewPie()
	c.SetGlobalOptions(look(p)...)
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
		Name: p.title(p.series[0]), Type: types.ChartPie, Data: data,
		Radius: []string{"46%", "72%"}, Center: []string{"50%", "50%"},
		Label:     &label{Show: opts.Bool(true), Color: ink, FontSize: 13, LineHeight: 19},
		LabelLine: &opts.LabelLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: axis}},
	})
	return finish(p, 320, c.JSON())
}

// node is an end of flows. Names carry their side, because a place is both an
// origin and a destination; Text is what is shown, a province by its short name.
type node struct {
	opts.SankeyNode
	Text  string `json:"text"`
	Label *label `json:"label,omitempty"`
}

// flow is a link with its printed weight.
type flow struct {
	Source string      `json:"source"`
	Target string      `json:"target"`
	Value  json.Number `json:"value"`
	Print  string      `json:"print"`
}

// sankey draws flows from Category to To. Hidden and empty flows are not drawn.
func sankey(p plot) Drawing {
	var nodes []node
	var flows []flow
	seen := map[string]bool{}
	add := func(side, name string, depth int) string {
		id := side + name
		if !seen[id] {
			seen[id] = true
			nodes = append(nodes, end(id, name, depth, count(nodes, depth)))
		}
		return id
	}
	for _, row := range p.rows {
		d := point("", row[p.series[0]])
		if d.size() <= 0 {
			continue
		}
		flows = append(flows, flow{
			Source: add("从", row[p.category].Plain(), 0), Target: add("到", row[p.to].Plain(), 1),
			Value: d.Value.(json.Number), Print: d.Print,
		})
	}
	c := charts.NewSankey()
	c.SetGlobalOptions(look(p)...)
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
		Name: p.title(p.series[0]), Type: types.ChartSankey, Data: nodes, Links: flows,
		Left: "110", Right: "110", Top: "8", Bottom: "8",
		NodeWidth: opts.Int(14), NodeGap: opts.Int(16), Draggable: opts.Bool(false),
		LineStyle: &opts.LineStyle{Color: "source", Opacity: opts.Float(0.32), Curveness: 0.5},
		Label:     &label{Show: opts.Bool(true), Color: ink, FontSize: 12},
		Emphasis:  &opts.Emphasis{Focus: "adjacency"},
	})
	return finish(p, max(300, 60+44*max(count(nodes, 0), count(nodes, 1))), c.JSON())
}

// end makes a node: origins coloured and named on the left, destinations in
// grey-blue and named on the right.
func end(id, name string, depth, nth int) node {
	fill, side := colour(nth), "left"
	if depth == 1 {
		fill, side = "#4d6272", "right"
	}
	return node{
		SankeyNode: opts.SankeyNode{Name: id, Depth: &depth, ItemStyle: &itemStyle{Color: fill}},
		Text:       Province(name),
		Label:      &label{Position: side},
	}
}

// count is how many nodes stand at a depth.
func count(nodes []node, depth int) int {
	n := 0
	for _, e := range nodes {
		if *e.Depth == depth {
			n++
		}
	}
	return n
}
