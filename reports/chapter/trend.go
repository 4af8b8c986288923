package chapter

import (
	"sort"
	"strconv"

	"quxiang/reports/prose"
)

// series is the cut-offs of one kind (MM-DD) over the cohorts, in order.
type series struct {
	cutoff string
	title  string
	years  []CutoffRow
}

// seriesOf collects the cohorts that have a cut-off.
func (r *report) seriesOf(cutoff CutoffRow) series {
	s := series{cutoff: cutoff.Cutoff, title: cutoff.name()}
	for _, c := range r.Cutoffs {
		if c.Cutoff == cutoff.Cutoff && c.Cohort >= r.opts.first() && c.Cohort <= r.opts.Cohort {
			s.years = append(s.years, c)
		}
	}
	sort.SliceStable(s.years, func(i, j int) bool { return s.years[i].Cohort < s.years[j].Cohort })
	return s
}

// breakAt is the change of regime between a cohort and the one before it.
func (r *report) breakAt(cohort int, cutoff string) (TrendBreakRow, bool) {
	for _, b := range r.TrendBreak {
		if b.Cohort == cohort && b.Cutoff == cutoff && b.Breaks {
			return b, true
		}
	}
	return TrendBreakRow{}, false
}

// regime numbers the runs of comparable cohorts: it grows at each break.
func (r *report) regime(cohort int, cutoff string) int {
	n := 0
	for _, b := range r.TrendBreak {
		if b.Cutoff == cutoff && b.Breaks && b.Cohort <= cohort {
			n++
		}
	}
	return n
}

// point is a cohort's school rate for a sentence of change.
func (r *report) point(cohort int, cutoff string) prose.Point {
	c, ok := r.cutoffOf(cohort, cutoff)
	if !ok {
		return prose.Point{Missing: true}
	}
	school := r.school(c)
	return prose.Point{Figure: r.rate(school, "settled_rate", school.Settled),
		Regime: r.regime(cohort, cutoff), Cutoff: c.Title}
}

// sinceLastYear words the change since the cohort before, after a comma; nil
// where that cohort has no data.
func (r *report) sinceLastYear(c CutoffRow) []Span {
	from := r.point(c.Cohort-1, c.Cutoff)
	if from.Missing {
		return nil
	}
	return prose.Cat([]Span{prose.T("，")}, prose.Change(from, r.point(c.Cohort, c.Cutoff)))
}

// trend is the chapter 五年趋势.
func (r *report) trend() Chapter {
	ch := Chapter{ID: "trend", Title: "五年趋势"}
	for _, c := range r.withLastYearEnd() {
		s := r.seriesOf(c)
		if len(s.years) > 1 {
			ch.Sections = append(ch.Sections, r.schoolTrend(s))
		}
	}
	if len(ch.Sections) == 0 {
		ch.Sections = []Section{section("trend", "趋势",
			"没有两届同一统计时点（初次或年终）的数据，不能画趋势；载入往届同一时点的毕业生名单和毕业去向登记后，这一章会自动生成。")}
		return ch
	}
	ch.Sections = append(ch.Sections, r.groupTrend("college", "各学院历年毕业去向落实率", collegeHead()),
		r.groupTrend("level", "各学历层次历年毕业去向落实率", levelHead()), r.majorChanges())
	return ch
}

// schoolTrend is the school over the cohorts at one kind of cut-off.
func (r *report) schoolTrend(s series) Section {
	bs := []Block{r.trendWords(s)}
	for _, part := range r.fullParts(s.years[len(s.years)-1]) {
		t := r.trendTable(s, part)
		switch part.id {
		case "":
			bs = append(bs, r.trendLine(s, t), r.trendSize(s, t))
		case partsOf:
			bs = append(bs, r.trendParts(s, t))
		}
		bs = append(bs, t)
	}
	return section("trend-"+s.cutoff, s.title+"趋势", "", bs...)
}

