package chart

import (
	"fmt"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// estimates is a table of majors in two cohorts: 法学 has no estimate at all, 医学
// none in 2021.
func estimates() *chapter.Table {
	t := &chapter.Table{ID: "t", Columns: []chapter.Column{
		{Key: "major"}, {Key: "years", Title: "年限"}, {Key: "share", Title: "占比"}, {Key: "low"}, {Key: "high"}}}
	p := figure.Place{}
	share := func(n int64) *figure.Figure { return p.Scaled("share", n, 2, "%") }
	none := share(0).Withheld(figure.NotApplicable, "没有答卷")
	for _, r := range []struct {
		major, years  string
		at, low, high *figure.Figure
	}{
		{"工学", "三年", share(8000), share(7500), share(8400)},
		{"工学", "五年", share(7000), share(6100), share(7900)},
		{"法学", "三年", none, none, none},
		{"医学", "五年", share(9000), none, none},
	} {
		t.Rows = append(t.Rows, []chapter.Cell{{Label: r.major}, {Label: r.years}, {Figure: r.at}, {Figure: r.low}, {Figure: r.high}})
	}
	return t
}

// TestMarks spells the lines and marks of a dot plot; _ is an empty place.
func TestMarks(t *testing.T) {
	for _, c := range []struct {
		by, low string
		want    string
	}{
		{"", "", "工学,工学,法学,医学: 占比 80.00 70.00 _ 90.00"},
		{"years", "", "工学,医学: 三年 80.00 _; 五年 70.00 90.00"},
		{"years=五年", "low", "工学,医学: 占比 70.00(61.00%-79.00%) 90.00"},
		{"years=三年", "low", "工学: 占比 80.00(75.00%-84.00%)"},
		{"years", "low", "工学,医学: 三年 80.00(75.00%-84.00%) _; 五年 70.00(61.00%-79.00%) 90.00"},
	} {
		ch := &chapter.Chart{ID: "c", Kind: chapter.DotPlot, Table: estimates(), Category: "major", Series: []string{"share"}, By: c.by, Unit: "%"}
		ch.By, ch.Only, _ = strings.Cut(c.by, "=")
		if c.low != "" {
			ch.Low, ch.High = "low", "high"
		}
		p, err := read(ch)
		if err != nil {
			t.Fatal(err)
		}
		lines, marks := p.marks()
		if got := strings.Join(lines, ",") + ": " + spelt(marks); got != c.want {
			t.Errorf("by %q, low %q: got %s, want %s", c.by, c.low, got, c.want)
		}
	}
}

func spelt(marks []mark) string {
	var out []string
	for _, m := range marks {
		s := m.title
		for _, d := range m.data {
			switch {
			case d.Value == nil:
				s += " _"
			case strings.HasSuffix(d.Low, "%"):
				s += fmt.Sprintf(" %v(%s-%s)", d.Value, d.Low, d.High)
			default:
				s += fmt.Sprintf(" %v", d.Value)
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestIntervals: only an estimate with both ends has a line; it is printed as
// the table prints it.
func TestIntervals(t *testing.T) {
	p, err := read(&chapter.Chart{ID: "c", Kind: chapter.DotPlot, Table: estimates(), Category: "major", Series: []string{"share"},
		By: "years", Low: "low", High: "high", Unit: "%"})
	if err != nil {
		t.Fatal(err)
	}
	_, marks := p.marks()
	for i, want := range []string{"[{[0 75.00 84.00] 80.00%}] at -7.5", "[{[0 61.00 79.00] 70.00%}] at 7.5"} {
		s := p.intervals(marks[i], i, len(marks))
		var data []string
		for _, d := range s.Data {
			data = append(data, fmt.Sprintf("{%v %s}", d.Value, d.Print))
		}
		if got := fmt.Sprintf("%v at %v", data, s.Shift); got != want {
			t.Errorf("%s: got %s, want %s", s.Name, got, want)
		}
	}
}

// TestPanels: a panel for each value, all on one scale; the rows of a panel are
// its own.
func TestPanels(t *testing.T) {
	p, err := read(&chapter.Chart{ID: "c", Kind: chapter.Multiples, Table: estimates(), Category: "major", Series: []string{"share"}, By: "years", Unit: "%"})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(p.groups(), ","); got != "三年,五年" {
		t.Errorf("panels %s", got)
	}
	if got := strings.Join(p.only("五年").names(), ","); got != "工学,医学" {
		t.Errorf("rows of 五年: %s", got)
	}
	if low, high := p.scale(); low != 0 || high != 100 {
		t.Errorf("bars run from %v to %v, want 0 to 100", low, high)
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		unit      string
		want      string
	}{
		{0, 97.3, "%", "0 100"},    // steps of 50
		{0, 3.2, "人", "0 4"},       // of 1
		{60.1, 72.4, "%", "60 75"}, // of 5
		{61, 98, "%", "60 100"},    // of 10
		{-3.1, 12, "%", "-5 15"},   // a fall stays below zero
		{90, 130, "%", "90 130"},   // more than a hundred is no share
		{5, 5, "人", "5 5.5"},       // all equal
		{0, 41234, "元", "0 60000"}, // of 20,000
	} {
		low, high := round(c.low, c.high, c.unit)
		if got := fmt.Sprintf("%v %v", low, high); got != c.want {
			t.Errorf("%v to %v %s: got %s, want %s", c.low, c.high, c.unit, got, c.want)
		}
	}
}
