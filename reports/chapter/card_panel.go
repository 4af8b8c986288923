package chapter

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// panels show, major by major, everything that its cards rest on.
func (c cards) panels() Section {
	s := Section{ID: "card-panels", Title: "逐个专业说明"}
	for i, major := range c.majors() {
		s.Blocks = append(s.Blocks, c.panel(major, "card-"+strconv.Itoa(i+1))...)
	}
	return s
}

// majors are the cards of each major, in the order of its first.
func (c cards) majors() [][]VerdictRow {
	var all [][]VerdictRow
	for _, v := range c.Verdicts {
		i := slices.IndexFunc(all, func(m []VerdictRow) bool { return m[0].sameMajor(v) })
		if i < 0 {
			all = append(all, []VerdictRow{v})
			continue
		}
		all[i] = append(all[i], v)
	}
	return all
}

// panel is one major: what was concluded by which rule, the years with line and
// interval, what the rate is made of, how sure it is, and from which files.
// The first card's rule draws the line; the others' years follow.
func (c cards) panel(found []VerdictRow, id string) []Block {
	v := found[0]
	years := c.yearsOf(v)
	rates := c.rateTable(v, id, years)
	line := draw(rates, Chart{ID: id + "-line", Title: rates.Title, Kind: Line, Category: "cohort",
		Series: []string{"rate", "low", "high", "line"}, Unit: "%", Breaks: breaksIn(years),
		Summary: []Span{prose.T("各届的率、区间上下限与规则的界线，数字见下表")}})
	bs := []Block{c.verdictWords(v), line, rates, c.evidenceWords(v)}
	for i, other := range found[1:] {
		bs = append(bs, c.verdictWords(other), c.usedTable(other, id+"-other-"+strconv.Itoa(i+1)), c.evidenceWords(other))
	}
	return blocks(append(bs, c.partTable(v, id, years), c.changeWords(v, years), c.sourceWords(found))...)
}

// usedTable has the cohorts that a further rule looked at.
func (c cards) usedTable(v VerdictRow, id string) *Table {
	t := &Table{ID: id, Title: c.titled(v, "各届的率与界线"), Basis: c.panelBasis(v), Columns: c.rateColumns(v), Shared: c.shared(v, "各届的率与界线")}
	for _, y := range c.yearsOf(v) {
		if c.year(v, y.Cohort).Den > 0 {
			t.Rows = append(t.Rows, c.rateRow(v, y))
		}
	}
	return t
}

// yearsOf are the panel's cohorts at the rule's cut-off, in order.
func (c cards) yearsOf(v VerdictRow) []PanelRow {
	var years []PanelRow
	cutoff := c.rule(v.Rule).Cutoff
	for _, p := range c.Panels {
		if p.InstitutionCode == v.InstitutionCode && p.Level == v.Level && p.MajorKey == v.MajorKey && p.Cutoff == cutoff {
			years = append(years, p)
		}
	}
	slices.SortFunc(years, func(a, b PanelRow) int { return cmp.Compare(a.Cohort, b.Cohort) })
	return years
}

// breaksIn are the cohorts from which the rate may not be compared.
func breaksIn(years []PanelRow) []Break {
	var out []Break
	for i, y := range years {
		if i > 0 && y.Breaks {
			out = append(out, Break{Category: strconv.Itoa(y.Cohort), Why: y.Why})
		}
	}
	return out
}

// titled says whose table or chart it is. Titles hold no digit, so a major or a
// school that has one in its name goes by the paragraph above.
func (c cards) titled(v VerdictRow, title string) string {
	whose := v.Name()
	if c.province {
		whose = v.Institution + whose
	}
	if strings.ContainsFunc(whose, unicode.IsDigit) {
		return title
	}
	return whose + "：" + title
}

// shared says whose rows they are on the workbook's one sheet of all cards.
func (c cards) shared(v VerdictRow, title string) *Shared {
	return &Shared{Title: "触发专业" + title, Titles: map[string]string{"rate": "率"},
		Columns: []Column{{Key: "shared_rule", Title: "规则"}, {Key: "shared_indicator", Title: "指标"}, {Key: "shared_institution", Title: "学校"}, {Key: "shared_level", Title: "学历层次"}, {Key: "shared_major", Title: "专业"}},
		Cells:   []Cell{labelCell(v.Rule), {Label: c.rule(v.Rule).IndicatorTitle}, labelCell(v.Institution), labelCell(v.Level), labelCell(v.Name())}}
}

