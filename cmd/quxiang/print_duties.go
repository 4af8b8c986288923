package main

import (
	"strconv"
	"strings"

	"quxiang/pipelines/duty"
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// dutiesOf are the duties of the rule files as the report reads them.
func dutiesOf(rules duty.Rules) chapter.DutyData {
	var d chapter.DutyData
	for i := range rules.Duties {
		r := &rules.Duties[i]
		d.Rules = append(d.Rules, chapter.DutyRuleRow{Sort: int64(i), Section: r.Section, SectionTitle: rules.SectionTitle(r.Section), Duty: r.ID,
			Clause: r.Clause, Quote: r.Quote, Title: r.Title, Force: string(r.Force), Scope: r.Scope, Measure: r.Measure.Name, Template: r.Measure.Template,
			Threshold: r.Threshold(), Scale: r.Measure.Scale, Unit: r.Measure.Unit + r.Measure.Of, Document: r.Document, Mark: r.Mark, Note: r.Note, Applies: r.Applies()})
	}
	for i, u := range rules.Unmeasured {
		d.Unmeasured = append(d.Unmeasured, chapter.UnmeasuredRow{Sort: int64(i), Section: u.Section, Clause: u.Clause, Quote: u.Quote, Reason: u.Reason, Document: u.Document})
	}
	return d
}

// listDuties prints every duty with its words and where they stand, and the
// sentences that have none.
func (s *session) listDuties(d chapter.DutyData) {
	for _, system := range d.Systems() {
		s.printf("%s", system.Name())
		for _, r := range system.Rules {
			s.emit(r)
			s.printf("  %s %s（%s）：%s", r.Clause, r.Title, r.Force, r.Threshold)
			s.printf("      原文：“%s”", r.Quote)
			s.printf("      依据：%s（%s）%s", r.Document, r.Mark, after("；适用：", r.Applies))
		}
	}
	if len(d.Unmeasured) > 0 {
		s.printf("没有规则的文句：")
	}
	for _, u := range d.Unmeasured {
		s.emit(u)
		s.printf("  %s “%s”：%s", u.Clause, u.Quote, u.Reason)
	}
}

// after is words behind their heading; nothing where there are none.
func after(heading, words string) string {
	if words == "" {
		return ""
	}
	return heading + words
}

// dutyStatuses are the columns of the table.
var dutyStatuses = []string{"达到", "未达到", "已做", "未做", "无数据", "不适用"}

// systemLine is what --json says of a section of the policy.
type systemLine struct {
	Section  string           `json:"section"`
	Title    string           `json:"title"`
	College  string           `json:"college,omitempty"`
	Duties   int              `json:"duties"`
	Statuses map[string]int64 `json:"statuses"`
}

// dutyLine is what --json says of a verdict: the words of the policy, what is
// there and what is asked, and the list behind what is missing.
type dutyLine struct {
	chapter.DutyVerdictRow
	Section    string                     `json:"section"`
	Clause     string                     `json:"clause"`
	Title      string                     `json:"title"`
	Force      string                     `json:"force"`
	Quote      string                     `json:"quote"`
	Document   string                     `json:"document"`
	Scale      int64                      `json:"scale"`
	Unit       string                     `json:"unit"`
	Shortfalls []chapter.DutyShortfallRow `json:"shortfalls"`
}

// dutyTable prints how many duties of each section came out how, then what is
// missing; with all, every duty.
func (s *session) dutyTable(d chapter.DutyData, o chapter.Options, asked dutyOptions) {
	who := o.Institution + after(" ", asked.part.College)
	s.printf("（内部使用，不得公开）%s %d 届毕业生就业政策落实对照", who, o.Cohort)
	if len(d.Verdicts) == 0 {
		s.printf("没有可以对照的要求：填好就业工作登记册（空白模板），载入后重新构建")
		return
	}
	s.systems(d, asked.part.College)
	unknown := 0
	for _, v := range d.Verdicts {
		line := lineOf(d, v)
		s.emit(line)
		if v.College == asked.part.College && v.Status == "无数据" {
			unknown++
		}
		if v.College != asked.part.College || !asked.all && !v.Missed() {
			continue
		}
		school := ""
		if o.Province {
			school = d.SchoolName(v.Institution) + "　"
		}
		s.printf("  [%s] %s%s %s（%s）：%s", v.Status, school, line.Clause, line.Title, line.Force, v.Words)
		s.shortfalls(line)
	}
	if unknown > 0 && !asked.all {
		s.printf("  无数据的 %d 项没有列出：加 --all 查看缺的是哪份登记册，还是 quxiang.toml 里 [duties] 的哪一项", unknown)
	}
}

// systems prints the table of the sections.
func (s *session) systems(d chapter.DutyData, college string) {
	table := [][]string{append([]string{"方面", "要求"}, dutyStatuses...)}
	for _, system := range d.Systems() {
		found := d.Of(system, college)
		line := systemLine{system.Section, system.Title, college, len(found), map[string]int64{}}
		row := []string{system.Name(), strconv.Itoa(len(found))}
		for _, status := range dutyStatuses {
			line.Statuses[status] = chapter.CountStatus(found, status)
			row = append(row, strconv.FormatInt(line.Statuses[status], 10))
		}
		s.emit(line)
		table = append(table, row)
	}
	var aligned strings.Builder
	columns(&aligned, table)
	s.printf("%s", strings.TrimSuffix(aligned.String(), "\n"))
}

func lineOf(d chapter.DutyData, v chapter.DutyVerdictRow) dutyLine {
	r := d.Rule(v.Duty)
	line := dutyLine{DutyVerdictRow: v, Section: r.Section, Clause: r.Clause, Title: r.Title, Force: r.Force, Quote: r.Quote, Document: r.Document, Scale: r.Scale, Unit: r.Unit, Shortfalls: []chapter.DutyShortfallRow{}}
	for _, f := range d.Shortfalls {
		if f.Duty == v.Duty && f.Institution == v.Institution && (v.CollegeKey == "" || f.CollegeKey == v.CollegeKey) {
			line.Shortfalls = append(line.Shortfalls, f)
		}
	}
	return line
}

// shortfalls prints the list behind what is missing: how much at which college,
// of which item.
func (s *session) shortfalls(line dutyLine) {
	var parts []string
	for _, f := range line.Shortfalls {
		if who := strings.TrimSpace(f.College + " " + f.Item); who != "" && who != line.College { // else the line above says the same
			parts = append(parts, who+" "+amount(line.Scale, f.Shortfall))
		}
	}
	if len(parts) > 0 {
		s.printf("      其中：%s", strings.Join(parts, "，"))
	}
}

// amount is a count of a duty as it is printed, divided by its scale.
func amount(scale, n int64) string {
	decimals := len(strconv.FormatInt(max(scale, 1), 10)) - 1
	return figure.Print(*figure.Place{}.Scaled("amount", n, decimals, ""))
}
