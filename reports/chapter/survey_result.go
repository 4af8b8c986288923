package chapter

import (
	"cmp"
	"slices"
	"strconv"

	"quxiang/reports/prose"
)

// results are the weighted shares of the whole, side by side.
func (k surveys) results() Section {
	summary := k.summary("survey-summary", "主要指标（加权）", mainShare)
	return section("survey-results", "就业质量与职业发展", k.perSchool("没有有效答卷。"), k.resultWords(), k.shareChart(summary), summary)
}

// estimates are the same in full: weighted beside unweighted, with interval and
// band.
func (k surveys) estimates() Section {
	t := k.resultTable("survey-estimates", "主要指标的估计", mainShare)
	t.Appendix = true
	return section("survey-estimates", "各项指标的区间与敏感性", "没有有效答卷。", k.intervalChart(t), t, k.bandNote())
}

// mainShare takes the shares that have one answer each.
func mainShare(m SurveyMeasureRow) bool { return m.Kind == "share" && m.Indicator != "status" }

// summary has an indicator a line and a cohort a column: the weighted shares.
// A province has one such line for each school, in the full table.
func (k surveys) summary(id, title string, take func(SurveyMeasureRow) bool) *Table {
	rows := k.responses("全部")
	if k.province || len(rows) == 0 {
		return nil
	}
	t := &Table{ID: id, Title: title, Basis: k.estimated("marts.survey_indicator", "见各项的基数"), Columns: []Column{{Key: "indicator", Title: "指标"}}}
	for _, r := range rows {
		name := "加权占比"
		if k.about == ofAlumni {
			name = "毕业" + yearsOut(r.Year, r.Cohort)
		}
		t.Columns = append(t.Columns, numbers("cohort"+strconv.Itoa(r.Cohort), name, "%"))
	}
	for _, m := range k.measures() {
		if take(m) && len(k.of("全部", m.Indicator)) > 0 {
			t.Rows = append(t.Rows, k.summaryRow(m, rows))
		}
	}
	return t
}

func (k surveys) summaryRow(m SurveyMeasureRow, rows []SurveyResponseRow) []Cell {
	row := []Cell{labelCell(m.Title)}
	for _, r := range rows {
		e := r.unanswered(m.Indicator)
		for _, found := range k.of("全部", m.Indicator) {
			if found.Cohort == r.Cohort {
				e = found
			}
		}
		row = append(row, figureCell(k.value(e, m, "", e.Weighted)))
	}
	return row
}

// resultTable lists estimates of the whole: an indicator and a cohort a line.
func (k surveys) resultTable(id, title string, take func(SurveyMeasureRow) bool) *Table {
	t := &Table{ID: id, Title: title, Basis: k.estimated("marts.survey_indicator", "见各项的基数"), Columns: append([]Column{{Key: "indicator", Title: "指标"}}, append(k.heads(), estimateColumns()...)...)}
	for _, m := range k.measures() {
		if !take(m) {
			continue
		}
		for _, r := range k.of("全部", m.Indicator) {
			t.Rows = append(t.Rows, append([]Cell{labelCell(m.Title)}, append(k.whose(r.Institution, r.Year, r.Cohort), k.estimateCells(r, m)...)...))
		}
		if len(k.of("全部", m.Indicator)) > 0 {
			t.Notes = append(t.Notes, []Span{prose.L(m.Title + "：" + m.Definition + "。基数：" + m.Base + "。")})
		}
	}
	return t
}

// estimateColumns tell an estimate; a line says the unit of its own.
func estimateColumns() []Column {
	columns := []Column{{Key: "unit", Title: "单位"}, numbers("n", "基数", "份")}
	for _, c := range [][2]string{{"unweighted", "未加权"}, {"weighted", "加权"}, {"low", "区间下限"}, {"high", "区间上限"}, {"band_low", "敏感性下限"}, {"band_high", "敏感性上限"}, {"wide_low", "加倍的下限"}, {"wide_high", "加倍的上限"}} {
		columns = append(columns, numbers(c[0], c[1], ""))
	}
	return append(columns, numbers("deff", "设计效应", "倍"), numbers("effective", "有效样本", "份"))
}