// trendTable is one of the tables of the school over the cohorts.
func (r *report) trendTable(s series, part measures) *Table {
	t := &Table{ID: "trend-" + s.cutoff + part.id, Title: s.title + "：历届" + part.title, Basis: r.trendBasis(s, s.years[len(s.years)-1]),
		Columns: []Column{{Key: "cohort", Title: "届别"}, {Key: "as_of", Title: "截至"}, {Key: "state", Title: "状态"}}, Notes: r.breakNotes(s)}
	for _, m := range part.of {
		t.Columns = append(t.Columns, m.Column)
	}
	for _, c := range s.years {
		row := []Cell{timeCell(strconv.Itoa(c.Cohort)), timeCell(c.AsOf), labelCell(c.State)}
		t.Rows = append(t.Rows, append(row, r.placementCells(r.school(c), nil, part.of)...))
	}
	if part.id == partsOf { // the only ones that an edition divides in its own way
		t.Columns, t.Notes = append(t.Columns, Column{Key: "inferred", Title: "口径"}), r.trendNotes(s)
		for i, c := range s.years {
			t.Rows[i] = append(t.Rows[i], r.inferredCell(c))
		}
	}
	return t
}

// trendBasis is the line under a table of several cohorts: from which to which,
// at which kind of cut-off; how many each has stands in the table.
func (r *report) trendBasis(s series, c CutoffRow) Basis {
	return Basis{Cohort: s.span(), CutoffTitle: s.title, Edition: r.edition.Edition,
		Population: r.populationName(c) + "，各届人数见表", Source: "marts.placement"}
}

// span words the cohorts of a series: 2020至2024.
func (s series) span() string {
	first, last := s.years[0].Cohort, s.years[len(s.years)-1].Cohort
	if first == last {
		return strconv.Itoa(last)
	}
	return strconv.Itoa(first) + "至" + strconv.Itoa(last)
}

// inferredCell marks cohorts for which the edition was not yet in force.
func (r *report) inferredCell(c CutoffRow) Cell {
	if r.inferred(c) {
		return labelCell("推算")
	}
	return labelCell("当年口径")
}

// inferred says whether the report's edition is 推算 for a cohort: the parts of
// the edition of 2024 were not registered before it.
func (r *report) inferred(c CutoffRow) bool {
	return c.Inferred && r.edition.Edition != c.EditionInForce
}

// trendNotes tells of breaks and of parts that are inferred.
func (r *report) trendNotes(s series) [][]Span {
	out := r.breakNotes(s)
	for _, c := range s.years {
		if r.inferred(c) {
			return append(out, []Span{prose.T("“推算”：该届登记时这一版口径尚未施行，各部分由去向代码推算，落实率总数不受影响")})
		}
	}
	return out
}

// breakNotes tells which cohorts do not compare with those before.
func (r *report) breakNotes(s series) [][]Span {
	var out [][]Span
	if _, ok := r.lastYearEnd(); ok && s.cutoff == yearEnd {
		out = append(out, []Span{prose.T("本届的年终在年度报告之后，另见年终补充")})
	}
	for _, c := range s.years[1:] {
		if b, ok := r.breakAt(c.Cohort, s.cutoff); ok {
			line := []Span{prose.D(strconv.Itoa(c.Cohort)), prose.T("届起与此前各届不可比："), prose.L(orUnknown(b.Why))}
			if b.Document != "" {
				line = append(line, prose.T("（"), prose.C(b.Document), prose.T("）"))
			}
			out = append(out, line)
		}
	}
	return out
}

// trendWords says the change since the cohort before.
func (r *report) trendWords(s series) Block {
	last := s.years[len(s.years)-1]
	if last.RateRefused {
		return nil
	}
	school := r.school(last)
	return finding([]Span{prose.D(strconv.Itoa(last.Cohort)), prose.T("届（"), prose.L(last.Title), prose.T("）毕业去向落实率为"),
		prose.F(r.rate(school, "settled_rate", school.Settled)), prose.T("，")},
		prose.Change(r.point(last.Cohort-1, s.cutoff), r.point(last.Cohort, s.cutoff)))
}

