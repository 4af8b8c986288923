package chapter

import (
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// response tells who was asked and who answered.
func (k surveys) response() Section {
	return section("survey-response", "校友调查：邀请与回收", "没有载入校友调查。载入校友调查邀请名单（alumni_invitation）和校友问卷（alumni_answer）后重新构建，这一章会自动生成。", k.responseWords(), k.invitedTable(), k.answerTable(), k.majorResponse(), k.responseNote(), k.weighting(), k.mergedNote())
}

// invitedTable tells what came of the invitations.
func (k surveys) invitedTable() *Table {
	t := k.responseTable("survey-invited", "校友调查的邀请", []Column{numbers("people", "毕业生名单", "人"), numbers("invited", "邀请", "人"), numbers("reached", "送达", "人"),
		numbers("unreachable", "无法联系", "人"), numbers("deceased", "已故", "人"), numbers("refused", "拒绝", "人"), numbers("other", "未送达", "人"), numbers("coverage", "邀请覆盖率", "%")})
	for _, r := range k.responses("全部") {
		p := k.responsePlace(r)
		row := append(k.whose(r.Institution, r.Year, r.Cohort), figureCell(p.Count("survey_people", r.People, "人")))
		for _, f := range []*figure.Figure{p.Count("survey_invited", r.Invited, "人"), p.Count("survey_reached", r.Reached, "人"), p.Count("survey_unreachable", r.Unreachable, "人"),
			p.Count("survey_deceased", r.Deceased, "人"), p.Count("survey_refused", r.Refused, "人"), p.Count("survey_not_reached", r.notReached(), "人"), p.Share("survey_coverage", r.Invited, r.People)} {
			row = append(row, figureCell(k.listed(r, f)))
		}
		t.Rows = append(t.Rows, row)
	}
	if k.public { // how many died or refused is nobody else's business
		for _, key := range []string{"unreachable", "deceased", "refused", "other"} {
			t.dropColumn(key)
		}
	}
	return t
}

// notReached are the invited that the invitation did not reach.
func (r SurveyResponseRow) notReached() int64 {
	return max(0, r.Invited-r.Reached-r.Unreachable-r.Deceased-r.Refused)
}

// answerTable tells how many answered, and how many answers do not count.
func (k surveys) answerTable() *Table {
	t := k.responseTable("survey-answers", "校友调查的回收", []Column{numbers("people", "毕业生名单", "人"), numbers("answers", "收回答卷", "份"), numbers("not_on_roster", "不在名单", "份"), numbers("repeated", "重复", "份"),
		numbers("no_consent", "缺同意日期", "份"), numbers("too_fast", "答题过快", "份"), numbers("no_status", "缺就业状态", "份"), numbers("valid", "有效", "份"), numbers("response", "有效回收率", "%")})
	for _, r := range k.responses("全部") {
		p := k.responsePlace(r)
		row := append(k.whose(r.Institution, r.Year, r.Cohort), figureCell(p.Count("survey_people", r.People, "人")))
		for _, c := range []struct {
			name string
			n    int64
		}{{"answers", r.Answers}, {"not_on_roster", r.NotOnRoster}, {"repeated", r.RepeatedAnswers}, {"no_consent", r.NoConsent}, {"too_fast", r.TooFast}, {"no_status", r.NoStatus}, {"valid", r.Valid}} {
			row = append(row, figureCell(p.Count("survey_"+c.name, c.n, "份")))
		}
		t.Rows = append(t.Rows, append(row, figureCell(p.Share("survey_response", r.Valid, r.People))))
	}
	return t
}

// majorResponse tells for every major who was asked and who answered; paper does
// without it, since the table of estimates has the answers and the response.
func (k surveys) majorResponse() *Table {
	t := k.responseTable("survey-major-response", "各专业的邀请与回收", []Column{{Key: "level", Title: "学历层次"}, {Key: "major", Title: "专业"}, numbers("people", "毕业生名单", "人"), numbers("invited", "邀请", "人"),
		numbers("coverage", "邀请覆盖率", "%"), numbers("answers", "收回答卷", "份"), numbers("valid", "有效", "份"), numbers("response", "有效回收率", "%")})
	t.Appendix, t.OffPaper = true, true
	t.Notes = [][]Span{{prose.T("不在名单的答卷没有专业，不在此表。")}}
	for _, r := range k.responses("专业") {
		p := k.responsePlace(r)
		t.Rows = append(t.Rows, append(k.whose(r.Institution, r.Year, r.Cohort), labelCell(r.Level), labelCell(r.Major), figureCell(p.Count("survey_people", r.People, "人")),
			figureCell(k.listed(r, p.Count("survey_invited", r.Invited, "人"))), figureCell(k.listed(r, p.Share("survey_coverage", r.Invited, r.People))),
			figureCell(p.Count("survey_answers", r.Answers, "份")), figureCell(p.Count("survey_valid", r.Valid, "份")), figureCell(p.Share("survey_response", r.Valid, r.People))))
	}
	return t
}

// responseTable is a table with a line a cohort.
func (k surveys) responseTable(id, title string, columns []Column) *Table {
	return &Table{ID: id, Title: title, Basis: k.basis("marts.survey_response", "调查届次的全体毕业生"), Columns: append(k.heads(), columns...)}
}

// listed is a figure that only a list of invitations gives.
func (k surveys) listed(r SurveyResponseRow, f *figure.Figure) *figure.Figure {
	if r.HasInvitations {
		return f
	}
	return f.Withheld(figure.NotApplicable, "没有载入邀请名单")
}

// responseWords tell the response of each cohort, and why answers do not count.
func (k surveys) responseWords() Block {
	rows := k.responses("全部")
	if len(rows) == 0 || k.province {
		return nil
	}
	var spans []Span
	for i, r := range rows {
		p := k.responsePlace(r)
		if i > 0 {
			spans = append(spans, prose.T("；"))
		}
		spans = append(spans, prose.D(strconv.Itoa(r.Cohort)), prose.T("届（毕业"+yearsOut(r.Year, r.Cohort)+"）名单上"), prose.F(p.Count("survey_people", r.People, "人")),
			prose.T("人，有效答卷"), prose.F(p.Count("survey_valid", r.Valid, "份")), prose.T("份，有效回收率"), prose.F(p.Share("survey_response", r.Valid, r.People)))
	}
	return finding(spans)
}

// responseNote says what counts as an answer.
func (k surveys) responseNote() Block {
	rows := k.responses("全部")
	if len(rows) == 0 {
		return nil
	}
	p := k.place("marts.survey_rule", "", rows[0].Year, 0, "全部", "", "")
	return note([]Span{prose.T("回收率的分母是名单上的全体毕业生，已故和无法联系的也在内。答题不到"), prose.F(p.Count("survey_min_seconds", k.rule().MinSeconds, "秒")),
		prose.T("秒的视为答题过快；文件有同意日期一列的，没有日期的答卷无效；一份答卷有几种情形的，只算在第一种里")})
}

// weighting tells how unequal the weights are and what that costs.
func (k surveys) weighting() *Table {
	t := &Table{ID: "survey-weighting-" + map[string]string{ofAlumni: "alumni", ofEmployers: "employers"}[k.about], Title: k.about + "调查的加权", Basis: k.estimated("marts.survey_raking", "有效答卷"),
		Columns: append(k.heads(), numbers("answers", "有效答卷", "份"), numbers("effective", "有效样本", "份"),
			numbers("deff", "设计效应", "倍"), numbers("largest", "最大权数与平均之比", "倍"),
			numbers("trimmed", "权数截短", "份"), Column{Key: "state", Title: "结果"})}
	for _, r := range k.rakings() {
		t.Rows = append(t.Rows, k.weightingRow(r))
	}
	return t
}

func (k surveys) rakings() []SurveyRakingRow {
	var rows []SurveyRakingRow
	for _, r := range k.Rakings {
		if r.Survey == k.about && r.Answers > 0 {
			rows = append([]SurveyRakingRow{r}, rows...) // the latest cohort first
		}
	}
	return rows
}

func (k surveys) weightingRow(r SurveyRakingRow) []Cell {
	p := k.place("marts.survey_raking", r.Institution, r.Year, r.Cohort, "全部", "", "")
	return append(k.whose(r.Institution, r.Year, r.Cohort), figureCell(p.Count("survey_valid", r.Answers, "份")), figureCell(p.Scaled("survey_effective", r.Effective, 1, "份")),
		figureCell(p.Scaled("survey_design_effect", r.DesignEffect, 2, "倍")), figureCell(p.Scaled("survey_largest_weight", r.Largest, 2, "倍")),
		figureCell(p.Count("survey_trimmed", r.Trimmed, "份")), labelCell(r.state()))
}

// state says whether margins and cap are both met.
func (r SurveyRakingRow) state() string {
	words := "边际全部对上"
	if r.Merged != "" {
		words = "合并后的边际全部对上"
	}
	if !r.Converged {
		words = "边际没有全部对上"
	}
	if !r.Capped {
		words += "，最大权数超过上限"
	}
	return words
}

// mergedNote says how the weights are made and what had to be put together.
func (k surveys) mergedNote() Block {
	rows := k.rakings()
	if len(rows) == 0 && len(k.responses("全部")) == 0 {
		return nil
	}
	if len(rows) == 0 {
		return note([]Span{prose.T("这次调查没有加权：“加权”各栏与未加权的相同")})
	}
	p := k.place("marts.survey_rule", "", rows[0].Year, 0, "全部", "", "")
	margins := "学历层次、学科门类、性别、生源地和毕业时的去向"
	if k.about == ofEmployers {
		margins = "单位性质、行业和录用人数"
	}
	return note([]Span{prose.T("加权使答卷在" + margins + "上与名单一致（边际加权，raking），超过平均权数"), prose.F(p.Count("survey_weight_cap", k.rule().LargestWeight, "倍")),
		prose.T("倍的权数截短后重新加权；截短与边际不能兼顾的，以边际为先。设计效应（Kish）是权数不等使方差变为几倍，有效样本是答卷数除以设计效应。加权只能校正这几项上的不平衡，校正不了回答本身与结果有关的偏差，见本章末")},
		unmet(rows), mergedWords(rows))
}

// unmet warns of weights that do not meet the margins.
func unmet(rows []SurveyRakingRow) []Span {
	for _, r := range rows {
		if !r.Converged {
			return []Span{prose.T("。边际没有全部对上的调查，有的类别无人作答或与别的类别互相牵制，加权后的构成仍与名单不同，估计只供参考")}
		}
	}
	return nil
}

// mergedWords list the categories that too few answered.
func mergedWords(rows []SurveyRakingRow) []Span {
	var spans []Span
	seen := map[string]bool{}
	for _, r := range rows {
		if r.Merged != "" && !seen[r.Merged] {
			seen[r.Merged] = true
			spans = append(spans, prose.T("。答卷太少的类别这样处理（"), prose.L(r.Merged), prose.T("）"))
		}
	}
	return spans
}

// balance sets those who answered beside the roster.
func (k surveys) balance() Section {
	return section("survey-balance", "答卷者与名单的构成", "没有可比较的答卷。", k.imbalance(), k.balanceTable())
}

// imbalance has one line a margin and cohort: how far the answers' composition
// is from the roster's.
func (k surveys) imbalance() *Table {
	t := &Table{ID: "survey-imbalance", Title: "答卷与名单的不平衡", Basis: k.basis("marts.survey_balance", "名单与有效答卷"),
		Columns: append(k.heads(), Column{Key: "margin", Title: "项目"}, numbers("imbalance", "不平衡指数", "个百分点"), numbers("largest", "单独一类的最大差别", "个百分点")),
		Notes:   [][]Span{{prose.T("不平衡指数：各类在答卷中与在名单中占比之差的绝对值之和的一半，零为完全一致。")}}}
	seen := map[string]bool{}
	for _, b := range k.balances() {
		id := strconv.Itoa(b.Cohort) + b.Institution + b.Margin
		if seen[id] {
			continue
		}
		seen[id] = true
		p := k.balancePlace(b)
		t.Rows = append(t.Rows, append(k.whose(b.Institution, b.Year, b.Cohort), labelCell(b.Margin),
			figureCell(p.Scaled("survey_imbalance", b.Imbalance, 2, "个百分点")), figureCell(p.Scaled("survey_largest_gap", b.Largest, 2, "个百分点"))))
	}
	return t
}

// balances are the categories, the latest cohort first.
func (k surveys) balances() []SurveyBalanceRow {
	var out []SurveyBalanceRow
	for _, r := range k.responses("全部") {
		for _, b := range k.Balances {
			if b.Survey == k.about && b.Cohort == r.Cohort && b.Institution == r.Institution {
				out = append(out, b)
			}
		}
	}
	return out
}

func (k surveys) balancePlace(b SurveyBalanceRow) figure.Place {
	p := k.place("marts.survey_balance", b.Institution, b.Year, b.Cohort, "全部", "", "")
	p.Keys = append(p.Keys, figure.Key{Name: "margin", Value: b.Margin})
	return p
}

func (k surveys) balanceTable() *Table {
	t := &Table{ID: "survey-balance", Title: "名单、答卷与加权后的构成", Appendix: true, Basis: k.basis("marts.survey_balance", "名单与有效答卷"),
		Columns: append(k.heads(), Column{Key: "margin", Title: "项目"}, Column{Key: "category", Title: "类别"}, numbers("people", "名单", "人"),
			numbers("roster", "名单占比", "%"), numbers("answered", "答卷占比", "%"), numbers("weighted", "加权后占比", "%"))}
	totals := map[string][2]int64{}
	all := k.balances()
	id := func(b SurveyBalanceRow) string { return strconv.Itoa(b.Cohort) + b.Institution + b.Margin }
	for _, b := range all {
		t := totals[id(b)]
		totals[id(b)] = [2]int64{t[0] + b.People, t[1] + b.Answers}
	}
	for _, b := range all {
		p, total := k.balancePlace(b), totals[id(b)]
		p.Keys = append(p.Keys, figure.Key{Name: "category", Value: b.Category})
		t.Rows = append(t.Rows, append(k.whose(b.Institution, b.Year, b.Cohort), labelCell(b.Margin), labelCell(b.Category),
			figureCell(p.Count("survey_people", b.People, "人")), figureCell(p.Share("survey_roster_share", b.People, total[0])),
			figureCell(p.Share("survey_answer_share", b.Answers, total[1])), figureCell(p.Share("survey_weighted_share", b.Weighted, total[0]))))
	}
	return t
}