// Why an estimate has no interval, or no band.
const (
	noInterval = "答卷太少或全都一样，没有区间"
	noBand     = "增幅比的是同一批人，没有敏感性区间"
)

func (k surveys) estimateCells(r SurveyIndicatorRow, m SurveyMeasureRow) []Cell {
	p := k.indicatorPlace(r)
	return []Cell{labelCell(m.Unit), figureCell(p.Count("survey_"+r.Indicator+"_n", r.N, "份")), figureCell(k.value(r, m, "_unweighted", r.Unweighted)), figureCell(k.value(r, m, "", r.Weighted)),
		figureCell(k.bound(r, m, "_low", r.Low, r.HasInterval, noInterval)), figureCell(k.bound(r, m, "_high", r.High, r.HasInterval, noInterval)),
		figureCell(k.bound(r, m, "_band_low", r.BandLow, r.HasBand, noBand)), figureCell(k.bound(r, m, "_band_high", r.BandHigh, r.HasBand, noBand)),
		figureCell(k.bound(r, m, "_wide_low", r.WideLow, r.HasBand, noBand)), figureCell(k.bound(r, m, "_wide_high", r.WideHigh, r.HasBand, noBand)),
		figureCell(onAnswers(p.Scaled("survey_"+r.Indicator+"_deff", r.DesignEffect, 2, "倍"), r)), figureCell(onAnswers(p.Scaled("survey_"+r.Indicator+"_effective", r.Effective, 1, "份"), r))}
}

// shareChart draws the weighted shares, a bar for each cohort.
func (k surveys) shareChart(t *Table) Block {
	if t == nil {
		return nil
	}
	var series []string
	for _, c := range t.Columns[1:] {
		series = append(series, c.Key)
	}
	return draw(t, Chart{ID: t.ID + "-chart", Title: t.Title, Kind: BarH, Category: "indicator", Series: series, Unit: "%", Native: true,
		Summary: []Span{prose.T("各项指标的加权占比，数字见下表")}})
}

// intervalChart draws the weighted estimates of a table with their intervals, a
// mark for each cohort: how sure a share is tells more than the length of a bar.
func (k surveys) intervalChart(t *Table) Block {
	if t == nil || k.province {
		return nil
	}
	c := Chart{ID: t.ID + "-chart", Title: t.Title + "（加权）及其区间", Kind: DotPlot, Series: []string{"weighted"}, Low: "low", High: "high", Unit: "%",
		Summary: []Span{prose.T("各项估计与它的区间，数字见下表")}}
	if k.about == ofAlumni {
		c.By = "years"
	}
	return draw(t, c)
}

// resultWords tell of the latest cohort what a reader asks first.
func (k surveys) resultWords() Block {
	if k.province {
		return nil
	}
	var spans []Span
	told := 0 // the cohort that the words are about
	for _, m := range k.measures() {
		e, ok := k.latestEstimate(m.Indicator)
		if !ok || !slices.Contains([]string{"related", "satisfaction", "left_first", "school_satisfaction"}, m.Indicator) {
			continue
		}
		if len(spans) > 0 {
			spans = append(spans, prose.T("；"))
		}
		if e.Cohort != told {
			spans = append(spans, prose.D(strconv.Itoa(e.Cohort)), prose.T("届（毕业"+yearsOut(e.Year, e.Cohort)+"）"))
			told = e.Cohort
		}
		spans = append(spans, prose.T(m.Title+"加权为"), prose.F(k.value(e, m, "", e.Weighted)), prose.T("，区间"),
			prose.F(k.value(e, m, "_low", e.Low)), prose.T("至"), prose.F(k.value(e, m, "_high", e.High)))
	}
	return finding(spans)
}

// latestEstimate is an indicator's estimate of the whole in the latest cohort
// that has one with an interval.
func (k surveys) latestEstimate(indicator string) (SurveyIndicatorRow, bool) {
	for _, e := range k.of("全部", indicator) {
		if e.Withheld == "" && e.HasInterval {
			return e, true
		}
	}
	return SurveyIndicatorRow{}, false
}