// trendLine draws the rate over the years with its breaks.
func (r *report) trendLine(s series, t *Table) Block {
	return draw(t, Chart{ID: "chart-trend-" + s.cutoff, Title: s.title + "：历届毕业去向落实率", Kind: Line,
		Series: []string{"settled_rate"}, Unit: "%", Breaks: r.breaks(s), Native: true,
		Summary: []Span{{Text: "历届毕业去向落实率的折线；口径变化处断开"}}})
}

// breaks are the changes of regime within a series.
func (r *report) breaks(s series) []Break {
	var out []Break
	for _, c := range s.years[1:] {
		if b, ok := r.breakAt(c.Cohort, s.cutoff); ok {
			out = append(out, Break{Category: strconv.Itoa(c.Cohort), Why: orUnknown(b.Why)})
		}
	}
	return out
}

// trendParts draws the parts of the rate over the years.
func (r *report) trendParts(s series, t *Table) Block {
	var keys []string
	for _, p := range r.parts {
		keys = append(keys, p.Part+"_rate")
	}
	if len(keys) == 0 {
		return nil
	}
	return draw(t, Chart{ID: "chart-trend-parts-" + s.cutoff, Title: s.title + "：历届落实率的构成", Kind: Stacked,
		Series: keys, Unit: "%", Breaks: r.breaks(s), Summary: []Span{{Text: "历届落实率各部分的堆叠柱，数字见下表"}}})
}

// trendSize draws the head counts over the years.
func (r *report) trendSize(s series, t *Table) Block {
	return draw(t, Chart{ID: "chart-trend-size-" + s.cutoff, Title: s.title + "：历届毕业生人数", Kind: Bar,
		Series: []string{"graduates"}, Unit: "人", Summary: []Span{{Text: "历届毕业生人数，数字见下表"}}})
}

// trendCutoff is the kind of cut-off that groups are followed at: the main one,
// in a public report 年终 of the cohorts before.
func (r *report) trendCutoff() CutoffRow {
	if c, ok := r.lastYearEnd(); ok {
		return c
	}
	return r.main
}

// groupTrend lists a grain's groups over the cohorts at the main cut-off.
func (r *report) groupTrend(grain, title string, h head) Section {
	at := r.trendCutoff()
	s := r.seriesOf(at)
	year := head{Column{Key: "cohort", Title: "届别"}, func(p PlacementRow) Cell { return timeCell(strconv.Itoa(p.Cohort)) }}
	var rows []PlacementRow
	for _, c := range s.years {
		rows = append(rows, r.placement(c, grain)...)
	}
	sort.SliceStable(rows, func(i, j int) bool {
		a, b := rows[i], rows[j]
		if a.Level != b.Level || a.CollegeKey != b.CollegeKey {
			return r.before(a, b)
		}
		return a.Cohort < b.Cohort
	})
	id := "trend-" + grain
	t := r.placementTable(at, id, title, rows, []head{h, year}, r.brief(at))
	t.Basis, t.Notes, t.Appendix = r.trendBasis(s, at), r.trendNotes(s), true
	return section(id, title, "没有往届数据。", r.trendPanels(s, t, h.Key), t)
}

// mostPanels is how many small multiples still read at a glance: a province has
// more schools.
const mostPanels = 20

// trendPanels draws a small line for each group.
func (r *report) trendPanels(s series, t *Table, by string) Block {
	if len(t.Rows) > mostPanels*len(s.years) {
		return nil
	}
	return draw(t, Chart{ID: "chart-" + t.ID, Title: t.Title, Kind: Multiples, By: by, Category: "cohort",
		Series: []string{"settled_rate"}, Unit: "%", Native: true, Breaks: r.breaks(s), Summary: []Span{{Text: "每格一条折线，纵轴相同；口径变化处断开"}}})
}
