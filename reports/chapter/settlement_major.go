package chapter

import (
	"sort"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// listed is how many majors the lists of highest and lowest rates hold; majors
// that tie with the last are listed too.
const listed = 10

// classBounds are the lower bounds of the rate classes, in percent.
var classBounds = []int64{0, 50, 60, 70, 80, 90, 95}

// majorSections are the majors: size against rate, how rates spread, and the
// highest and lowest. Every major stands in the appendix.
func (r *report) majorSections() []Section {
	rows := without(r.placement(r.main, "major"), func(p PlacementRow) bool { return unknown(p.Major) })
	if len(rows) == 0 {
		return []Section{section("majors", "各专业", "没有专业数据：载入的文件里专业为空或不存在。")}
	}
	if r.main.RateRefused {
		return nil // the appendix lists every major's head count
	}
	size := r.placementTable(r.main, "majors", "各专业人数与毕业去向落实率", rows,
		[]head{levelHead(), majorHead()}, r.brief(r.main)[:3])
	size.Appendix = true
	scatter := draw(size, Chart{ID: "chart-majors", Title: size.Title, Kind: ScatterPct, Category: "major",
		Series: []string{"graduates", "settled_rate"}, Unit: "%", Summary: []Span{{Text: "每个点是一个专业：横轴人数，纵轴落实率"}}})
	classes := r.rateClasses(rows)
	return []Section{
		section("majors", "各专业", "", r.spreadWords(rows), scatter, size),
		section("major-classes", "落实率的分布", "没有可以计算落实率的专业。", draw(classes, Chart{ID: "chart-major-classes",
			Title: classes.Title, Kind: Histogram, Series: []string{"majors"}, Unit: "个",
			Summary: []Span{{Text: "落实率在各区间的专业数，数字见下表"}}}), classes),
		r.extremeMajors(rows),
	}
}

// spreadWords says how many majors are above and below the school.
func (r *report) spreadWords(rows []PlacementRow) Block {
	school := r.school(r.main)
	var above, below, same int64
	for _, p := range rows {
		h, _ := figure.Hundredths(p.Settled, p.Graduates)
		all, _ := figure.Hundredths(school.Settled, school.Graduates)
		switch {
		case h > all:
			above++
		case h < all:
			below++
		default:
			same++
		}
	}
	p := r.place(school)
	var parts [][]Span
	for _, c := range []struct {
		words, indicator string
		n                int64
	}{{"高于全校的", "majors_above", above}, {"低于全校的", "majors_below", below}, {"与全校相同的", "majors_same", same}} {
		if c.n > 0 {
			parts = append(parts, []Span{prose.T(c.words + "有"), prose.F(p.Part(c.indicator, c.n)), prose.T("个")})
		}
	}
	if same == int64(len(rows)) {
		return finding([]Span{prose.T("各专业的落实率都与全校相同")})
	}
	return finding([]Span{prose.T("各专业的落实率，")}, clauses(parts))
}

// rateClasses counts majors and graduates by class of rate.
func (r *report) rateClasses(rows []PlacementRow) *Table {
	t := &Table{ID: "major-classes", Title: "各落实率区间的专业数", Basis: r.basis(r.main),
		Columns: []Column{{Key: "class", Title: "落实率区间"},
			{Key: "majors", Title: "专业数", Unit: "个", Numeric: true},
			{Key: "graduates", Title: "毕业生人数", Unit: "人", Numeric: true}}}
	majors, people := make([]int64, len(classBounds)), make([]int64, len(classBounds))
	for _, p := range rows {
		if i := classOf(p); i >= 0 {
			majors[i]++
			people[i] += p.Graduates
		}
	}
	for i := range classBounds {
		p := figure.Place{Edition: r.edition.Edition, Cohort: r.main.Cohort, Cutoff: r.main.Cutoff, Grain: "rate_class",
			Source: "marts.placement", Keys: []figure.Key{{Name: "from", Value: strconv.FormatInt(classBounds[i], 10)}}}
		t.Rows = append(t.Rows, []Cell{figureCell(p.Text("rate_class", className(i))),
			figureCell(p.Part("majors", majors[i])), figureCell(p.Part("graduates_in_class", people[i]))})
	}
	return t
}

// classOf is the class of a row's exact rate; -1 without people. A rate that
// equals a bound belongs to the class above it.
func classOf(p PlacementRow) int {
	class := -1
	for i, bound := range classBounds {
		if p.Graduates > 0 && p.Settled*100 >= bound*p.Graduates {
			class = i
		}
	}
	return class
}

// className words a class: 50%以下, 90%至95%（不含）, 95%及以上.
func className(i int) string {
	bound := func(i int) string { return strconv.FormatInt(classBounds[i], 10) + "%" }
	switch i {
	case 0:
		return bound(1) + "以下"
	case len(classBounds) - 1:
		return bound(i) + "及以上"
	}
	return bound(i) + "至" + bound(i+1) + "（不含）"
}

// extremeMajors lists the majors with the highest and the lowest rates, small
// ones left out because one person moves them far.
func (r *report) extremeMajors(rows []PlacementRow) Section {
	big := r.notSmall(rows)
	missing := "没有人数达到小基数标准的专业，不列最高和最低；各专业见附录。"
	if len(big) == 0 {
		return section("major-extremes", "落实率最高和最低的专业", missing)
	}
	if len(big) <= 2*listed {
		missing = "人数达到小基数标准的专业不多，不另列最高和最低；各专业见附录。"
		return section("major-extremes", "落实率最高和最低的专业", missing)
	}
	heads, ms := []head{levelHead(), majorHead()}, r.brief(r.main)
	high := r.placementTable(r.main, "majors-highest", "落实率最高的专业", leaders(big, true), heads, ms)
	low := r.placementTable(r.main, "majors-lowest", "落实率最低的专业", leaders(big, false), heads, ms)
	high.Ordered, low.Ordered = true, true
	high.Notes, low.Notes = append(high.Notes, r.smallNote()), append(low.Notes, r.smallNote())
	words := []Span{prose.T("落实率只是观察专业的一个方面，小专业一年之内的起伏不宜看作好坏")}
	if r.opts.Public {
		words = append(words, prose.T("；落实率不予公布或只公布界线的专业没有参加比较"))
	}
	return section("major-extremes", "落实率最高和最低的专业", missing, note(words), high, low)
}

// notSmall drops rows with fewer people than the small base.
func (r *report) notSmall(rows []PlacementRow) []PlacementRow {
	var out []PlacementRow
	for _, p := range rows {
		if p.Graduates > 0 && p.Graduates >= int64(r.opts.SmallN) {
			out = append(out, p)
		}
	}
	return out
}

// smallNote says which rows a list leaves out.
func (r *report) smallNote() []Span {
	p := figure.Place{Grain: "setting"}
	return []Span{prose.T("不含人数少于"), prose.F(p.Count("small_n", int64(r.opts.SmallN), "人")),
		prose.T("人的专业；与末位落实率相同的一并列出")}
}

// leaders are the rows with the highest or the lowest printed rates, with all
// that tie with the last.
func leaders(rows []PlacementRow, highest bool) []PlacementRow {
	out := append([]PlacementRow(nil), rows...)
	sort.SliceStable(out, func(i, j int) bool {
		a, b := printedRate(out[i]), printedRate(out[j])
		if highest {
			return a > b
		}
		return a < b
	})
	n := min(listed, len(out))
	for n < len(out) && printedRate(out[n]) == printedRate(out[n-1]) {
		n++
	}
	return out[:n]
}

// printedRate is a row's rate as it is printed, in hundredths of a percent.
func printedRate(p PlacementRow) int64 {
	h, _ := figure.Hundredths(p.Settled, p.Graduates)
	return h
}