// bandNote says what interval and band mean.
func (k surveys) bandNote() Block {
	rows := k.responses("全部")
	if len(rows) == 0 {
		return nil
	}
	p := k.place("marts.survey_rule", "", rows[0].Year, 0, "全部", "", "")
	u := k.rule()
	return note([]Span{prose.T("区间是置信度百分之九十五的抽样区间，含有限总体校正，只说明答卷多少带来的误差。敏感性区间是另一回事：假定没有答卷的人的平均是答卷的人的上下"),
		prose.F(p.Scaled("survey_band", u.Band, 0, "%")), prose.T("以内（加倍的：上下"), prose.F(p.Scaled("survey_band_wide", 2*u.Band, 0, "%")), prose.T("；相对幅度，不是百分点，占比不超过百分之百），全体会落在哪里")})
}

// pay is the section on income: mean, quartiles, and growth on the same people.
func (k surveys) pay() Section {
	t := k.resultTable("survey-pay", "月收入与增幅", func(m SurveyMeasureRow) bool {
		return slices.Contains([]string{"pay", "first_pay", "pay_growth", "pay_growth_other", "employers", "tenure"}, m.Indicator)
	})
	return section("survey-pay", "月收入与职业稳定", "没有答了月收入的有效答卷。", k.payWords(), k.startWords(), k.quartiles(), t, k.payNote())
}

