package chapter

import (
	"sort"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// group is a section on the rate of one grain.
type group struct {
	grain, id, title string
	noun             string // of the sentence: 学院
	heads            []head
	name             func(PlacementRow) string
	kind             ChartKind
	top              int
	native           bool
}

// groupSection says which of the group have the highest and the lowest rate,
// draws the rates and lists them.
func (r *report) groupSection(g group) Section {
	rows := known(r.placement(r.main, g.grain), g.name)
	missing := "没有" + g.noun + "数据：载入的文件里这一列为空或不存在。"
	if len(rows) == 0 {
		return section(g.id, g.title, missing)
	}
	t := r.placementTable(r.main, g.id, g.title, rows, g.heads, r.brief(r.main))
	t.Ordered = g.grain == "origin"
	return section(g.id, g.title, missing, r.wholeWords(len(rows)), r.extremes(g, rows), r.groupChart(g, t), t)
}

// known is the rows, or none where no row carries a known name: a column that
// nobody filled is no grouping.
func known(rows []PlacementRow, name func(PlacementRow) string) []PlacementRow {
	for _, p := range rows {
		if !unknown(name(p)) {
			return rows
		}
	}
	return nil
}

func byCollege(p PlacementRow) string { return p.College }

func byMajor(p PlacementRow) string { return p.Major }

// wholeWords say what groups are to be compared with: the whole school.
func (r *report) wholeWords(groups int) Block {
	school := r.school(r.main)
	rate := r.rate(school, "settled_rate", school.Settled)
	if groups < 2 || rate.State != figure.Shown || school.Graduates == 0 {
		return nil
	}
	return finding([]Span{prose.T("全校毕业生的毕业去向落实率为"), prose.F(rate)})
}

// extremes is the sentence on the highest and lowest rate.
func (r *report) extremes(g group, rows []PlacementRow) Block {
	if r.main.RateRefused {
		return nil
	}
	var entries []prose.Entry
	for _, p := range rows {
		if !unknown(g.name(p)) {
			entries = append(entries, prose.Entry{Name: g.name(p), Figure: r.rate(p, "settled_rate", p.Settled)})
		}
	}
	if words := genderWords(entries); g.grain == "gender" && words != nil {
		return finding(words)
	}
	return finding(prose.Extremes(g.noun, "毕业去向落实率", entries))
}

// genderWords compare men and women; nil where there are not both, or nothing
// to tell between them. A label is the file's, so the noun is a word beside it.
func genderWords(entries []prose.Entry) []Span {
	if len(entries) != 2 {
		return nil
	}
	high, low := entries[0], entries[1]
	a, shown := figure.Hundredths(high.Figure.Value.Num, high.Figure.Value.Den)
	b, also := figure.Hundredths(low.Figure.Value.Num, low.Figure.Value.Den)
	if !shown || !also || a == b {
		return nil
	}
	if a < b {
		high, low = low, high
	}
	return []Span{prose.L(high.Name), prose.T("生的毕业去向落实率（"), prose.F(high.Figure), prose.T("）高于"),
		prose.L(low.Name), prose.T("生（"), prose.F(low.Figure), prose.T("）")}
}

// groupChart draws the rates; where they are refused, the head counts.
func (r *report) groupChart(g group, t *Table) Block {
	c := Chart{ID: "chart-" + g.id, Title: g.title, Kind: g.kind, Category: g.heads[len(g.heads)-1].Key,
		Series: []string{"settled_rate"}, Unit: "%", Top: g.top, Native: g.native,
		Summary: []Span{{Text: g.title + "，数字见下表"}}}
	if r.main.RateRefused {
		c.Kind, c.Series, c.Unit = BarH, []string{"graduates"}, "人"
	} else if g.kind == DotPlot {
		school := r.school(r.main)
		c.Reference, c.RefTitle = r.rate(school, "settled_rate", school.Settled), "全校"
	}
	return draw(t, c)
}

// The sections by level, college, gender, origin and difficulty.
func (r *report) levelRates() Section {
	return r.groupSection(group{grain: "level", id: "rate-level", title: r.rateTitle("各学历层次"), noun: "学历层次",
		heads: []head{levelHead()}, name: func(p PlacementRow) string { return p.Level }, kind: Bar, native: true})
}

func (r *report) collegeRates() Section {
	s := r.groupSection(group{grain: "college", id: "rate-college", title: r.rateTitle("各学院"), noun: "学院",
		heads: []head{collegeHead()}, name: byCollege, kind: DotPlot, native: true})
	rows := known(r.placement(r.main, "college_level"), byCollege)
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].CollegeKey < rows[j].CollegeKey })
	if len(rows) > 0 {
		s.Blocks = append(s.Blocks, blocks(r.placementTable(r.main, "rate-college-level", r.rateTitle("各学院分学历层次"),
			rows, []head{collegeHead(), levelHead()}, r.brief(r.main)))...)
	}
	return s
}

