package chapter

import (
	"cmp"
	"slices"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// surveys makes the chapters on alumni and employers of the rows in SurveyData.
type surveys struct {
	*SurveyData
	province bool
	public   bool   // leaves out what became of single invitations
	about    string // 校友, 用人单位
}

// What a survey is about.
const (
	ofAlumni    = "校友"
	ofEmployers = "用人单位"
)

// tracking is the chapter 毕业三至五年跟踪; where nobody was asked, one section
// says so.
func (r *report) tracking() Chapter {
	k := surveys{&r.Surveys, r.opts.Province, r.opts.Public, ofAlumni}
	ch := Chapter{ID: "tracking", Title: "毕业三至五年跟踪", Sections: []Section{k.response()}}
	if len(k.responses("全部")) > 0 {
		ch.Sections = append(ch.Sections, k.balance(), k.results(), k.estimates(), k.pay(), k.status(), k.byMajor(), k.limits())
	}
	return ch
}

// employers is the chapter 用人单位评价.
func (r *report) employers() Chapter {
	k := surveys{&r.Surveys, r.opts.Province, r.opts.Public, ofEmployers}
	return Chapter{ID: "employers", Title: "用人单位评价", Sections: k.employers()}
}

// perSchool says where a province's reader finds what a school's report draws.
func (k surveys) perSchool(missing string) string {
	if k.province {
		return "各校的结果见下一节的表。"
	}
	return missing
}

// responses are the rows of a kind of unit, the latest cohort first.
func (k surveys) responses(unit string) []SurveyResponseRow {
	rows := slices.DeleteFunc(slices.Clone(k.Responses), func(r SurveyResponseRow) bool { return r.Survey != k.about || r.Unit != unit })
	slices.SortStableFunc(rows, func(a, b SurveyResponseRow) int {
		return cmp.Or(cmp.Compare(b.Cohort, a.Cohort), cmp.Compare(a.Institution, b.Institution))
	})
	return rows
}

// measures are the indicators of the survey, in their order.
func (k surveys) measures() []SurveyMeasureRow {
	return slices.DeleteFunc(slices.Clone(k.Measures), func(m SurveyMeasureRow) bool { return m.Survey != k.about })
}

// of are the estimates of an indicator for a kind of unit, the latest cohort
// first.
func (k surveys) of(unit, indicator string) []SurveyIndicatorRow {
	rows := slices.DeleteFunc(slices.Clone(k.Indicators), func(r SurveyIndicatorRow) bool {
		return r.Survey != k.about || r.Unit != unit || r.Indicator != indicator
	})
	slices.SortStableFunc(rows, func(a, b SurveyIndicatorRow) int {
		return cmp.Or(cmp.Compare(b.Cohort, a.Cohort), cmp.Compare(a.Institution, b.Institution))
	})
	return rows
}

// rule is the row of lines; a build without surveys has it too.
func (k surveys) rule() SurveyRuleRow {
	for _, r := range k.Rules {
		return r
	}
	return SurveyRuleRow{}
}

// heads are the columns that say whose a row is: the school, in a province, and
// the cohort with the years since it left.
func (k surveys) heads() []Column {
	var heads []Column
	if k.province {
		heads = append(heads, Column{Key: "institution", Title: "院校代码"}, Column{Key: "survey_year", Title: "调查年度"})
	}
	if k.about == ofAlumni {
		heads = append(heads, Column{Key: "cohort", Title: "届别"}, Column{Key: "years", Title: "毕业年限"})
	}
	return heads
}

// whose are the cells under heads.
func (k surveys) whose(institution string, year, cohort int) []Cell {
	var row []Cell
	if k.province {
		row = append(row, labelCell(institution), timeCell(strconv.Itoa(year)))
	}
	if k.about == ofAlumni {
		row = append(row, timeCell(strconv.Itoa(cohort)), labelCell(yearsOut(year, cohort)))
	}
	return row
}

// yearsOut words how long ago a cohort left: 三年.
func yearsOut(year, cohort int) string { return prose.Numeral(year-cohort) + "年" }

// basis is the line under a table of a survey: its year stands with whom it
// asked, since it has no cut-off.
func (k surveys) basis(source, population string) Basis {
	if k.province { // each school asked in its own year
		return Basis{Source: source, Population: population}
	}
	for _, r := range k.responses("全部") {
		return Basis{Source: source, Population: strconv.Itoa(r.Year) + "年调查，" + population}
	}
	return Basis{Source: source, Population: population}
}

// estimated is basis under estimates: with the answers that they rest on.
func (k surveys) estimated(source, population string) Basis {
	b := k.basis(source, population)
	if rows := k.responses("全部"); !k.province && len(rows) > 0 {
		b.N = k.validAnswers(rows)
	}
	return b
}

// validAnswers counts the valid answers of all cohorts that were asked.
func (k surveys) validAnswers(rows []SurveyResponseRow) *figure.Figure {
	p := k.responsePlace(rows[0])
	if len(rows) > 1 { // of no single cohort
		p.Cohort = 0
	}
	n := int64(0)
	for _, r := range rows {
		n += r.Valid
	}
	return p.Count("survey_valid", n, "份")
}

// place is where the figures of a unit stand: the year of the survey is their
// cut-off.
func (k surveys) place(source, institution string, year, cohort int, unit, level, major string) figure.Place {
	keys := []figure.Key{{Name: "survey", Value: k.about}}
	for _, key := range []figure.Key{{Name: "level", Value: level}, {Name: "major", Value: major}} {
		if key.Value != "" && key.Value != "—" {
			keys = append(keys, key)
		}
	}
	if k.province {
		keys = append(keys, figure.Key{Name: "institution", Value: institution})
	}
	return figure.Place{Cohort: cohort, Cutoff: strconv.Itoa(year), Grain: "survey_" + unitNames[unit], Keys: keys, Source: source}
}

var unitNames = map[string]string{"全部": "all", "层次": "level", "专业": "major"}

func (k surveys) responsePlace(r SurveyResponseRow) figure.Place {
	return k.place("marts.survey_response", r.Institution, r.Year, r.Cohort, r.Unit, r.Level, r.MajorKey)
}

func (k surveys) indicatorPlace(r SurveyIndicatorRow) figure.Place {
	p := k.place("marts.survey_indicator", r.Institution, r.Year, r.Cohort, r.Unit, r.Level, r.MajorKey)
	if r.Option != "—" {
		p.Keys = append(p.Keys, figure.Key{Name: "option", Value: r.Option})
	}
	return p
}

// unanswered is the estimate of a unit in which nobody answered a question.
func (r SurveyResponseRow) unanswered(indicator string) SurveyIndicatorRow {
	return SurveyIndicatorRow{Survey: r.Survey, Institution: r.Institution, Year: r.Year, Cohort: r.Cohort, Unit: r.Unit, Level: r.Level, MajorKey: r.MajorKey, Indicator: indicator, Option: "—", Withheld: "没有答卷"}
}

// value is an estimate's figure in its measure's decimals, or why there is none.
func (k surveys) value(r SurveyIndicatorRow, m SurveyMeasureRow, name string, num int64) *figure.Figure {
	f := k.indicatorPlace(r).Scaled("survey_"+r.Indicator+name, num, m.Decimals, m.Unit)
	if r.Withheld != "" {
		return f.Withheld(figure.NotApplicable, r.Withheld)
	}
	f.N = r.N
	return f
}

// bound is an end of an interval or band, which not every estimate has.
func (k surveys) bound(r SurveyIndicatorRow, m SurveyMeasureRow, name string, num int64, ok bool, why string) *figure.Figure {
	f := k.value(r, m, name, num)
	if ok || r.Withheld != "" {
		return f
	}
	return f.Withheld(figure.NotApplicable, why)
}

// onAnswers says on how many answers a figure about an estimate rests.
func onAnswers(f *figure.Figure, r SurveyIndicatorRow) *figure.Figure {
	f.N = r.N
	return f
}
