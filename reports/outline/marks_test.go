package outline

import (
	"slices"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

func TestMarks(t *testing.T) {
	p := figure.Place{}
	few := p.Count("n", 3, "人").Withheld(figure.Suppressed, "人数过少")
	none := p.Share("s", 0, 0)
	broken := p.Share("s", 1, 0)
	broken.Reason = "缺年份"
	for _, tt := range []struct {
		figures []*figure.Figure
		want    []Mark
	}{
		{nil, nil},
		{[]*figure.Figure{nil, p.Count("n", 3, "人")}, nil},
		{[]*figure.Figure{none, few, few}, []Mark{{"*", "不予显示：人数过少"}, {"—", "不适用：" + none.Reason}}},
		{[]*figure.Figure{p.Share("s", 9, 10).Rounded(91, 0), few, p.Share("s", 9, 10).Rounded(0, -5), p.Share("s", 9, 10).Rounded(0, 95), p.Share("s", 9, 10)},
			[]Mark{{"*", "不予显示：人数过少"}, above, below, whole}},
		{[]*figure.Figure{none, broken, none}, []Mark{{"—", "不适用：" + none.Reason + "；缺年份"}}},
	} {
		tab := &chapter.Table{Rows: [][]chapter.Cell{{}}}
		for _, f := range tt.figures {
			tab.Rows[0] = append(tab.Rows[0], chapter.Cell{Figure: f})
		}
		if got := Marks(tab); !slices.Equal(got, tt.want) {
			t.Errorf("got %v, want %v", got, tt.want)
		}
	}
}
