package chapter

import (
	"slices"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// overall is the page that goes on a table: the systems of the policy, a line
// each.
func (d duties) overall() Section {
	t := &Table{ID: "duty-table", Title: "政策落实对照表", Basis: d.basis("marts.duty_verdict"), TotalRow: true, Columns: d.overallColumns()}
	var all []DutyVerdictRow
	for _, s := range d.Systems() {
		found := d.Of(s, "")
		all = append(all, found...)
		t.Rows = append(t.Rows, d.overallRow(s, found))
	}
	total := append([]Cell{{Label: "合计"}}, d.statusCells(d.at("duty_all", ""), all)...)
	t.Rows = append(t.Rows, append(total, Cell{}, Cell{}))
	t.Notes = [][]Span{{prose.T("只有“必须”和“原则上”的要求会判为未达到；部署、建议、鼓励、参照的只说已做、未做。无数据表示登记册没有载入，不等于没有做；不适用表示文件说的不是本校这类学校、这个年份，或没有学院在要求的范围里。最要紧的一项：先看未达到的，再看未做的，同样的取条款在前的。")}}
	words := []Span{prose.T("政策对高校毕业生就业工作"), prose.T(prose.Numeral(len(d.Systems())) + "个方面的要求，能从数据判定的共")}
	return section("duty-table", "对照表", "", finding(words, d.statusWords(d.at("duty_all", ""), all)), t)
}

func (d duties) overallColumns() []Column {
	columns := []Column{{Key: "system", Title: "方面"}, numbers("duties", "要求数", "")}
	for i, status := range dutyStatuses {
		columns = append(columns, numbers("status-"+strconv.Itoa(i), status, ""))
	}
	return append(columns, Column{Key: "main", Title: "最要紧的一项"}, Column{Key: "clause", Title: "依据"})
}

func (d duties) overallRow(s System, found []DutyVerdictRow) []Cell {
	p := d.at("duty_system", "", figure.Key{Name: "system", Value: s.Section})
	row := append([]Cell{{Label: s.Name()}}, d.statusCells(p, found)...)
	v, ok := Gravest(found)
	if !ok {
		return append(row, Cell{}, Cell{})
	}
	main := p.Text("duty_main", v.Status+"："+d.titleOf(v)+"，"+orText(v.Words, v.Status))
	return append(row, figureCell(main), citeCell(d.Rule(v.Duty).Citation()))
}

// statusCells count verdicts: all of them, then by status.
func (d duties) statusCells(p figure.Place, found []DutyVerdictRow) []Cell {
	row := []Cell{figureCell(p.Count("duty_count", int64(len(found)), "项"))}
	for _, status := range dutyStatuses {
		row = append(row, figureCell(statusCount(p, status, CountStatus(found, status))))
	}
	return row
}

// words is what is there and what is asked, in the words of the verdict.
func (d duties) words(v DutyVerdictRow) *figure.Figure {
	return d.place(verdictGrain(v), v).Text("duty_words", orText(v.Words, v.Status))
}

// verdictGrain tells a school's verdict from a college's.
func verdictGrain(v DutyVerdictRow) string {
	if v.CollegeKey != "" {
		return "duty_college"
	}
	return "duty"
}

// titleOf is what a duty is about, with its school in a province.
func (d duties) titleOf(v DutyVerdictRow) string {
	if d.province {
		return d.SchoolName(v.Institution) + "：" + d.Rule(v.Duty).Title
	}
	return d.Rule(v.Duty).Title
}

// systems are a section each: what is asked, what is there, the words of the
// policy, and the list behind what is missing.
func (d duties) systems() []Section {
	var all []Section
	for i, s := range d.Systems() {
		id := "duty-" + strconv.Itoa(i+1)
		found := d.Of(s, "")
		p := d.at("duty_system", "", figure.Key{Name: "system", Value: s.Section})
		words := finding([]Span{prose.T("这方面的要求共")}, d.statusWords(p, found))
		one := section(id, "政策"+s.Section+"："+s.Title, "", append(append([]Block{words}, d.system(s, id, found)...), s.shared(d.clauseTable(id+"-clauses", s)))...)
		one.Own = ownTitle(one.Title)
		all = append(all, one)
	}
	return all
}

// system is what is there of a system and what is missing; a province has too
// many schools for more than their number.
func (d duties) system(s System, id string, found []DutyVerdictRow) []Block {
	if d.province {
		return []Block{s.shared(d.tallyTable(id+"-tally", s))}
	}
	return []Block{s.shared(d.verdictTable(id+"-verdicts", found)), s.shared(d.shortfallTable(id+"-shortfalls", d.shortfallsOf(s))), d.templateNote(found), d.extra(s, id)}
}

// tallyTable counts the schools of a province by what became of each duty.
func (d duties) tallyTable(id string, s System) *Table {
	columns := append([]Column{{Key: "clause", Title: "条款"}, {Key: "title", Title: "事项"}, {Key: "force", Title: "力度"}}, d.overallColumns()[1:2+len(dutyStatuses)]...)
	columns[3].Title = "学校数"
	t := &Table{ID: id, Title: "各项要求的学校数", Basis: d.basis("marts.duty_verdict"), Columns: columns}
	for _, r := range s.Rules {
		found := without(d.Verdicts, func(v DutyVerdictRow) bool { return v.Duty != r.Duty || v.CollegeKey != "" })
		p := d.at("duty_schools", "", figure.Key{Name: "duty", Value: r.Duty})
		t.Rows = append(t.Rows, append([]Cell{citeCell(r.Clause), labelCell(r.Title), labelCell(r.Force)}, d.statusCells(p, found)...))
	}
	return t
}

// shared puts a system's table on the sheet of all systems'.
func (s System) shared(t *Table) *Table {
	return shared(t, Column{Key: "shared_system", Title: "方面"}, s.Name())
}

// shared puts a table on the workbook's one sheet of its title, led by whose it
// is: a page has each by itself.
func shared(t *Table, whose Column, name string) *Table {
	t.Shared = &Shared{Title: t.Title, Columns: []Column{whose}, Cells: []Cell{labelCell(name)}}
	return t
}

// extra is what a system has besides its duties.
func (d duties) extra(s System, id string) Block {
	if s.Section == "五" {
		return d.verificationTable(id + "-verifications")
	}
	return nil
}

// verdictTable is verdicts, a line each.
func (d duties) verdictTable(id string, verdicts []DutyVerdictRow) *Table {
	t := &Table{ID: id, Title: "各项要求与现状", Basis: d.basis("marts.duty_verdict"), Columns: []Column{{Key: "clause", Title: "条款"}, {Key: "title", Title: "事项"}, {Key: "force", Title: "力度"},
		{Key: "status", Title: "状态"}, numbers("num", "现有", ""), numbers("need", "标准", ""), numbers("shortfall", "相差", ""), {Key: "unit", Title: "单位"}, {Key: "words", Title: "现状与要求"}}}
	for _, v := range verdicts {
		t.Rows = append(t.Rows, d.verdictRow(v))
	}
	return t
}

func (d duties) verdictRow(v DutyVerdictRow) []Cell {
	r, p := d.Rule(v.Duty), d.place(verdictGrain(v), v)
	return []Cell{citeCell(r.Clause), labelCell(r.Title), labelCell(r.Force), labelCell(v.Status),
		figureCell(r.amount(p, "duty_num", v.Num, v.whyNone())), figureCell(r.amount(p, "duty_need", v.Need, v.whyNone())),
		figureCell(r.amount(p, "duty_shortfall", v.Shortfall, v.whyNone())),
		{Label: r.Unit}, figureCell(d.words(v))}
}

// shortfallsOf is the list behind what a system lacks.
func (d duties) shortfallsOf(s System) []DutyShortfallRow {
	return without(d.Shortfalls, func(row DutyShortfallRow) bool { return d.Rule(row.Duty).Section != s.Section })
}

// shortfallTable lists what is lacking, college by college and item by item.
func (d duties) shortfallTable(id string, rows []DutyShortfallRow) *Table {
	t := &Table{ID: id, Title: "还差在哪里", Basis: d.basis("marts.duty_shortfall"), Columns: []Column{{Key: "clause", Title: "条款"}, {Key: "title", Title: "事项"}, {Key: "college", Title: "学院"},
		{Key: "item", Title: "项目"}, numbers("num", "现有", ""), numbers("need", "标准", ""), numbers("shortfall", "相差", ""), {Key: "unit", Title: "单位"}}}
	for _, row := range rows {
		t.Rows = append(t.Rows, d.shortfallRow(row))
	}
	return t
}

func (d duties) shortfallRow(s DutyShortfallRow) []Cell {
	r := d.Rule(s.Duty)
	p := d.at("duty_shortfall", s.Institution, figure.Key{Name: "duty", Value: s.Duty}, figure.Key{Name: "college", Value: s.CollegeKey}, figure.Key{Name: "item", Value: s.Item})
	p.Source = "marts.duty_shortfall"
	return []Cell{citeCell(r.Clause), labelCell(r.Title), {Label: s.College}, {Label: s.Item},
		figureCell(r.amount(p, "duty_num", &s.Num, "")), figureCell(r.amount(p, "duty_need", &s.Need, "")),
		figureCell(r.amount(p, "duty_shortfall", &s.Shortfall, "")), {Label: r.Unit}}
}

// clauseTable is the words of the policy that a system's duties rest on.
func (d duties) clauseTable(id string, s System) *Table {
	t := &Table{ID: id, Title: "条款原文", Basis: Basis{Source: "marts.duty_rule"}, Columns: []Column{{Key: "clause", Title: "条款"}, {Key: "title", Title: "事项"},
		{Key: "quote", Title: "原文"}, {Key: "threshold", Title: "怎样算达到"}, {Key: "applies", Title: "适用"}, {Key: "document", Title: "文件"}, {Key: "note", Title: "说明"}}}
	for _, r := range s.Rules {
		t.Rows = append(t.Rows, []Cell{citeCell(r.Clause), labelCell(r.Title), citeCell("“" + r.Quote + "”"), citeCell(r.Threshold), citeCell(r.Applies), citeCell(r.Document), citeCell(r.Note)})
	}
	return t
}

// templateNote says which templates to fill where there are no data.
func (d duties) templateNote(verdicts []DutyVerdictRow) Block {
	var wanted [][]Span
	var seen []string
	for _, v := range verdicts {
		template := d.Rule(v.Duty).Template
		if v.Status == "无数据" && template != "" && !slices.Contains(seen, template) {
			seen, wanted = append(seen, template), append(wanted, []Span{prose.L("“" + template + "”")})
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	return note(prose.Cat([]Span{prose.T("无数据的要求：填好空白模板")}, prose.List(wanted), []Span{prose.T("，载入后重新构建，就能判定")}))
}
