package chapter

import (
	"strings"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// exclusionTitles name why a record is outside the denominator; what follows
// "rule: " is the denominator rule's own words.
var exclusionTitles = map[string]string{
	"not_in_roster": "不在毕业生名单",
	"repeated":      "往届已计入",
	"duplicate":     "同一统计时点重复登记",
}

// exclusionTitle is the Chinese name of an exclusion.
func exclusionTitle(exclusion string) string {
	if why, ok := strings.CutPrefix(exclusion, "rule:"); ok {
		return "分母规则：" + strings.TrimSpace(why)
	}
	if t, ok := exclusionTitles[exclusion]; ok {
		return t
	}
	return exclusion
}

// excludedPeople lists who is not in the denominator, apart and with reasons.
func (r *report) excludedPeople() Section {
	t := &Table{ID: "excluded", Title: "不计入分母的人员", Basis: r.basis(r.main),
		Columns: []Column{{Key: "exclusion", Title: "原因"}, {Key: "level", Title: "学历层次"},
			{Key: "completion", Title: "毕结业结论"}, {Key: "study_form", Title: "学习形式"},
			{Key: "student_type", Title: "学生类型"},
			{Key: "head_count", Title: "人数", Unit: "人", Numeric: true},
			{Key: "settled", Title: "其中落实", Unit: "人", Numeric: true}}}
	t.Basis.Source, t.Basis.Population, t.Basis.N, t.Basis.Edition = "marts.excluded", "不计入分母的人员", nil, ""
	total := int64(0)
	for _, x := range r.Excluded {
		if x.Cutoff != r.main.Cutoff || x.Cohort != r.main.Cohort || x.HeadCount == 0 {
			continue
		}
		total += x.HeadCount
		t.Rows = append(t.Rows, []Cell{labelCell(exclusionTitle(x.Exclusion)), labelCell(x.Level),
			labelCell(x.Completion), labelCell(x.StudyForm), labelCell(x.StudentType),
			figureCell(x.place().Count("excluded", x.HeadCount, "人")),
			figureCell(x.place().Count("excluded_settled", x.Settled, "人"))})
	}
	missing := "没有不计入分母的人员。"
	if total == 0 {
		return section("excluded", "不计入分母的人员", missing)
	}
	p := figure.Place{Cohort: r.main.Cohort, Cutoff: r.main.Cutoff, Grain: "school", Source: "marts.excluded"}
	return section("excluded", "不计入分母的人员", missing, finding([]Span{prose.T("另有"),
		prose.F(p.Count("excluded", total, "人")), prose.T("人不计入分母，也不计入上面各表，单独列出如下")}), t)
}

// place is where the figures of an excluded group stand.
func (x ExcludedRow) place() figure.Place {
	return figure.Place{Cohort: x.Cohort, Cutoff: x.Cutoff, Grain: "excluded", Source: "marts.excluded",
		Keys: []figure.Key{{Name: "exclusion", Value: x.Exclusion}, {Name: "level", Value: x.Level},
			{Name: "completion", Value: x.Completion}, {Name: "study_form", Value: x.StudyForm},
			{Name: "student_type", Value: x.StudentType}}}
}