func (r *report) genderRates() Section {
	s := r.groupSection(group{grain: "gender", id: "rate-gender", title: r.rateTitle("分性别"), noun: "性别",
		heads: []head{genderHead()}, name: func(p PlacementRow) string { return p.Gender }, kind: Bar})
	rows := known(r.placement(r.main, "gender_level"), func(p PlacementRow) string { return p.Gender })
	if len(rows) > 0 {
		s.Blocks = append(s.Blocks, blocks(r.placementTable(r.main, "rate-gender-level", r.rateTitle("分性别、学历层次"),
			rows, []head{levelHead(), genderHead()}, r.brief(r.main)))...)
	}
	return s
}

func (r *report) originRates() Section {
	return r.groupSection(group{grain: "origin", id: "rate-origin", title: r.rateTitle("各生源地"), noun: "生源地",
		heads: []head{originHead()}, name: func(p PlacementRow) string { return p.Origin }, kind: DotPlot, top: 31})
}

func (r *report) difficultyRates() Section {
	return r.groupSection(group{grain: "difficulty", id: "rate-difficulty", title: r.rateTitle("各困难类别"), noun: "困难类别",
		heads: []head{difficultyHead()}, name: func(p PlacementRow) string { return p.Difficulty }, kind: BarH})
}

// rateTitle names a table of rates for what it can show.
func (r *report) rateTitle(who string) string {
	if r.main.RateRefused {
		return who + "登记人数"
	}
	return who + "毕业去向落实率"
}

// otherCutoffs are level and college at the cut-offs the chapter is not about.
func (r *report) otherCutoffs() []Section {
	var out []Section
	for _, c := range r.cutoffs {
		if c.Cutoff == r.main.Cutoff {
			continue
		}
		levels := r.placementTable(c, "level-"+c.Cutoff, c.name()+"：各学历层次", r.placement(c, "level"), []head{levelHead()}, r.brief(c))
		colleges := r.placementTable(c, "college-"+c.Cutoff, c.name()+"：各学院", r.placement(c, "college"), []head{collegeHead()}, r.brief(c))
		out = append(out, section("cutoff-"+c.Cutoff, c.name()+"的落实率", "这一统计时点没有数据。", levels, colleges))
	}
	return out
}

// completionBothWays prints the rate with and without 结业 where there are any.
func (r *report) completionBothWays() Section {
	const id, title = "completion", "毕业与结业"
	rows := r.placement(r.main, "completion")
	incomplete := int64(0)
	for _, p := range rows {
		if p.Completion == "结业" {
			incomplete = p.Graduates
		}
	}
	if incomplete == 0 {
		return section(id, title, "没有结业生计入分母，含结业与不含结业的落实率相同。")
	}
	heads := []head{{Column{Key: "completion", Title: "毕结业结论"}, func(p PlacementRow) Cell { return labelCell(completionName(p)) }}}
	t := r.placementTable(r.main, "rate-completion", "含结业与不含结业的落实率", append(rows, r.school(r.main)), heads, r.brief(r.main))
	t.TotalRow = true
	return section(id, title, "", finding([]Span{prose.T("结业生"), prose.F(r.completionCount(rows)), prose.T("人计入分母；“毕业”一行是不含结业的落实率，“合计”一行含结业")}), t)
}

// completionName names the total of a table by completion.
func completionName(p PlacementRow) string {
	if p.Grain == "school" {
		return "合计"
	}
	return p.Completion
}

// completionCount is the figure of those who left without a diploma.
func (r *report) completionCount(rows []PlacementRow) *figure.Figure {
	for _, p := range rows {
		if p.Completion == "结业" {
			return r.place(p).Count("graduates", p.Graduates, "人")
		}
	}
	return nil
}
