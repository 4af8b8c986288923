package chapter

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// report is what the chapters share: the rows, and what the options and the
// data decided between them.
type report struct {
	*Data
	opts    Options
	cutoffs []CutoffRow // of the report's cohort, in order
	main    CutoffRow   // the one that the chapters describe
	edition EditionRow  // the one edition of the whole report
	parts   []PartRow   // its settled parts that anybody is in
}

// settle picks main cut-off, edition and parts.
func (r *report) settle() error {
	sort.SliceStable(r.cutoffs, func(i, j int) bool { return r.cutoffs[i].Cutoff < r.cutoffs[j].Cutoff })
	r.main = r.cutoffs[len(r.cutoffs)-1]
	for _, c := range r.cutoffs {
		if c.Cutoff == r.opts.MainCutoff && !r.opts.Public { // its main one is the last
			r.main = c
		}
	}
	code := r.opts.Edition
	if code == "" || code == "auto" {
		code = r.main.EditionInForce
	}
	for _, e := range r.Editions {
		if e.Edition == code {
			r.edition = e
		}
	}
	if r.edition.Edition == "" {
		return &fault.Error{
			Kind: fault.Usage, Op: "生成报告", Value: code,
			Why:  "没有这一版毕业去向落实率口径",
			Hint: "在 quxiang.toml 的 [report] 里把 edition 设为 auto 或代码表里有的版本",
		}
	}
	r.parts = r.settledParts()
	return nil
}

// settledParts are the edition's settled parts in its order. 就业（未细分）,
// which only coarse files need, is left out where nobody is in it.
func (r *report) settledParts() []PartRow {
	var out []PartRow
	for _, p := range r.Parts {
		if p.Edition == r.edition.Edition && p.Settled && partOf(p.Part) != nil && (p.Part != "settled_other" || r.anyCoarse()) {
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Sort < out[j].Sort })
	return out
}

// anyCoarse says whether anybody of any cohort is in 就业（未细分）.
func (r *report) anyCoarse() bool {
	for _, p := range r.Placement {
		if p.SettledOther > 0 {
			return true
		}
	}
	return false
}

// cutoffOf finds the cut-off of a cohort; ok is false where it has none.
func (r *report) cutoffOf(cohort int, cutoff string) (CutoffRow, bool) {
	for _, c := range r.Cutoffs {
		if c.Cohort == cohort && c.Cutoff == cutoff {
			return c, true
		}
	}
	return CutoffRow{}, false
}

// placement is the rows of one grain at one cut-off under the report's
// edition, by level, then college, then major, then their own labels.
func (r *report) placement(c CutoffRow, grain string) []PlacementRow {
	var out []PlacementRow
	for _, p := range r.Placement {
		if p.Cohort == c.Cohort && p.Cutoff == c.Cutoff && p.Grain == grain &&
			p.Edition == r.edition.Edition {
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return r.before(out[i], out[j]) })
	return out
}

// before is the order of rows within a grain.
func (r *report) before(a, b PlacementRow) bool {
	if a.Level != b.Level {
		return r.labelBefore("level", a.Level, b.Level)
	}
	if a.CollegeKey != b.CollegeKey {
		return a.CollegeKey < b.CollegeKey
	}
	if a.MajorKey != b.MajorKey {
		return a.MajorKey < b.MajorKey
	}
	for _, dim := range []string{"gender", "difficulty", "completion"} {
		x, y := labelOf(a, dim), labelOf(b, dim)
		if x != y {
			return r.labelBefore(dim, x, y)
		}
	}
	if a.Origin != b.Origin && a.Graduates != b.Graduates {
		return a.Graduates > b.Graduates
	}
	return a.Origin < b.Origin
}

// labelOf is a row's label in one of the small dimensions.
func labelOf(p PlacementRow, dimension string) string {
	switch dimension {
	case "gender":
		return p.Gender
	case "difficulty":
		return p.Difficulty
	}
	return p.Completion
}

