package chapter

import (
	"slices"
	"strings"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// ofCollege are the verdicts on one college.
func (d duties) ofCollege(key string) []DutyVerdictRow {
	return without(d.Verdicts, func(v DutyVerdictRow) bool { return v.CollegeKey != key })
}

// colleges sets every college beside the duties that colleges have.
func (d duties) colleges() Section {
	t := &Table{ID: "duty-colleges", Title: "各学院落实要求的情况", Basis: d.basis("marts.duty_verdict"), Columns: d.tallyColumns("学院")}
	for _, c := range d.Colleges {
		found := d.ofCollege(c.CollegeKey)
		if len(found) == 0 {
			continue
		}
		t.Rows = append(t.Rows, d.tallyRow(c.College, d.at("duty_college_count", c.Institution, figure.Key{Name: "college", Value: c.CollegeKey}), found))
	}
	return section("duty-colleges", "各学院与各项要求", "没有以学院为单位的要求可以判定：要有“就业创业工作人员”（staff）等登记册里各学院的行。", t,
		note([]Span{prose.T("学院只看以学院为单位的要求；各学院自己的一页用 "), prose.C("quxiang duties --college"), prose.T(" 生成，只有它自己的数")}))
}

// tallyColumns count duties by status, and name those that are missing.
func (d duties) tallyColumns(who string) []Column {
	columns := slices.Clone(d.overallColumns()[:2+len(dutyStatuses)])
	columns[0] = Column{Key: "who", Title: who}
	return append(columns, Column{Key: "missed", Title: "未达到和未做的"})
}

func (d duties) tallyRow(who string, p figure.Place, found []DutyVerdictRow) []Cell {
	var missed []string
	for _, v := range found {
		if v.Missed() {
			missed = append(missed, d.Rule(v.Duty).Clause+" "+d.Rule(v.Duty).Title)
		}
	}
	return append(append([]Cell{labelCell(who)}, d.statusCells(p, found)...), Cell{Cite: strings.Join(missed, "；")})
}

// schools sets every school of a province beside the duties.
func (d duties) schools() Section {
	t := &Table{ID: "duty-schools", Title: "各校落实要求的情况", Appendix: true, Basis: d.basis("marts.duty_verdict"), Columns: d.tallyColumns("学校")}
	for _, s := range d.Schools {
		found := without(d.Verdicts, func(v DutyVerdictRow) bool { return v.Institution != s.Code || v.CollegeKey != "" })
		if len(found) > 0 {
			t.Rows = append(t.Rows, d.tallyRow(s.Name, d.at("duty_school", s.Code), found))
		}
	}
	return section("duty-schools", "各校与各项要求", "没有学校可以判定。", t)
}

// collegeChapter is one college's part of the document: what it has to do, with
// its own numbers and nobody else's.
func (d duties) collegeChapter(c DutyCollegeRow, id string) Chapter {
	rows := d.OfCollege(c.CollegeKey)
	own := duties{DutyData: &rows, cohort: d.cohort, province: d.province, college: c.CollegeKey}
	found := own.ofCollege(c.CollegeKey)
	p := own.at("duty_college_count", c.Institution, figure.Key{Name: "college", Value: c.CollegeKey})
	title := orUnknown(c.College)
	ch := Chapter{ID: id, Title: title, Own: ownTitle(title), Audience: figure.Internal}
	ch.Sections = []Section{
		section(id+"-duties", "对照表", "没有以学院为单位的要求可以判定。", own.collegeWords(c, p, found), c.shared(own.verdictTable(id+"-verdicts", found)),
			c.shared(own.shortfallTable(id+"-shortfalls", own.items())), own.templateNote(found)),
		section(id+"-work", "登记的工作", "没有登记这个学院的工作。", c.shared(own.collegeStaff(id+"-staff", c)), c.shared(own.activityTable(id+"-activities")),
			c.shared(own.visitTable(id+"-visits")), c.shared(own.helpTable(id+"-help")), c.shared(own.verificationTable(id+"-verifications"))),
		section(id+"-suspicions", "疑点", "没有检验这个学院的登记。", c.shared(own.suspicionTable(id+"-suspicions", c.CollegeKey))),
	}
	return ch
}

// shared puts a college's table on the sheet of all colleges'.
func (c DutyCollegeRow) shared(t *Table) *Table {
	t = shared(t, Column{Key: "shared_college", Title: "学院"}, c.College)
	t.Shared.Title = "各学院：" + t.Title
	return t
}

// items is the list behind duties that are judged item by item; of the others a
// college's verdict says all that there is.
func (d duties) items() []DutyShortfallRow {
	return without(d.Shortfalls, func(s DutyShortfallRow) bool { return s.Item == "" })
}

// collegeWords says how a college stands, and how its rate of the year before
// stands beside the school's: below it, more visits are asked of it.
func (d duties) collegeWords(c DutyCollegeRow, p figure.Place, found []DutyVerdictRow) Block {
	if len(found) == 0 {
		return nil
	}
	words := prose.Cat([]Span{prose.L(orUnknown(c.College)), prose.T("本届毕业生"), prose.F(d.collegeCount("duty_graduates", c, c.Graduates)), prose.T("人；以学院为单位的要求共")}, d.statusWords(p, found))
	if c.PrevGraduates == 0 || c.AllGraduates == 0 {
		return finding(words)
	}
	before := figure.Place{Cohort: d.cohort - 1, Cutoff: firstCutoff, Grain: "duty_college_count", Source: "marts.duty_college", Keys: p.Keys}
	return finding(words, []Span{prose.T("。上一届初次毕业去向落实率"), prose.F(before.Share("duty_prev_rate", c.PrevSettled, c.PrevGraduates)), prose.T("，全校"),
		prose.F(before.Share("duty_prev_school_rate", c.AllSettled, c.AllGraduates))})
}

func (d duties) collegeCount(indicator string, c DutyCollegeRow, n int64) *figure.Figure {
	p := d.at("duty_college_count", c.Institution, figure.Key{Name: "college", Value: c.CollegeKey})
	p.Source = "marts.duty_college"
	return p.Count(indicator, n, "人")
}