// verdictWords is the card in words: who, which rule, what follows, until when.
func (c cards) verdictWords(v VerdictRow) Block {
	r := c.rule(v.Rule)
	words := []Span{prose.L(v.Institution), prose.T(" "), prose.L(v.Level), prose.T(" "), prose.L(v.Name()), prose.T("："), prose.L(v.Shown)}
	if v.Mark != "" {
		words = append(words, prose.T("＋"), prose.L(v.Mark))
	}
	words = append(words, prose.T("。规则"), prose.C(r.Rule), prose.T("（"+r.Mark+"）："), prose.C(joined(r.Document, r.Citation)))
	if !v.Weighed {
		words = append(words, prose.T("；各项："), prose.C(v.Reason))
	}
	if v.Consequence != "" {
		words = append(words, prose.T("；对招生计划的后果："), prose.C(v.Consequence))
	}
	if v.ReviewDate != "" {
		words = append(words, prose.T("；复核日期："), prose.D(v.ReviewDate))
	}
	if v.SpansBreak {
		words = append(words, prose.T("；所用各届跨统计口径，比较时须说明"))
	}
	return warning(words)
}

// rateTable has a line for each cohort: the rate, its interval, the rule's line.
func (c cards) rateTable(v VerdictRow, id string, years []PanelRow) *Table {
	t := &Table{ID: id + "-rates", Title: c.titled(v, "各届的率与界线"), Basis: c.panelBasis(v), Columns: c.rateColumns(v), Shared: c.shared(v, "各届的率与界线"),
		Notes: [][]Span{{prose.T("区间为百分之九十五的 Wilson 区间。登记是全数，区间不是抽样误差，而是说这样少的人数，率本来会在多大范围里逐年摆动。“—”表示规则不看这一届。")}}}
	for _, y := range years {
		t.Rows = append(t.Rows, c.rateRow(v, y))
	}
	return t
}

func (c cards) rateColumns(v VerdictRow) []Column {
	return []Column{{Key: "cohort", Title: "届次"},
		{Key: "graduates", Title: "毕业生", Unit: "人", Numeric: true}, {Key: "rate", Title: orText(c.rule(v.Rule).IndicatorTitle, "率"), Unit: "%", Numeric: true},
		{Key: "low", Title: "区间下限", Unit: "%", Numeric: true}, {Key: "high", Title: "区间上限", Unit: "%", Numeric: true},
		{Key: "line", Title: "界线", Unit: "%", Numeric: true}, {Key: "distance", Title: "距界线", Unit: "个百分点", Numeric: true},
		{Key: "probability", Title: "在界线之外的概率", Unit: "%", Numeric: true}, {Key: "majors", Title: "当时的专业代码"}}
}

