package chapter

import (
	"slices"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// everyGroup is the row of all groups, everybody once.
const everyGroup = "全部"

// helped is the chapter 重点群体帮扶.
func (r *report) helped() Chapter {
	return Chapter{ID: "helped", Title: "重点群体帮扶", Sections: []Section{
		r.helpedAll(), r.helpedGroups(), r.helpedMeasures(), r.helpedDetail(),
	}}
}

// groups are the rows of the main cut-off, all groups first, then by people.
func (r *report) groups() []KeyGroupRow {
	out := slices.DeleteFunc(slices.Clone(r.KeyGroups), func(g KeyGroupRow) bool {
		return g.Cohort != r.main.Cohort || g.Cutoff != r.main.Cutoff
	})
	slices.SortStableFunc(out, func(a, b KeyGroupRow) int {
		if all := a.Group == everyGroup; all != (b.Group == everyGroup) {
			if all {
				return -1
			}
			return 1
		}
		return int(b.Persons - a.Persons)
	})
	return out
}

// place is where the figures of a group stand.
func (r *report) groupPlace(g KeyGroupRow) figure.Place {
	return figure.Place{Cohort: g.Cohort, Cutoff: g.Cutoff, Grain: "key_group", Source: "marts.key_group_placement",
		Edition: r.edition.Edition, Keys: []figure.Key{{Name: "group", Value: g.Group}}}
}

// groupRate is the rate of those of a group who are graduates.
func (r *report) groupRate(g KeyGroupRow) *figure.Figure {
	f := r.groupPlace(g).Rate("key_group_settled_rate", g.Settled, g.Graduates)
	if r.main.RateRefused {
		return f.Withheld(figure.NotApplicable, refusal(r.main))
	}
	return f
}

const noGroups = "没有载入重点群体名单。在空白模板“重点群体名单”（key_group）里填好脱贫家庭、低保家庭、零就业家庭、残疾、就业困难等各类学生，载入后重新构建，这一节会自动生成。"

// helpedAll is all groups together, everybody once.
func (r *report) helpedAll() Section {
	const id, title = "together", "总体情况"
	groups := r.groups()
	if len(groups) == 0 {
		return section(id, title, noGroups)
	}
	t := r.groupTable("key-groups-together", "重点群体毕业生的去向", groups[:1])
	return section(id, title, "", r.helpedWords(groups[0]), r.besideAll(groups[0]), t)
}

// helpedWords says how many are on the lists and how many of them settled.
func (r *report) helpedWords(g KeyGroupRow) Block {
	p := r.groupPlace(g)
	words := []Span{prose.T("各类重点群体名单上的学生去重后共"), prose.F(p.Count("key_group_persons", g.Persons, "人")), prose.T("人")}
	switch {
	case g.Graduates == 0:
		return warning(words, []Span{prose.T("，没有一人在本届毕业生里，请核对名单的届次和学号")})
	case g.Graduates != g.Persons:
		words = append(words, prose.T("，其中在本届毕业生里的"), prose.F(p.Count("key_group_graduates", g.Graduates, "人")), prose.T("人"))
	}
	if g.Settled == 0 {
		return finding(words, []Span{prose.T("，没有人落实去向")})
	}
	settled := []Span{prose.T("，落实去向"), prose.F(p.Part("key_group_settled", g.Settled)), prose.T("人")}
	if r.main.RateRefused {
		return finding(words, settled)
	}
	return finding(words, settled, []Span{prose.T("，毕业去向落实率为"), prose.F(r.groupRate(g))})
}

// besideAll sets the groups' rate beside the school's.
func (r *report) besideAll(g KeyGroupRow) Block {
	school := r.school(r.main)
	all, own := r.rate(school, "settled_rate", school.Settled), r.groupRate(g)
	if all.State != figure.Shown || own.State != figure.Shown {
		return nil
	}
	points, ok := figure.PointsBetween(school.Settled, school.Graduates, g.Settled, g.Graduates)
	words := []Span{prose.T("全校毕业生的落实率为"), prose.F(all)}
	if !ok || points == 0 {
		return finding(words, []Span{prose.T("，重点群体与全校相同")})
	}
	side, size := "高", points
	if points < 0 {
		side, size = "低", -points
	}
	f := r.groupPlace(g).Scaled("key_group_rate_gap", size, 2, "个百分点")
	return finding(words, []Span{prose.T("，重点群体比全校" + side), prose.F(f), prose.T("个百分点")})
}

// helpedGroups is group by group: why somebody is helped is nobody else's
// business, so only the internal edition has it.
func (r *report) helpedGroups() Section {
	const id, title = "groups", "各类重点群体"
	groups := r.groups()
	s := section(id, title, noGroups)
	if len(groups) > 1 {
		t := r.groupTable("key-groups", "各类重点群体毕业生的去向", groups[1:])
		t.Ordered = true
		r.addGap(t, groups[1:])
		s = section(id, title, "", r.groupExtremes(groups[1:]),
			overlap(groups),
			draw(t, Chart{ID: "chart-" + t.ID, Title: t.Title, Kind: BarH, Series: []string{"settled_rate"}, Unit: "%",
				Summary: []Span{{Text: "各类重点群体的毕业去向落实率，数字见下表"}}}), t)
	}
	s.Audience = figure.Internal
	return s
}

// overlap says whether anybody is on the lists of several groups.
func overlap(groups []KeyGroupRow) Block {
	sum := int64(0)
	for _, g := range groups[1:] {
		sum += g.Persons
	}
	if sum == groups[0].Persons {
		return nil
	}
	return note([]Span{prose.T("有人同时在几类名单里，各类人数之和大于总人数")})
}

func (r *report) groupExtremes(groups []KeyGroupRow) Block {
	if r.main.RateRefused {
		return nil
	}
	var entries []prose.Entry
	for _, g := range groups {
		entries = append(entries, prose.Entry{Name: g.Group, Figure: r.groupRate(g)})
	}
	return finding(prose.Extremes("群体", "毕业去向落实率", entries))
}

// addGap sets each group's rate beside the school's, in percentage points. Only
// tables of the internal edition have it: the gap tells a rate that is hidden.
func (r *report) addGap(t *Table, groups []KeyGroupRow) {
	t.Columns = append(t.Columns, numbers("gap", "与全校相差", "个百分点"))
	for i, g := range groups {
		t.Rows[i] = append(t.Rows[i], figureCell(r.groupGap(g)))
	}
	t.Notes = append(t.Notes, []Span{prose.T("与全校相差：这一群体的毕业去向落实率减全校的，负数表示低于全校")})
}

func (r *report) groupGap(g KeyGroupRow) *figure.Figure {
	school := r.school(r.main)
	points, ok := figure.PointsBetween(school.Settled, school.Graduates, g.Settled, g.Graduates)
	f := r.groupPlace(g).Scaled("key_group_gap", points, 2, "个百分点")
	if !ok || r.main.RateRefused {
		return f.Withheld(figure.NotApplicable, "没有可比的数")
	}
	return f
}

// groupTable is groups with what became of them.
func (r *report) groupTable(id, title string, groups []KeyGroupRow) *Table {
	b := r.distributionBasis("graduates", nil)
	b.Source, b.Population, b.Edition = "marts.key_group_placement", "名单上的学生", r.edition.Edition
	t := &Table{ID: id, Title: title, Basis: b, Notes: r.rateNotes(r.main), Columns: []Column{{Key: "group", Title: "群体"},
		numbers("persons", "名单人数", "人"), numbers("graduates", "本届毕业生", "人"), numbers("settled", "落实人数", "人"),
		numbers("settled_rate", "毕业去向落实率", "%"), numbers("seeking", "待就业", "人"), numbers("not_seeking", "暂不就业", "人"),
		numbers("unregistered", "未登记", "人"), numbers("unrecognised", "未识别", "人")}}
	for _, g := range groups {
		t.Rows = append(t.Rows, r.groupCells(g))
	}
	return t
}

func (r *report) groupCells(g KeyGroupRow) []Cell {
	p := r.groupPlace(g)
	return []Cell{labelCell(g.Group), figureCell(p.Count("key_group_persons", g.Persons, "人")),
		figureCell(p.Count("key_group_graduates", g.Graduates, "人")), figureCell(p.Part("key_group_settled", g.Settled)),
		figureCell(r.groupRate(g)), figureCell(p.Count("key_group_seeking", g.Seeking, "人")),
		figureCell(p.Count("key_group_not_seeking", g.NotSeeking, "人")), figureCell(p.Count("key_group_unregistered", g.Unregistered, "人")),
		figureCell(p.Count("key_group_unrecognised", g.Unrecognised, "人"))}
}
