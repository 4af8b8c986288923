package chapter

import "quxiang/reports/prose"

// unplacedMeasures are those who are not settled, kind by kind.
func unplacedMeasures(c CutoffRow) []measure {
	return []measure{graduatesMeasure(c),
		count("unsettled", "未落实", unsettled), share("unsettled_rate", "未落实占比", unsettled),
		count("seeking", "待就业", seeking), share("seeking_rate", "待就业率", seeking),
		count("not_seeking_study", "不就业拟升学", wantsStudy), count("not_seeking_other", "其他暂不就业", wantsOther),
		count("unregistered", "未登记", unregistered), count("unrecognised", "未识别", unrecognised)}
}

// unplacedSeries are the kinds that charts stack.
var unplacedSeries = []string{"seeking", "not_seeking_study", "not_seeking_other", "unregistered", "unrecognised"}

// unplaced is the chapter 未就业与暂不就业.
func (r *report) unplaced() Chapter {
	c := Chapter{ID: "unplaced", Title: "未就业与暂不就业"}
	if r.main.RateRefused {
		c.Sections = []Section{{ID: "unplaced", Title: "没有数据", Blocks: blocks(
			note([]Span{prose.T("缺少未落实去向的毕业生："), prose.L(refusal(r.main)),
				prose.T("。载入毕业生名单或含全部毕业生的去向登记后，这一章会自动生成")}))}}
		return c
	}
	c.Sections = append(c.Sections, r.unplacedOverall(), r.unplacedKinds(),
		r.unplacedBy("level", "unplaced-level", "各学历层次的未落实去向", levelHead(), true),
		r.unplacedBy("college", "unplaced-college", "各学院的未落实去向", collegeHead(), false))
	c.Sections = append(c.Sections, r.topicSections([]topic{{dimension: "unplaced_type", id: "unplaced-type", title: "未就业类型",
		heading: "未就业类型", noun: "类型", kind: BarH, prefer: []string{"unplaced", "graduates"}}})...)
	return c
}

// unplacedOverall says how many are not settled and why.
func (r *report) unplacedOverall() Section {
	school := r.school(r.main)
	return Section{ID: "unplaced-overall", Title: "总体情况", Blocks: blocks(r.unplacedWords(school),
		note([]Span{prose.T("“未登记”是名单上有、去向登记里没有的毕业生；“未识别”是登记了但去向为空、无效或自相矛盾的毕业生；两者都不算落实")}))}
}

// unplacedWords is the sentence; nobody, some, or everybody may be unsettled.
func (r *report) unplacedWords(school PlacementRow) Block {
	ms := unplacedMeasures(r.main)
	if unsettled(school) == 0 {
		return finding([]Span{prose.T("毕业生的去向已全部落实")})
	}
	var slices []prose.Slice
	for _, m := range []measure{ms[3], ms[5], ms[6], ms[7], ms[8]} {
		n := m.of(r, school)
		p := r.place(school)
		p.Edition = ""
		slices = append(slices, prose.Slice{Name: m.Title, Count: n,
			Share: p.Share(m.Key+"_of_unsettled", n.Value.Num, unsettled(school))})
	}
	return finding([]Span{prose.T("去向未落实的毕业生"), prose.F(ms[1].of(r, school)), prose.T("人，占毕业生的"),
		prose.F(ms[2].of(r, school)), prose.T("，")}, prose.Composition(slices))
}

// unplacedDocument asks for these kinds in the report.
const unplacedDocument = "豫教学〔2016〕155号"

// unplacedKinds are the kinds that the department's document names: who wants
// work and has none, who studies for another entrance, who wants none yet.
func (r *report) unplacedKinds() Section {
	const id, title = "unplaced-kinds", "有就业意愿尚未就业、升学与暂不就业"
	school := r.school(r.main)
	if unsettled(school) == 0 {
		return section(id, title, "没有去向未落实的毕业生。")
	}
	ms := unplacedMeasures(r.main)
	t := &Table{ID: id, Title: title, Basis: r.basis(r.main), TotalRow: true, Columns: []Column{{Key: "kind", Title: "类别"},
		numbers("people", "人数", "人"), numbers("rate", "占毕业生", "%")}}
	t.Basis.Edition = ""
	for _, k := range []struct {
		title, rate string
		measure     measure
	}{{"有就业意愿尚未就业（待就业）", "seeking_rate", ms[3]}, {"升学（不就业拟升学）", "not_seeking_study_rate", ms[5]},
		{"其他暂不就业", "not_seeking_other_rate", ms[6]}, {"未登记", "unregistered_rate", ms[7]}, {"未识别", "unrecognised_rate", ms[8]},
		{"未落实合计", "unsettled_rate", ms[1]}} {
		n := k.measure.of(r, school)
		t.Rows = append(t.Rows, []Cell{labelCell(k.title), figureCell(n), figureCell(share(k.rate, k.title, func(PlacementRow) int64 { return n.Value.Num }).of(r, school))})
	}
	return section(id, title, "", note([]Span{prose.T("按"), prose.C(unplacedDocument),
		prose.T("的要求列出；已经升学和出国（境）的见“流向”一章，这里的升学是准备下一次升学考试而暂不就业的")}), t)
}

// unplacedWhole says what groups are to be compared with: the whole school.
func (r *report) unplacedWhole(groups int) Block {
	if groups < 2 {
		return nil
	}
	school, ms := r.school(r.main), unplacedMeasures(r.main)
	return finding([]Span{prose.T("全校毕业生的未落实占比为"), prose.F(ms[2].of(r, school)), prose.T("，待就业率为"), prose.F(ms[4].of(r, school))})
}

// unplacedExtremes says where the share of the unsettled is highest and lowest.
func (r *report) unplacedExtremes(rows []PlacementRow, h head) Block {
	var entries []prose.Entry
	for _, p := range rows {
		if name := h.of(p).Label; !unknown(name) {
			entries = append(entries, prose.Entry{Name: name, Figure: unplacedMeasures(r.main)[2].of(r, p)})
		}
	}
	if len(entries) < 2 {
		return nil
	}
	return finding(prose.Extremes(h.Title, "未落实占比", entries))
}

// unplacedBy lists the unsettled by a grain.
func (r *report) unplacedBy(grain, id, title string, h head, native bool) Section {
	rows := r.placement(r.main, grain)
	if unsettled(r.school(r.main)) == 0 || len(rows) == 0 {
		return section(id, title, "没有去向未落实的毕业生。")
	}
	t := r.placementTable(r.main, id, title, rows, []head{h}, unplacedMeasures(r.main))
	return section(id, title, "", r.unplacedWhole(len(rows)), r.unplacedExtremes(rows, h), draw(t, Chart{ID: "chart-" + id, Title: title, Kind: Stacked, Series: unplacedSeries,
		Unit: "人", Native: native, Summary: []Span{{Text: title + "，各类人数的堆叠柱，数字见下表"}}}), t)
}