// labelBefore orders two labels as their code table does; 未识别 and what no
// table holds come last, by name.
func (r *report) labelBefore(dimension, a, b string) bool {
	x, y := r.labelSort(dimension, a), r.labelSort(dimension, b)
	if x != y {
		return x < y
	}
	return a < b
}

// labelSort is a label's place in its code table.
func (r *report) labelSort(dimension, label string) int64 {
	for _, l := range r.Labels {
		if l.Dimension == dimension && (l.Label == label || l.Code == label) {
			return l.Sort
		}
	}
	return math.MaxInt64
}

// school is the one row of the whole school; zero where there is none.
func (r *report) school(c CutoffRow) PlacementRow {
	for _, p := range r.placement(c, "school") {
		return p
	}
	return PlacementRow{Cohort: c.Cohort, Cutoff: c.Cutoff, Grain: "school", Edition: r.edition.Edition}
}

// place is where the figures of a row stand: its grain and its own keys.
func (r *report) place(p PlacementRow) figure.Place {
	var keys []figure.Key
	add := func(name, value string) {
		if value != "" {
			keys = append(keys, figure.Key{Name: name, Value: value})
		}
	}
	add("level", p.Level)
	add("college", p.CollegeKey)
	add("major", p.MajorKey)
	add("gender", p.Gender)
	add("origin", p.Origin)
	add("difficulty", p.Difficulty)
	add("urban_rural", p.UrbanRural)
	add("completion", p.Completion)
	return figure.Place{
		Edition: p.Edition, Cohort: p.Cohort, Cutoff: p.Cutoff,
		Grain: p.Grain, Keys: keys, Source: "marts.placement",
	}
}

// rate is a rate of a row, taken away with its reason where the cut-off's
// files do not carry one.
func (r *report) rate(p PlacementRow, indicator string, num int64) *figure.Figure {
	f := r.place(p).Rate(indicator, num, p.Graduates)
	if c, ok := r.cutoffOf(p.Cohort, p.Cutoff); ok && c.RateRefused {
		return f.Withheld(figure.NotApplicable, refusal(c))
	}
	return f
}

// refusal words why a cut-off has no rate.
func refusal(c CutoffRow) string {
	if c.RefusalReason != "" {
		return c.RefusalReason
	}
	return "载入的文件不含未落实去向的毕业生"
}

// basis is the line under a table of placement at a cut-off.
func (r *report) basis(c CutoffRow) Basis {
	return Basis{
		Cohort: strconv.Itoa(c.Cohort), Cutoff: c.AsOf, CutoffTitle: c.Title,
		CutoffState: c.State, Edition: r.edition.Edition,
		Population: r.populationName(c), Source: "marts.placement",
		N: r.place(r.school(c)).Count("graduates", r.school(c).Graduates, "人"),
	}
}

// populationName names who is counted at a cut-off.
func (r *report) populationName(c CutoffRow) string {
	if c.RateRefused {
		return "文件中登记的毕业生"
	}
	return "全体毕业生"
}

// titled are cut-offs whose titles a heading can hold: one without a name of its
// own is the cut-off of publication, or goes by its day in words.
func (o Options) titled(cutoffs []CutoffRow) []CutoffRow {
	out := slices.Clone(cutoffs)
	for i, c := range out {
		day, err := time.Parse("2006-01-02", c.AsOf)
		switch {
		case !strings.HasPrefix(c.Title, "截至") || err != nil:
		case c.Cutoff == o.publishCutoff():
			out[i].Title = "公布时点"
		default:
			out[i].Title = prose.Numeral(int(day.Month())) + "月" + prose.Numeral(day.Day()) + "日"
		}
	}
	return out
}

// name is a cut-off's title for headings, which hold no digit.
func (c CutoffRow) name() string {
	if strings.ContainsFunc(c.Title, unicode.IsDigit) || c.Title == "" {
		return "其他时点"
	}
	return c.Title
}
