package chapter

import "quxiang/reports/prose"

// employers are the sections on what employers say; where none was asked, one
// says so.
func (k surveys) employers() []Section {
	rows := k.responses("全部")
	if len(rows) == 0 {
		return []Section{section("employer-response", "用人单位评价：回收",
			"没有载入用人单位评价。载入用人单位问卷（employer_answer）后重新构建，这一章会自动生成。")}
	}
	t := &Table{ID: "employer-response", Title: "用人单位评价的回收", Basis: k.basis("marts.survey_response", "调查前三届录用过毕业生的单位"), Columns: append(k.heads(),
		numbers("people", "录用过毕业生的单位", "家"), numbers("answers", "收回答卷", "份"),
		numbers("outside", "不在其列", "份"), numbers("repeated", "重复", "份"),
		numbers("valid", "有效", "份"), numbers("response", "有效回收率", "%"))}
	for _, r := range rows {
		p := k.responsePlace(r)
		t.Rows = append(t.Rows, append(k.whose(r.Institution, r.Year, r.Cohort), figureCell(p.Count("survey_people", r.People, "家")), figureCell(p.Count("survey_answers", r.Answers, "份")),
			figureCell(p.Count("survey_not_on_roster", r.NotOnRoster, "份")), figureCell(p.Count("survey_repeated", r.RepeatedAnswers, "份")),
			figureCell(p.Count("survey_valid", r.Valid, "份")), figureCell(p.Share("survey_response", r.Valid, r.People))))
	}
	every := func(SurveyMeasureRow) bool { return true }
	summary, results := k.summary("employer-summary", "用人单位的评价（加权）", every), k.resultTable("employer-results", "用人单位的评价", every)
	return []Section{
		section("employer-response", "用人单位评价：回收", "", k.employerResponseWords(rows), t, k.weighting(), k.mergedNote()),
		section("employer-results", "用人单位对毕业生的评价", k.perSchool("没有有效答卷。"), k.employerWords(), k.shareChart(summary), summary),
		section("employer-estimates", "用人单位评价的区间与敏感性", "没有有效答卷。", k.intervalChart(results), results),
		section("employer-limits", "用人单位评价能说明什么", "", note([]Span{prose.T("评价来自交回答卷的单位，录用毕业生多的单位、对毕业生满意的单位可能更愿意答；" +
			"加权只能校正单位性质、行业等看得见的几项，区间窄只说明答卷多，不说明答卷有代表性")})),
	}
}

// employerResponseWords tell how many were asked and how many answered.
func (k surveys) employerResponseWords(rows []SurveyResponseRow) Block {
	if k.province {
		return nil
	}
	r := rows[0]
	p := k.responsePlace(r)
	return finding([]Span{prose.T("录用过毕业生的单位"), prose.F(p.Count("survey_people", r.People, "家")), prose.T("家，有效答卷"),
		prose.F(p.Count("survey_valid", r.Valid, "份")), prose.T("份，有效回收率"), prose.F(p.Share("survey_response", r.Valid, r.People))})
}

// employerWords tell first what employers think on the whole, and whether they
// would come again.
func (k surveys) employerWords() Block {
	if k.province {
		return nil
	}
	var all [][]Span
	for _, m := range k.measures() {
		e, ok := k.latestEstimate(m.Indicator)
		if !ok || m.Indicator != "overall" && m.Indicator != "rehire" {
			continue
		}
		all = append(all, []Span{prose.T(m.Title + "加权为"), prose.F(k.value(e, m, "", e.Weighted)), prose.T("，区间"),
			prose.F(k.value(e, m, "_low", e.Low)), prose.T("至"), prose.F(k.value(e, m, "_high", e.High))})
	}
	return finding(separated(all, "；"))
}

// limits say what a survey cannot.
func (k surveys) limits() Section {
	return section("survey-limits", "跟踪调查能说明什么", "", note([]Span{prose.T("答不答卷可能与结果本身有关：收入低的、正在找工作的往往不愿答。加权只能校正名单上看得见的几项，看不见的校正不了，所以另给敏感性区间；" +
		"区间窄只说明答卷多，不说明答卷有代表性")}), note([]Span{prose.T("各届由不同的人组成，届与届之间的差别不都是时间带来的；同一批人的变化只有增幅、行业转换、职业转换和地域流动四项，比的是本人现在与毕业时登记的或本人答的初职")}),
		note([]Span{prose.T("满意、相关、符合、愿意算到哪一档，按问卷选项的量表；不同年份的问卷选项用词不同，按各自的量表归并。分层次和分专业的估计用整个调查的权数")}))
}