func (k surveys) quartiles() *Table {
	t := &Table{ID: "survey-quartiles", Title: "月收入的分布", Basis: k.basis("marts.survey_indicator", k.measure("pay").Base), Columns: k.heads()}
	for _, c := range [][2]string{{"n", "基数"}, {"q1", "下四分位"}, {"median", "中位数"}, {"q3", "上四分位"}, {"mean", "平均"}, {"plain_q1", "未加权下四分位"}, {"plain_median", "未加权中位数"}, {"plain_q3", "未加权上四分位"}, {"plain_mean", "未加权平均"}} {
		unit := "元"
		if c[0] == "n" {
			unit = "份"
		}
		t.Columns = append(t.Columns, numbers(c[0], c[1], unit))
	}
	m := k.measure("pay")
	for _, r := range k.of("全部", "pay") {
		row := append(k.whose(r.Institution, r.Year, r.Cohort), figureCell(k.indicatorPlace(r).Count("survey_pay_n", r.N, "份")))
		for _, v := range []struct {
			name string
			num  int64
		}{{"_q1", r.Q1}, {"_median", r.Median}, {"_q3", r.Q3}, {"", r.Weighted}, {"_plain_q1", r.PlainQ1}, {"_plain_median", r.PlainMedian}, {"_plain_q3", r.PlainQ3}, {"_unweighted", r.Unweighted}} {
			row = append(row, figureCell(k.value(r, m, v.name, v.num)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// measure is the indicator of a name.
func (k surveys) measure(indicator string) SurveyMeasureRow {
	for _, m := range k.measures() {
		if m.Indicator == indicator {
			return m
		}
	}
	return SurveyMeasureRow{Indicator: indicator}
}

// payWords tell the median, and growth on the same people.
func (k surveys) payWords() Block {
	if k.province {
		return nil
	}
	pay := k.measure("pay")
	for _, r := range k.of("全部", "pay") {
		if r.Withheld != "" {
			continue
		}
		spans := []Span{prose.D(strconv.Itoa(r.Cohort)), prose.T("届（毕业" + yearsOut(r.Year, r.Cohort) + "）全职受雇者月收入的加权中位数为"), prose.F(k.value(r, pay, "_median", r.Median)), prose.T("元，加权平均"),
			prose.F(k.value(r, pay, "", r.Weighted)), prose.T("元")}
		return finding(append(spans, k.growth(r)...))
	}
	return nil
}

// growth compares the pay of a survey with the same persons' first pay, else
// with what another cohort started on, and says which.
func (k surveys) growth(r SurveyIndicatorRow) []Span {
	for _, g := range []struct{ indicator, words string }{{"pay_growth", "；同一批人比初职"}, {"pay_growth_other", "；初职月收入无从知道，与另一届的起薪相比（不同届）"}} {
		for _, e := range k.of("全部", g.indicator) {
			if e.Cohort == r.Cohort && e.Institution == r.Institution && e.Withheld == "" {
				return append([]Span{prose.T(g.words)}, k.growthWords(e, k.measure(g.indicator))...)
			}
		}
	}
	return nil
}

// startWords say whose start a survey without first pay is compared with.
func (k surveys) startWords() Block {
	var spans []Span
	for _, r := range k.of("全部", "pay_growth_other") {
		for _, s := range k.Starts {
			if s.Institution != r.Institution || s.Year != r.Year || s.Cohort != r.Cohort {
				continue
			}
			p := k.place("marts.survey_start", r.Institution, r.Year, r.Cohort, "全部", "", "")
			spans = append(spans, prose.D(strconv.Itoa(s.Cohort)), prose.T("届没有一个人的初职月收入已知，作比的是"), prose.D(strconv.Itoa(s.StartCohort)), prose.T("届毕业时登记的平均月薪"),
				prose.F(p.Count("survey_start_pay", s.Pay, "元")), prose.T("元（"), prose.F(p.Count("survey_start_paid", s.Paid, "人")), prose.T("人）；不是同一批人，含两届之间的差别。"))
		}
	}
	if len(spans) == 0 {
		return nil
	}
	return warning(spans)
}

// growthWords tell a rise or a fall; the words carry the sign.
func (k surveys) growthWords(g SurveyIndicatorRow, m SurveyMeasureRow) []Span {
	if g.Weighted < 0 {
		return []Span{prose.T("下降"), prose.F(k.value(g, m, "_fall", -g.Weighted))}
	}
	return []Span{prose.T("增长"), prose.F(k.value(g, m, "", g.Weighted))}
}

// payNote states the rule for outliers.
func (k surveys) payNote() Block {
	rows := k.of("全部", "pay")
	if len(rows) == 0 {
		return nil
	}
	p, u := k.place("marts.survey_rule", "", rows[0].Year, 0, "全部", "", ""), k.rule()
	return note([]Span{prose.T("月收入低于"), prose.F(p.Count("survey_pay_low", u.PayLow, "元")), prose.T("元或高于"), prose.F(p.Count("survey_pay_high", u.PayHigh, "元")),
		prose.T("元的视为误填，不参加收入的计算，其他各项照算。增幅只用现在与初职都知道的同一批人（答卷没有初职月收入的，取本人毕业去向登记的月薪），按当年的钱计，不扣物价")})
}

// status tells what alumni do now.
func (k surveys) status() Section {
	m := k.measure("status")
	t := &Table{ID: "survey-status", Title: "就业状态", Basis: k.estimated("marts.survey_indicator", m.Base), Columns: append([]Column{{Key: "status", Title: "状态"}}, append(k.heads(), estimateColumns()...)...)}
	rows := k.of("全部", "status")
	slices.SortStableFunc(rows, func(a, b SurveyIndicatorRow) int { return cmp.Compare(b.Cohort, a.Cohort) })
	for _, r := range rows {
		t.Rows = append(t.Rows, append([]Cell{labelCell(r.Option)}, append(k.whose(r.Institution, r.Year, r.Cohort), k.estimateCells(r, m)...)...))
	}
	return section("survey-status", "现在的就业状态", "没有有效答卷。", k.intervalChart(t), t)
}

// majorIndicators are the columns of the table of majors.
var majorIndicators = []string{"related", "satisfaction", "pay", "left_first", "promoted", "school_satisfaction"}

// byMajor has every major that anybody was asked of, the latest cohort first.
func (k surveys) byMajor() Section {
	t := &Table{ID: "survey-majors", Title: "各专业的跟踪结果（加权）", Appendix: true, Basis: k.estimated("marts.survey_indicator", "见各项的基数"),
		Columns: append(k.heads(), Column{Key: "level", Title: "学历层次"}, Column{Key: "major", Title: "专业"}, numbers("people", "名单", "人"),
			numbers("valid", "有效答卷", "份"), numbers("response", "有效回收率", "%"))}
	for _, name := range majorIndicators {
		m := k.measure(name)
		title, unit := m.Title, "%"
		if name == "pay" {
			title, unit = m.Title+"中位数", m.Unit
		}
		t.Columns = append(t.Columns, numbers(name, title, unit))
		if name == "related" {
			t.Columns = append(t.Columns, numbers("related_low", "区间下限", "%"), numbers("related_high", "区间上限", "%"))
		}
	}
	t.Columns = append(t.Columns, numbers("effective", "专业相关度的有效样本", "份"))
	estimates := k.estimatesByMajor()
	kept, all := int64(0), int64(0)
	for _, r := range k.responses("专业") {
		row, ok := k.majorRow(r, estimates)
		t.Rows = append(t.Rows, row)
		all++
		if ok {
			kept++
		}
	}
	return section("survey-majors", "各专业的跟踪结果", "没有各专业的答卷。", k.majorWords(kept, all), t, k.majorNote())
}

// majorKey names an estimate of a major.
type majorKey struct {
	institution, level, major, indicator string
	cohort                               int
}

func (k surveys) estimatesByMajor() map[majorKey]SurveyIndicatorRow {
	out := map[majorKey]SurveyIndicatorRow{}
	for _, r := range k.Indicators {
		if r.Survey == k.about && r.Unit == "专业" {
			out[majorKey{r.Institution, r.Level, r.MajorKey, r.Indicator, r.Cohort}] = r
		}
	}
	return out
}

// majorRow is a major's line; ok: it has an estimate of 专业相关度.
func (k surveys) majorRow(r SurveyResponseRow, estimates map[majorKey]SurveyIndicatorRow) (row []Cell, ok bool) {
	p := k.responsePlace(r)
	row = append(k.whose(r.Institution, r.Year, r.Cohort), labelCell(r.Level), labelCell(r.Major), figureCell(p.Count("survey_people", r.People, "人")),
		figureCell(p.Count("survey_valid", r.Valid, "份")), figureCell(p.Share("survey_response", r.Valid, r.People)))
	effective := int64(0)
	for _, name := range majorIndicators {
		m := k.measure(name)
		e, found := estimates[majorKey{r.Institution, r.Level, r.MajorKey, name, r.Cohort}]
		if !found {
			e = r.unanswered(name)
		}
		suffix, num := "", e.Weighted
		if name == "pay" {
			suffix, num = "_median", e.Median
		}
		if name == "related" {
			effective, ok = e.Effective, e.Withheld == ""
		}
		row = append(row, figureCell(k.value(e, m, suffix, num)))
		if name == "related" {
			row = append(row, figureCell(k.bound(e, m, "_low", e.Low, e.HasInterval, noInterval)), figureCell(k.bound(e, m, "_high", e.High, e.HasInterval, noInterval)))
		}
	}
	return append(row, figureCell(p.Scaled("survey_major_effective", effective, 1, "份"))), ok
}

// majorWords tell how many majors have an estimate at all.
func (k surveys) majorWords(kept, all int64) Block {
	rows := k.responses("全部")
	if all == 0 || len(rows) == 0 {
		return nil
	}
	p := k.place("marts.survey_indicator", "", rows[0].Year, 0, "专业", "", "")
	return finding([]Span{prose.T("逐届逐专业共"), prose.F(p.Count("survey_majors", all, "项")), prose.T("项，其中"), prose.F(p.Count("survey_majors_estimated", kept, "项")),
		prose.T("项作了专业相关度的估计，其余的回收率或有效样本不足，不作估计")})
}

// majorNote says when a major has no estimate.
func (k surveys) majorNote() Block {
	rows := k.responses("专业")
	if len(rows) == 0 {
		return nil
	}
	p, u := k.place("marts.survey_rule", "", rows[0].Year, 0, "全部", "", ""), k.rule()
	return note([]Span{prose.T("“—”：有效回收率不到"), prose.F(p.Scaled("survey_least_response", u.LeastResponse, 0, "%")), prose.T("、有效样本不到"), prose.F(p.Count("survey_least_effective", u.LeastEffective, "份")),
		prose.T("份，或答卷不足"), prose.F(p.Count("survey_least_to_name", u.LeastToName, "份")), prose.T("份的，不作估计，也不进入任何综合指数")})
}
