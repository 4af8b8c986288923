package chapter

import (
	"strconv"

	"quxiang/reports/prose"
)

// settlement is the chapter 去向与落实率.
func (r *report) settlement() Chapter {
	c := Chapter{ID: "settlement", Title: "去向与落实率"}
	c.Sections = append(c.Sections, r.overall(), r.composition(), r.levelRates(), r.collegeRates(),
		r.genderRates(), r.originRates(), r.difficultyRates())
	c.Sections = append(c.Sections, r.majorSections()...)
	c.Sections = append(c.Sections, r.otherCutoffs()...)
	c.Sections = append(c.Sections, r.moves(), r.completionBothWays(), r.excludedPeople())
	return c
}

// overall is the school's rate at each cut-off, which are never compared.
func (r *report) overall() Section {
	bs := []Block{}
	shown := r.withLastYearEnd()
	for _, c := range shown {
		bs = append(bs, r.cutoffWords(c))
	}
	for _, part := range r.fullParts(r.main) {
		bs = append(bs, r.overallTable(shown, part))
	}
	if len(shown) > 1 {
		bs = append(bs, note([]Span{prose.T("不同统计时点的数字含义不同，不作升降比较")}))
	}
	return Section{ID: "overall", Title: "总体情况", Blocks: blocks(bs...)}
}

// overallTable is one of the tables of all cut-offs.
func (r *report) overallTable(shown []CutoffRow, part measures) *Table {
	t := &Table{ID: "overall" + part.id, Title: "各统计时点的" + part.title, Basis: r.basis(r.main),
		Columns: []Column{{Key: "cutoff", Title: "统计时点"}, {Key: "as_of", Title: "截至"}, {Key: "state", Title: "状态"}},
		Notes:   r.rateNotes(r.main)}
	t.Basis.Cutoff, t.Basis.CutoffTitle, t.Basis.CutoffState, t.Basis.N = "", "", "", nil
	if len(shown) > len(r.cutoffs) { // of two cohorts
		t.Basis.Cohort = ""
	}
	for _, m := range part.of {
		t.Columns = append(t.Columns, m.Column)
	}
	for _, c := range shown {
		row := []Cell{labelCell(r.titleWithYear(c)), timeCell(c.AsOf), labelCell(c.State)}
		t.Rows = append(t.Rows, append(row, r.placementCells(r.school(c), nil, part.of)...))
	}
	return t
}

// titleWithYear is a cut-off's title; of another cohort with its year.
func (r *report) titleWithYear(c CutoffRow) string {
	if c.Cohort == r.opts.Cohort {
		return c.Title
	}
	return strconv.Itoa(c.Cohort) + "届" + c.Title
}

// cutoffWords says the rate at one cut-off, or why there is none.
func (r *report) cutoffWords(c CutoffRow) Block {
	if c.RateRefused {
		return warning([]Span{prose.T("不能计算毕业去向落实率："), prose.L(c.Title), prose.T("（截至"), prose.D(c.AsOf),
			prose.T("）"), prose.L(refusal(c))})
	}
	school := r.school(c)
	words := []Span{prose.T("截至"), prose.D(c.AsOf), prose.T("（"), prose.L(c.Title), prose.T("，" + c.State + "），"),
		prose.D(strconv.Itoa(c.Cohort)), prose.T("届毕业生"), prose.F(graduatesMeasure(c).of(r, school)), prose.T("人")}
	switch {
	case school.Graduates == 0:
		return warning([]Span{prose.T("截至"), prose.D(c.AsOf), prose.T("（"), prose.L(c.Title), prose.T("），没有计入分母的毕业生")})
	case school.Settled == 0:
		return finding(words, []Span{prose.T("，没有人落实去向")})
	}
	return finding(words, []Span{prose.T("，落实去向"), prose.F(r.place(school).Part("settled", school.Settled)),
		prose.T("人，毕业去向落实率为"), prose.F(r.rate(school, "settled_rate", school.Settled))},
		r.sinceLastYear(c))
}

// composition is what became of everybody, part by part.
func (r *report) composition() Section {
	school := r.school(r.main)
	t := &Table{ID: "composition", Title: "毕业去向构成", Basis: r.basis(r.main), Notes: r.rateNotes(r.main),
		Columns: []Column{{Key: "part", Title: "去向"},
			{Key: "people", Title: "人数", Unit: "人", Numeric: true},
			{Key: "rate", Title: "占毕业生", Unit: "%", Numeric: true}}}
	for _, p := range r.allParts() {
		people, rate := p.measures()
		t.Rows = append(t.Rows, []Cell{labelCell(p.Title), figureCell(people.of(r, school)),
			figureCell(rate.of(r, school))})
	}
	return section("composition", "去向构成", "没有去向数据。", r.compositionWords(school),
		draw(t, Chart{ID: "chart-composition", Title: t.Title, Kind: BarH, Series: []string{"people"}, Unit: "人", Native: true,
			Summary: []Span{{Text: "毕业去向各部分的人数，数字见下表"}}}), t, r.destinationTable())
}

// allParts are the settled parts of the edition and, where the files tell,
// those who are not settled.
func (r *report) allParts() []PartRow {
	out := append([]PartRow(nil), r.parts...)
	if r.main.RateRefused {
		return out
	}
	return append(out, PartRow{Part: "seeking", Title: "待就业"}, PartRow{Part: "not_seeking", Title: "暂不就业"},
		PartRow{Part: "unregistered", Title: "未登记"}, PartRow{Part: "unrecognised", Title: "未识别"})
}

// compositionWords says how the settled are made up, in the edition's words.
func (r *report) compositionWords(school PlacementRow) Block {
	if r.main.RateRefused {
		return nil
	}
	var slices []prose.Slice
	for _, p := range r.parts {
		people, rate := p.measures()
		slices = append(slices, prose.Slice{Name: p.Title, Count: people.of(r, school), Share: rate.of(r, school)})
	}
	parts := prose.Parts(slices)
	switch n := settledWays(slices); {
	case n == 0:
		return nil
	case n == 1:
		return finding([]Span{prose.T("落实去向的毕业生")}, parts)
	}
	return finding([]Span{prose.T("落实去向的毕业生中，")}, parts,
		[]Span{prose.T("（占比以全体毕业生为分母）")})
}

// settledWays counts the parts that anybody is in.
func settledWays(slices []prose.Slice) int {
	n := 0
	for _, s := range slices {
		if s.Count.Value.Num > 0 {
			n++
		}
	}
	return n
}

// destinationTable is every destination with its people, as registered.
func (r *report) destinationTable() *Table {
	return r.distributionTable(r.distribution(topic{dimension: "destination", id: "destinations",
		title: "毕业去向明细", heading: "毕业去向", noun: "去向", ordered: true, prefer: everyone}))
}
