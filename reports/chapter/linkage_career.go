package chapter

import (
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// careers set each major's plan, students, graduates and alumni in one line:
// the latest entry cohort of every level whose graduates have been asked.
func (k linkage) careers() Section {
	t := k.majorTable("entry-careers", "各专业：从计划到毕业三至五年后", numbers("plan", "计划", "人"), numbers("registered", "报到", "人"), numbers("graduated", "毕业", "人"), numbers("settled", "落实率", "%"),
		numbers("related", "毕业时专业相关", "%"), numbers("demand", "每百名毕业生的岗位", "个"), Column{Key: "years", Title: "调查于毕业后"}, numbers("response", "有效回收率", "%"),
		numbers("later_related", "专业相关度", "%"), numbers("later_satisfaction", "就业满意度", "%"), numbers("later_pay", "月收入中位数", "元"))
	t.Basis = Basis{Source: "marts.linkage_career", Population: "毕业届次作过校友调查的最近一个年级"}
	for _, r := range k.Careers {
		if r.Plan+r.Registered+r.Graduated > 0 {
			t.Rows = append(t.Rows, k.careerRow(r))
		}
	}
	t.dropEmpty("related", "demand")
	return section("entry-careers", "各专业从计划到毕业后", "没有哪个年级既有录取名册、又有毕业后的调查。", t, careerNote(t))
}

func (k linkage) careerRow(r CareerRow) []Cell {
	p := k.place("marts.linkage_career", r.Institution, r.EntryYear, r.Level, r.Type, r.MajorKey)
	row := k.named(r.Major, r.Institution, r.EntryYear, r.Level, r.Type)
	for _, f := range []*figure.Figure{p.Count("career_plan", r.Plan, "人"), p.Count("career_registered", r.Registered, "人"), p.Count("career_graduated", r.Graduated, "人"),
		some(p, "career_settled_rate", r.Settled, r.Graduated, "没有毕业生"), some(p, "career_related_rate", r.Related, r.RelatedBase, "没有人答是否对口"), r.demand(p)} {
		row = append(row, figureCell(f))
	}
	row = append(row, labelCell(r.asked()))
	later := []*figure.Figure{r.told(p.Scaled("career_later_related", r.LaterRelated, 2, "%"), r.NoRelated),
		r.told(p.Scaled("career_later_satisfaction", r.LaterSatisfy, 2, "%"), r.NoSatisfy), r.told(p.Count("career_later_pay", r.LaterPay, "元"), r.NoPay)}
	row = append(row, figureCell(some(p, "career_response", r.SurveyValid, r.SurveyPeople, "没有调查")))
	for i, f := range later {
		f.N = k.answersBehind(r, laterIndicators[i])
		row = append(row, figureCell(f))
	}
	return row
}

// answersBehind counts the answers that an estimate of a major rests on: what is
// too few to be told in the chapter on surveys is too few here.
func (k linkage) answersBehind(r CareerRow, indicator string) int64 {
	for _, e := range k.surveys.of("专业", indicator) {
		if e.Cohort == r.Due && e.Level == r.Level && e.MajorKey == r.MajorKey && e.Institution == r.Institution && e.Option == "—" {
			return e.N
		}
	}
	return 0
}

// asked is how long after graduation the major was asked.
func (r CareerRow) asked() string {
	if r.SurveyYear == 0 {
		return "没有调查"
	}
	return yearsOut(r.SurveyYear, r.Due)
}

// demand is the positions for a hundred graduates, half up.
func (r CareerRow) demand(p figure.Place) *figure.Figure {
	switch {
	case !r.HasVacancies:
		return p.Count("career_demand", 0, "个").Withheld(figure.NotApplicable, "没有岗位需求")
	case r.VacancyPeople == 0:
		return p.Count("career_demand", 0, "个").Withheld(figure.NotApplicable, "没有毕业生")
	}
	return p.Count("career_demand", (200*r.Positions+r.VacancyPeople)/(2*r.VacancyPeople), "个")
}

// told is an estimate of the survey, or why there is none.
func (r CareerRow) told(f *figure.Figure, withheld string) *figure.Figure {
	if r.SurveyValid == 0 {
		return f.Withheld(figure.NotApplicable, "没有有效答卷")
	}
	if withheld != "" {
		return f.Withheld(figure.NotApplicable, withheld)
	}
	return f
}

func careerNote(t *Table) Block {
	if len(t.Rows) == 0 {
		return nil
	}
	spans := []Span{prose.T("一行从招生到职业：计划、报到、毕业和落实是这个年级点清的；最后三项是按期毕业那一届本专业全体毕业生的加权估计，含转入、复学和专升本，区间见上一章。回收率不足或答卷太少的不作估计")}
	if t.ColumnIndex("demand") >= 0 {
		spans = append(spans, prose.T("。岗位是按期毕业那一届的"))
	}
	if t.ColumnIndex("related") >= 0 {
		spans = append(spans, prose.T("。毕业时登记的和毕业后问的专业相关，题目和基数都不同，不能相减"))
	}
	return note(spans)
}
