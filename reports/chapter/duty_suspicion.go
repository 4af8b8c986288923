package chapter

import (
	"cmp"
	"slices"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// suspicions are the signals that a registration may not be what it says: never
// more than a reason to look.
func (d duties) suspicions() Section {
	var how Block
	if len(d.Suspicions) > 0 {
		how = note([]Span{prose.T("疑点只说明这条登记值得核查，不说明它不真实；核查清单用 "), prose.C("quxiang check --suspects"),
			prose.T(" 写出，填好的清单作为“去向核查”（verification）载入")})
	}
	return section("duty-suspicions", "登记数据的疑点", "没有检验过毕业去向登记的疑点：要有本届的毕业去向登记。", how,
		d.suspicionTable("duty-suspicions-school", ""), d.suspicionColleges())
}

// suspicionTable is the signals at a school (college is empty) or a college.
func (d duties) suspicionTable(id, college string) *Table {
	t := &Table{ID: id, Title: "各类疑点", Basis: d.basis("marts.suspicion_count"), Columns: []Column{{Key: "signal", Title: "疑点"},
		numbers("people", "人数", "人"), numbers("per_thousand", "每千名毕业生", "人"), {Key: "missing", Title: "无法检验的原因"}}}
	for _, s := range d.signals(college) {
		t.Rows = append(t.Rows, append([]Cell{labelCell(cmp.Or(s.Title, s.Signal))}, d.suspicionCells(s)...))
	}
	return t
}

// signals are those of a school, or a college; a province's schools are added up
// where a signal could be tested.
func (d duties) signals(college string) []SuspicionRow {
	rows := without(d.Suspicions, func(s SuspicionRow) bool { return s.CollegeKey != college })
	if !d.province {
		return rows
	}
	var out []SuspicionRow
	for _, s := range rows {
		i := slices.IndexFunc(out, func(o SuspicionRow) bool { return o.Signal == s.Signal })
		switch {
		case i < 0:
			s.Institution = ""
			out = append(out, s)
		case s.Testable && out[i].Testable:
			out[i].HeadCount, out[i].Graduates = out[i].HeadCount+s.HeadCount, out[i].Graduates+s.Graduates
		case s.Testable:
			s.Institution = ""
			out[i] = s
		}
	}
	return out
}

// suspicionCells are a signal's numbers, or why there are none.
func (d duties) suspicionCells(s SuspicionRow) []Cell {
	p := d.suspicionPlace(s)
	people, per := p.Count("suspicion_people", s.HeadCount, "人"), perThousand(p, s.HeadCount, s.Graduates)
	if s.Testable {
		return []Cell{figureCell(people), figureCell(per), {}}
	}
	why := "无法检验（缺：" + orUnknown(s.Missing) + "）"
	return []Cell{figureCell(people.Withheld(figure.NotApplicable, why)), figureCell(per.Withheld(figure.NotApplicable, why)), {Cite: why}}
}

func (d duties) suspicionPlace(s SuspicionRow) figure.Place {
	p := d.at("suspicion", s.Institution, figure.Key{Name: "signal", Value: s.Signal}, figure.Key{Name: "college", Value: s.CollegeKey})
	p.Cutoff, p.Source = s.Cutoff, "marts.suspicion_count"
	return p
}

// perThousand is how many of a thousand graduates, one decimal, half up.
func perThousand(p figure.Place, n, graduates int64) *figure.Figure {
	h, ok := figure.Hundredths(n, graduates)
	f := p.Scaled("suspicion_per_thousand", h, 1, "人")
	if !ok {
		return f.Withheld(figure.NotApplicable, "没有毕业生")
	}
	return f
}

// suspicionColleges is the same of every college, where anybody is counted.
func (d duties) suspicionColleges() *Table {
	t := &Table{ID: "duty-suspicions-colleges", Title: "各学院的疑点", Appendix: true, Basis: d.basis("marts.suspicion_count"),
		Columns: []Column{{Key: "college", Title: "学院"}, {Key: "signal", Title: "疑点"}, numbers("people", "人数", "人"), numbers("per_thousand", "每千名毕业生", "人")}}
	rows := without(d.Suspicions, func(s SuspicionRow) bool { return d.province || s.CollegeKey == "" || s.HeadCount == 0 })
	slices.SortStableFunc(rows, func(a, b SuspicionRow) int {
		return cmp.Compare(a.CollegeKey, b.CollegeKey)
	})
	for _, s := range rows {
		cells := append([]Cell{labelCell(d.collegeName(s.CollegeKey)), labelCell(cmp.Or(s.Title, s.Signal))}, d.suspicionCells(s)...)
		t.Rows = append(t.Rows, cells[:len(t.Columns)])
	}
	return t
}

// postings are the notices of jobs on campus and what clauses forbid in them.
func (d duties) postings() Section {
	const missing = "没有载入校园招聘信息。在空白模板“校园招聘信息”（posting）里填好本届的岗位，载入后重新构建，程序逐条审核原文。"
	return section("duty-postings", "校园招聘信息的审核", missing, d.postingWords(), d.postingTable(), d.postingList())
}

func (d duties) postingWords() Block {
	var sum PostingCountRow
	for _, c := range d.Postings {
		sum.Postings, sum.Reviewed, sum.Hit = sum.Postings+c.Postings, sum.Reviewed+c.Reviewed, sum.Hit+c.Hit
	}
	if sum.Postings == 0 {
		return nil
	}
	p := d.postingPlace("posting", "")
	return finding([]Span{prose.T("校园招聘信息共"), prose.F(p.Count("postings", sum.Postings, "条")), prose.T("条，填有审核日期的"), prose.F(p.Count("postings_reviewed", sum.Reviewed, "条")),
		prose.T("条；原文里有条款所禁止的字样、须人工复核的"), prose.F(p.Count("postings_hit", sum.Hit, "条")), prose.T("条")})
}

func (d duties) postingPlace(grain, institution string, keys ...figure.Key) figure.Place {
	p := d.at(grain, institution, keys...)
	p.Source = "marts.posting_finding"
	return p
}

// postingTable counts the postings of each category.
func (d duties) postingTable() *Table {
	t := &Table{ID: "duty-postings-categories", Title: "各类问题的招聘信息", Basis: d.basis("marts.posting_finding"),
		Columns: []Column{{Key: "category", Title: "类别"}, {Key: "clause", Title: "条款"}, numbers("postings", "招聘信息", "条")}}
	type line struct{ category, clause string }
	type posting struct {
		file, row int64
		sheet     string
	}
	found := map[line]map[posting]bool{}
	var order []line
	for _, f := range d.Findings {
		l := line{f.Category, f.Clause}
		if found[l] == nil {
			found[l], order = map[posting]bool{}, append(order, l)
		}
		found[l][posting{f.FileID, f.Row, f.Sheet}] = true
	}
	slices.SortStableFunc(order, func(a, b line) int { return cmp.Compare(a.clause+a.category, b.clause+b.category) })
	for _, l := range order {
		p := d.postingPlace("posting_category", "", figure.Key{Name: "category", Value: l.category}, figure.Key{Name: "clause", Value: l.clause})
		t.Rows = append(t.Rows, []Cell{labelCell(l.category), citeCell(l.clause), figureCell(p.Count("postings_hit", int64(len(found[l])), "条"))})
	}
	return t
}

// postingList quotes what was found.
func (d duties) postingList() *Table {
	t := &Table{ID: "duty-postings-list", Title: "须复核的招聘信息", Appendix: true, OffPaper: len(d.Findings) > offPaperFrom, Basis: d.basis("marts.posting_finding"),
		Columns: []Column{{Key: "posting", Title: "信息编号"}, {Key: "employer", Title: "单位"}, {Key: "position", Title: "岗位"}, {Key: "field", Title: "栏目"}, {Key: "words", Title: "原文"}, {Key: "category", Title: "类别"}, {Key: "clause", Title: "条款"}}}
	for _, f := range d.Findings {
		t.Rows = append(t.Rows, []Cell{{Label: f.PostingNo}, {Label: f.Employer}, {Label: f.Position}, labelCell(f.Field), citeCell("“" + f.Words + "”"), labelCell(f.Category), citeCell(f.Clause)})
	}
	return t
}

// offPaperFrom is how many postings are too many to print.
const offPaperFrom = 200

// unmeasured are the sentences of the policy that no rule stands for.
func (d duties) unmeasured() Section {
	t := &Table{ID: "duty-unmeasured", Title: "没有规则的文句", Appendix: true, Basis: Basis{Source: "marts.duty_unmeasured"}, Columns: []Column{{Key: "clause", Title: "条款"},
		{Key: "quote", Title: "原文"}, {Key: "reason", Title: "为什么没有规则"}, {Key: "document", Title: "文件"}}}
	for _, u := range d.Unmeasured {
		t.Rows = append(t.Rows, []Cell{citeCell(u.Clause), citeCell("“" + u.Quote + "”"), citeCell(u.Reason), citeCell(u.Document)})
	}
	return section("duty-unmeasured", "没有规则的文句", "每一句都有规则。", t)
}
