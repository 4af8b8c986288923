package html

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// A chart says so where a figure that its table hides, or tells as a bound,
// leaves a gap; what does not exist leaves none to explain.
func TestUndrawn(t *testing.T) {
	p := figure.Place{Cutoff: "12-31"}
	share := p.Share("rate", 9, 10)
	for name, c := range map[string]struct {
		figure *figure.Figure
		kind   chapter.ChartKind
		want   string
	}{
		"shown":          {share, chapter.Bar, ""},
		"whole percent":  {share.Rounded(91, 0), chapter.Bar, ""},
		"does not exist": {share.Withheld(figure.NotApplicable, "没有人"), chapter.Bar, ""},
		"hidden":         {share.Withheld(figure.Suppressed, "人数少"), chapter.Bar, "不是零"},
		"bound":          {share.Rounded(0, 95), chapter.Bar, "不是零"},
		"part hidden":    {share.Withheld(figure.Suppressed, "人数少"), chapter.Stacked, "总长因此不能相比"},
	} {
		table := &chapter.Table{ID: "t", Columns: []chapter.Column{{Key: "name"}, {Key: "rate", Numeric: true}},
			Rows: [][]chapter.Cell{{{Label: "甲学院"}, {Figure: share}}, {{Label: "乙学院"}, {Figure: c.figure}}}}
		got := undrawn(&chapter.Chart{ID: "c", Kind: c.kind, Table: table, Category: "name", Series: []string{"rate"}})
		if got == "" != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