func orText(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (c cards) panelBasis(v VerdictRow) Basis {
	b := c.basis("marts.major_panel")
	b.CutoffTitle = cutoffWord(c.rule(v.Rule).Cutoff)
	return b
}

// rateRow is a cohort that the rule used, or one that it did not look at.
func (c cards) rateRow(v VerdictRow, panel PanelRow) []Cell {
	p, used := c.place(v, panel.Cohort), c.year(v, panel.Cohort)
	row := []Cell{timeCell(strconv.Itoa(panel.Cohort))}
	if used.Den == 0 {
		return append(append(row, c.unusedCells(v, panel)...), Cell{})
	}
	for _, f := range []*figure.Figure{p.Count("card_graduates", used.Den, "人"), p.Share("card_rate", used.Num, used.Den),
		p.Scaled("card_low", used.WilsonLow, 2, "%"), p.Scaled("card_high", used.WilsonHigh, 2, "%"), p.Scaled("card_line", used.Line, 2, "%"),
		p.Scaled("card_distance", used.Distance, 2, "个百分点"), p.Scaled("card_year_probability", used.Probability, 2, "%")} {
		row = append(row, figureCell(f))
	}
	return append(row, Cell{Label: used.Majors})
}

// unusedCells show a cohort that the rule did not look at as the major did,
// where that is the same people as the rule counts.
func (c cards) unusedCells(v VerdictRow, y PanelRow) []Cell {
	p := c.place(v, y.Cohort)
	graduates, rate := p.Count("card_graduates", y.Graduates, "人"), p.Share("card_rate", y.Settled, y.Graduates)
	low, high := p.Scaled("card_low", y.WilsonLow, 2, "%"), p.Scaled("card_high", y.WilsonHigh, 2, "%")
	switch {
	case !v.like(y):
		graduates, rate, low, high = notLooked(graduates), notLooked(rate), notLooked(low), notLooked(high)
	case y.Refused != "":
		rate, low, high = rate.Withheld(figure.NotApplicable, y.Refused), low.Withheld(figure.NotApplicable, y.Refused), high.Withheld(figure.NotApplicable, y.Refused)
	case c.rule(v.Rule).Indicator != "settled_rate":
		rate, low, high = notLooked(rate), notLooked(low), notLooked(high)
	}
	return []Cell{figureCell(graduates), figureCell(rate), figureCell(low), figureCell(high),
		figureCell(notLooked(p.Scaled("card_line", 0, 2, "%"))), figureCell(notLooked(p.Scaled("card_distance", 0, 2, "个百分点"))),
		figureCell(notLooked(p.Scaled("card_year_probability", 0, 2, "%")))}
}

// like tells whether a year of the major as a whole is one of what the rule
// judges: not of one 办学类型 alone, nor where several majors are pooled, of
// which the rule may leave some out.
func (v VerdictRow) like(y PanelRow) bool { return v.Kind == "" && y.PooledMajors == 1 }

func notLooked(f *figure.Figure) *figure.Figure {
	return f.Withheld(figure.NotApplicable, "规则不看这一届")
}

// partTable is what the rate is made of, since the rate alone is easy to
// inflate, with the year's plan of admissions beside it.
func (c cards) partTable(v VerdictRow, id string, years []PanelRow) *Table {
	t := &Table{ID: id + "-parts", Title: c.titled(v, "各届的去向组成与招生计划"), Basis: c.panelBasis(v), Columns: []Column{{Key: "cohort", Title: "届次"}, {Key: "edition", Title: "口径"}}, Shared: c.shared(v, "各届的去向组成与招生计划"),
		Notes: [][]Span{{prose.T("单位就业在旧口径下为协议和合同就业，灵活就业在新口径下只含自由职业；口径不同的两届不比较。招生计划是同一年的计划，“—”表示没有载入。")}}}
	for _, s := range panelShares {
		t.Columns = append(t.Columns, Column{Key: s.indicator, Title: s.title, Unit: "%", Numeric: true})
	}
	t.Columns = append(t.Columns, Column{Key: "plan", Title: "招生计划", Unit: "人", Numeric: true}, Column{Key: "why", Title: "与上届不可比的原因"})
	for _, y := range years {
		t.Rows = append(t.Rows, c.partRow(v, y))
	}
	return t
}

// panelShares are the parts that stand beside a card.
var panelShares = []struct {
	indicator, title string
	of               func(VerdictYearRow) int64
}{
	{"card_employed", "单位就业", func(y VerdictYearRow) int64 { return y.Employed }},
	{"card_agreement_contract", "签协议与合同", func(y VerdictYearRow) int64 { return y.AgreementContract }},
	{"card_flexible", "灵活就业", func(y VerdictYearRow) int64 { return y.Flexible }},
	{"card_further_study", "升学", func(y VerdictYearRow) int64 { return y.FurtherStudy }},
	{"card_seeking", "待就业", func(y VerdictYearRow) int64 { return y.Seeking }},
}

// parts are the people of a cohort as the rule counted them; of a cohort that
// it did not look at, those of the major as a whole where that is the same. ok
// is false where neither is known.
func (c cards) parts(v VerdictRow, y PanelRow) (parts VerdictYearRow, ok bool) {
	if used := c.year(v, y.Cohort); used.Den > 0 {
		return used, true
	}
	return VerdictYearRow{Den: y.Graduates, Employed: y.Employed, AgreementContract: y.AgreementContract, Flexible: y.Flexible,
		FurtherStudy: y.FurtherStudy, Seeking: y.Seeking}, v.like(y) && y.Refused == ""
}

func (c cards) partRow(v VerdictRow, y PanelRow) []Cell {
	p := c.place(v, y.Cohort)
	row := []Cell{timeCell(strconv.Itoa(y.Cohort)), citeCell(y.Edition + " 版")}
	parts, ok := c.parts(v, y)
	for _, s := range panelShares {
		f := p.Share(s.indicator, s.of(parts), parts.Den)
		if !ok {
			f = f.Withheld(figure.NotApplicable, orText(y.Refused, "规则不看这一届"))
		}
		row = append(row, figureCell(f))
	}
	plan := p.Count("card_plan", y.Plan, "人")
	if !y.HasPlan {
		plan = plan.Withheld(figure.NotApplicable, "没有载入招生计划")
	}
	return append(row, figureCell(plan), Cell{Label: y.Why})
}

// changeWords compares the parts with the cohort before, within one regime.
func (c cards) changeWords(v VerdictRow, years []PanelRow) Block {
	n := len(years)
	if n < 2 || years[n-1].Cohort != v.Cohort || years[n-2].Cohort != v.Cohort-1 || years[n-1].Breaks {
		return nil
	}
	before, knownBefore := c.parts(v, years[n-2])
	now, known := c.parts(v, years[n-1])
	if !known || !knownBefore {
		return nil
	}
	words := []Span{prose.T("与上一届相比（个百分点）")}
	for _, s := range panelShares {
		from := c.place(v, v.Cohort-1).Share(s.indicator, s.of(before), before.Den)
		to := c.place(v, v.Cohort).Share(s.indicator, s.of(now), now.Den)
		words = append(words, prose.T("，"+s.title), prose.F(figure.Points(*from, *to)))
	}
	return finding(words)
}

// peerTitles name the groups that a prior may come from.
var peerTitles = map[string]string{"major": "各校的同一专业", "category": "同一层次、同一门类的专业", "level": "同一层次的专业", "all": "各层次的全部专业"}

// evidenceWords says how sure the card is and what that was reckoned from.
func (c cards) evidenceWords(v VerdictRow) Block {
	if !v.Weighed {
		return note([]Span{prose.T("这条规则看几项指标，不看历年的率，所以没有统计上的证据一栏")})
	}
	p, y := c.place(v, v.Cohort), c.year(v, v.Cohort)
	words := []Span{prose.T("证据"), prose.L(orText(v.Evidence, "未作统计")), prose.T("：所用各届真实的率都在界线之外的概率为"), prose.F(p.Scaled("card_probability", v.Probability, 2, "%")),
		prose.T("；所用各届合计的率"), prose.F(p.Share("card_pooled_rate", v.PooledNum, v.PooledDen))}
	if v.Phi > 0 {
		words = append(words, prose.T("；同班去向不是各自独立的，过度离散系数 φ 为"), prose.F(p.Scaled("card_phi", v.Phi, 2, "")),
			prose.T("（由"), prose.F(p.Count("card_phi_units", y.PhiUnits, "个")), prose.T("个有三届以上数据的专业估计），本届相当于"),
			prose.F(p.Scaled("card_effective", v.Effective, 1, "人")), prose.T("人"))
	}
	if title := peerTitles[y.PriorGroup]; title != "" {
		words = append(words, prose.T("；先验取自"+title), prose.F(p.Count("card_prior_peers", y.PriorPeers, "个")), prose.T("个，不含本专业"))
	} else {
		words = append(words, prose.T("；同类专业太少，不借助同类"))
	}
	return note(words)
}

// sourceWords names the files that the cohorts used come from.
func (c cards) sourceWords(found []VerdictRow) Block {
	v := found[0]
	cutoff := c.rule(v.Rule).Cutoff
	var files [][]Span
	for _, s := range c.Sources {
		if s.Of(v) && s.Cutoff == cutoff && c.used(found, s.Cohort) {
			p := c.place(v, s.Cohort)
			p.Keys = append(p.Keys, figure.Key{Name: "file", Value: strconv.FormatInt(s.FileID, 10)})
			file := []Span{prose.C(s.File)}
			if s.HeadCount <= c.year(v, s.Cohort).Den {
				file = append(file, prose.T("（"), prose.F(p.Count("card_rows", s.HeadCount, "人")), prose.T("人）"))
			}
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return nil
	}
	return note(prose.Cat([]Span{prose.T("数据来自")}, prose.List(files)))
}

// used tells whether any of a major's cards rests on a cohort.
func (c cards) used(found []VerdictRow, cohort int) bool {
	return slices.ContainsFunc(found, func(v VerdictRow) bool { return c.year(v, cohort).Den > 0 })
}
