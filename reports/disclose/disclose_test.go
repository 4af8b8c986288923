package disclose

import (
	"slices"
	"testing"

	"quxiang/reports/figure"
)

// page is a document of bare figures, with one table of all of them.
type page struct {
	figures  []*figure.Figure
	space    *Space
	audience figure.Audience
	stamp    string
	touched  int
}

func (p *page) EachFigure(visit func(*figure.Figure)) {
	for _, f := range p.figures {
		visit(f)
	}
}

func (p *page) EachTable(visit func([]*figure.Figure)) { visit(p.figures) }
func (p *page) SetEdition(audience figure.Audience, stamp string) {
	p.audience, p.stamp = audience, stamp
}
func (p *page) KeepFor(figure.Audience) {}
func (p *page) Space() *Space           { return p.space }
func (p *page) Retract(touched func(*figure.Figure) bool) {
	for _, f := range p.figures {
		if touched(f) {
			p.touched++
		}
	}
}

func TestInternalShowsAllAndIsStamped(t *testing.T) {
	doc := &page{figures: []*figure.Figure{figure.Place{Grain: "school"}.Count("seeking", 2, "人")}}
	got := Apply(doc, figure.Internal, "", nil)
	if got.Figures != 1 || got.Hidden != 0 || doc.stamp != StampInternal || doc.figures[0].State != figure.Shown {
		t.Errorf("%+v, stamped %q: %+v", got, doc.stamp, doc.figures[0])
	}
}

// A figure that no line of the policy knows is not for the public.
func TestUnknownFiguresAreNotPublic(t *testing.T) {
	doc := &page{figures: []*figure.Figure{figure.Place{Grain: "somewhere"}.Count("something", 1000, "人")}}
	got := Apply(doc, figure.Public, "", nil)
	if got.Hidden != 1 || doc.touched != 1 || figure.Print(*doc.figures[0]) != "*" {
		t.Errorf("%+v: %+v", got, doc.figures[0])
	}
}

// majors is a school of majors by where their graduates went: placed, startup,
// seeking, not seeking.
func majors(cells ...[]int64) *page {
	p := &page{}
	f := &Family{Name: "placement", Block: []int{0, 1}, Cells: cells}
	p.space = &Space{Families: []*Family{f}, Locate: locateMajor(f)}
	for i, row := range cells {
		place := figure.Place{Grain: "major", Keys: []figure.Key{{Name: "major", Value: string(rune('a' + i))}}}
		p.figures = append(p.figures, place.Count("graduates", sum(row), "人"), place.Share("settled_rate", row[0]+row[1], sum(row)))
	}
	all := make([]int64, 4)
	for _, row := range cells {
		for c, n := range row {
			all[c] += n
		}
	}
	school := figure.Place{Grain: "school"}
	p.figures = append(p.figures, school.Count("graduates", sum(all), "人"), school.Share("settled_rate", all[0]+all[1], sum(all)),
		school.Count("startup", all[1], "人"), school.Count("seeking", all[2], "人"))
	return p
}

func sum(row []int64) int64 {
	n := int64(0)
	for _, v := range row {
		n += v
	}
	return n
}

func locateMajor(f *Family) func(figure.Figure) []Claim {
	cols := map[string][]int{"graduates": {0, 1, 2, 3}, "settled_rate": {0, 1}, "startup": {1}, "seeking": {2}}
	return func(fig figure.Figure) []Claim {
		rows := span(len(f.Cells))
		if len(fig.Keys) > 0 {
			rows = []int{int(fig.Keys[0].Value[0] - 'a')}
		}
		return []Claim{{Family: f.Name, Sum: Sum{rows, cols[fig.Indicator]}}}
	}
}

func printed(p *page) []string {
	var out []string
	for _, f := range p.figures {
		out = append(out, figure.Print(*f))
	}
	return out
}

// Worked by hand. b has three who are not placed, so its rate is a bound; told
// the school's and the other majors' exact rates a reader could take the
// difference, so one more major must be less exact.
func TestAFewUnplacedAreToldByABound(t *testing.T) {
	doc := majors([]int64{80, 6, 8, 6}, []int64{90, 7, 1, 2}, []int64{70, 10, 12, 8}, []int64{150, 10, 20, 20})
	got := Apply(doc, figure.Public, "", nil)
	p := printed(doc)
	if p[3] != ">90%" {
		t.Errorf("97 of 100 placed prints %s", p[3])
	}
	if len(got.Exposed) > 0 {
		t.Errorf("exposed: %v", got.Exposed)
	}
	rough := 0
	for _, i := range []int{1, 5, 7} {
		if s := p[i]; s == "*" || s[0] == '>' {
			rough++
		}
	}
	if rough == 0 {
		t.Errorf("every other major is told exactly: %v", p)
	}
}

// A small major has no percentage, and one of four people no head count; the
// next smallest has none either, or the four would follow from the sum. The two
// together have four who are not placed, so a third is told by a bound.
func TestSmallMajors(t *testing.T) {
	doc := majors([]int64{80, 6, 8, 6}, []int64{18, 1, 2, 1}, []int64{2, 1, 1, 0}, []int64{70, 10, 12, 8}, []int64{40, 5, 7, 8})
	Apply(doc, figure.Public, "", nil)
	want := []string{"100", ">85%", "*", "*", "*", "*", "100", "80%", "60", "75%", "286", "81.47%", "23", "30"}
	if got := printed(doc); !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// Percentages of majors are whole; those of the school have two decimals.
func TestMajorsInWholePercent(t *testing.T) {
	doc := majors([]int64{81, 6, 8, 6}, []int64{170, 10, 12, 8})
	Apply(doc, figure.Public, "", nil)
	p := printed(doc)
	if p[1] != "86%" || p[3] != "90%" {
		t.Errorf("87 of 101 prints %s, 180 of 200 %s", p[1], p[3])
	}
}

// Of a school of three nothing at all can be told, and nothing is.
func TestTooSmallToTell(t *testing.T) {
	doc := majors([]int64{1, 0, 1, 1})
	got := Apply(doc, figure.Public, "", nil)
	if p := printed(doc); len(got.Exposed) > 0 || slices.ContainsFunc(p, func(s string) bool { return s != "*" && s != "0" }) {
		t.Errorf("%v, exposed %v", p, got.Exposed)
	}
}

// What an earlier release has told exactly is told again; where the new edition
// alone would hide it, other figures go instead.
func TestEarlierReleases(t *testing.T) {
	cells := [][]int64{{80, 6, 8, 6}, {90, 7, 1, 2}, {70, 10, 12, 8}, {150, 10, 20, 20}}
	first := majors(cells...)
	Apply(first, figure.Public, "", nil)
	var earlier []Told
	for i, f := range majors(cells...).figures {
		earlier = append(earlier, Told{Figure: *f, Printed: figure.Print(*first.figures[i])})
	}
	again := majors(cells...)
	if got := Apply(again, figure.Public, "", earlier); len(got.Exposed)+len(got.Changed) > 0 {
		t.Errorf("%+v", got)
	}
	if a, b := printed(first), printed(again); !slices.Equal(a, b) {
		t.Errorf("told first  %v\nthen        %v", a, b)
	}
	corrected := majors([]int64{81, 6, 8, 6}, cells[1], cells[2], cells[3])
	if got := Apply(corrected, figure.Public, "", earlier); len(got.Changed) == 0 {
		t.Error("a corrected count goes for what was told")
	}
}

// span is every row, or column, of n.
func span(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
