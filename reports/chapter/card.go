package chapter

import (
	"cmp"
	"slices"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// cards makes the chapter 红黄牌与专业预警 of the rows in CardData.
type cards struct {
	*CardData
	cohort   int
	province bool // the school of a major is told
}

// chapter is the whole of it; only the internal edition has it.
func (c cards) chapter() Chapter {
	ch := Chapter{ID: "cards", Title: "红黄牌与专业预警", Audience: figure.Internal}
	c.sort()
	if len(c.Rules) == 0 {
		ch.Sections = []Section{section("card-rules", "采用的规则",
			"工作区没有选用红黄牌规则，因此没有判定。可用的规则用 quxiang cards --list 列出，在 quxiang.toml 的 [cards] 里选用。")}
		return ch
	}
	ch.Sections = []Section{c.rules(), c.list()}
	if len(c.Rules) > 1 && len(c.Verdicts) > 0 {
		ch.Sections = append(ch.Sections, c.compare())
	}
	if len(c.Verdicts) > 0 {
		ch.Sections = append(ch.Sections, c.panels())
	}
	return ch
}

// cardChapter is the report's own.
func (r *report) cardChapter() Chapter {
	return r.heldBack(cards{&r.Cards, r.opts.Cohort, r.opts.Province}.chapter())
}

// sort puts the cards in the order in which they are read: by rule, red before
// yellow, the surest first.
func (c cards) sort() {
	slices.SortStableFunc(c.Verdicts, func(a, b VerdictRow) int {
		return cmp.Or(int(c.rule(a.Rule).Sort-c.rule(b.Rule).Sort), cmp.Compare(gravity[a.Conclusion], gravity[b.Conclusion]),
			cmp.Compare(b.Probability, a.Probability), cmp.Compare(a.Institution, b.Institution),
			cmp.Compare(a.Level, b.Level), cmp.Compare(a.MajorKey, b.MajorKey), cmp.Compare(a.Kind, b.Kind))
	})
}

var gravity = map[string]int{"红": 0, "黄": 1}

func (c cards) rule(name string) CardRuleRow {
	i := slices.IndexFunc(c.Rules, func(r CardRuleRow) bool { return r.Rule == name })
	if i < 0 {
		return CardRuleRow{Rule: name}
	}
	return c.Rules[i]
}

// rules prints what each rule says and where it comes from, and to what it
// came for how many majors.
func (c cards) rules() Section {
	t := &Table{ID: "card-rules", Title: "采用的红黄牌规则", Basis: Basis{Source: "marts.card_rule"}, Columns: []Column{
		{Key: "rule", Title: "规则"}, {Key: "authority", Title: "发布单位"}, {Key: "citation", Title: "依据"}, {Key: "mark", Title: "来源性质"},
		{Key: "words", Title: "判定办法"}, {Key: "note", Title: "说明"}}}
	for _, r := range c.Rules {
		t.Rows = append(t.Rows, []Cell{labelCell(r.Rule), citeCell(r.Authority), citeCell(joined(r.Document, r.Citation)), labelCell(r.Mark),
			citeCell(r.Words), citeCell(r.Note)})
	}
	return section("card-rules", "采用的规则", "", t, c.counts(), c.unknownWords(),
		note([]Span{prose.T("来源性质：原文指见过文件原文；转述指只见过别人的引用，原文尚未核对；惯例指没有文件")}))
}

// unknownWords tells whom no rule can judge because their major is not known.
func (c cards) unknownWords() Block {
	var most UnknownRow
	for _, u := range c.Unknown {
		if u.People > most.People {
			most = u
		}
	}
	if most.People == 0 {
		return nil
	}
	p := figure.Place{Cohort: c.cohort, Cutoff: c.rule(most.Rule).Cutoff, Grain: "unknown_major", Source: "marts.major_year"}
	return warning([]Span{prose.T("另有毕业生"), prose.F(p.Count("unknown_major", most.People, "人")), prose.T("人的专业不明，没有判定，也不参加专业排名")})
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "：" + b
}

// counts tells how many majors got each conclusion.
func (c cards) counts() *Table {
	t := &Table{ID: "card-counts", Title: "各规则的结论", Basis: c.basis("marts.major_verdict"), Columns: []Column{{Key: "rule", Title: "规则"},
		{Key: "conclusion", Title: "规则结论"}, {Key: "mark", Title: "标记"}, {Key: "majors", Title: "专业数", Unit: "个", Numeric: true}}}
	type line struct{ rule, conclusion, mark string }
	sums := map[line]int64{}
	var order []line
	for _, n := range c.Counts {
		l := line{n.Rule, n.Conclusion, n.Mark}
		if _, seen := sums[l]; !seen {
			order = append(order, l)
		}
		sums[l] += n.Majors
	}
	slices.SortStableFunc(order, func(a, b line) int {
		return cmp.Or(int(c.rule(a.rule).Sort-c.rule(b.rule).Sort), conclusionOrder(a.conclusion)-conclusionOrder(b.conclusion), cmp.Compare(a.mark, b.mark))
	})
	for _, l := range order {
		p := figure.Place{Cohort: c.cohort, Grain: "rule", Source: "marts.major_verdict",
			Keys: []figure.Key{{Name: "rule", Value: l.rule}, {Name: "conclusion", Value: l.conclusion}, {Name: "mark", Value: l.mark}}}
		t.Rows = append(t.Rows, []Cell{labelCell(l.rule), labelCell(l.conclusion), {Label: l.mark}, figureCell(p.Count("majors", sums[l], "个"))})
	}
	return t
}

// conclusionOrder is that of the reader's interest.
func conclusionOrder(conclusion string) int {
	return slices.Index([]string{"红", "黄", "未触发", "不适用", "数据不足"}, conclusion)
}

// basis is the line under a table of cards. The cut-off is the rules'; where
// they look at different ones, each says its own.
func (c cards) basis(source string) Basis {
	b := Basis{Cohort: strconv.Itoa(c.cohort), Source: source}
	for i, r := range c.Rules {
		if i > 0 && cutoffWord(r.Cutoff) != b.CutoffTitle {
			b.CutoffTitle = ""
			break
		}
		b.CutoffTitle = cutoffWord(r.Cutoff)
	}
	return b
}

// list is every card in a line.
func (c cards) list() Section {
	t := &Table{ID: "card-list", Title: "红黄牌提示名单", Ordered: true, Basis: c.basis("marts.major_verdict"), Columns: c.listColumns()}
	for _, v := range c.Verdicts {
		t.Rows = append(t.Rows, c.listRow(v))
	}
	return section("card-list", "提示名单", "没有专业触发所采用的规则。", t, c.listNote())
}

func (c cards) listColumns() []Column {
	columns := []Column{{Key: "rule", Title: "规则"}, {Key: "card", Title: "规则结论"}, {Key: "mark", Title: "标记"}}
	if c.province {
		columns = append(columns, Column{Key: "institution", Title: "学校"})
	}
	return append(columns, Column{Key: "level", Title: "学历层次"}, Column{Key: "major", Title: "专业"},
		Column{Key: "graduates", Title: "本届毕业生", Unit: "人", Numeric: true}, Column{Key: "rate", Title: "本届的率", Unit: "%", Numeric: true},
		Column{Key: "distance", Title: "距界线", Unit: "个百分点", Numeric: true},
		Column{Key: "evidence", Title: "证据"}, Column{Key: "probability", Title: "各届都在界线之外的概率", Unit: "%", Numeric: true},
		Column{Key: "spans", Title: "口径"}, Column{Key: "consequence", Title: "对招生计划的后果"}, Column{Key: "review", Title: "复核日期"})
}

func (c cards) listRow(v VerdictRow) []Cell {
	p, y := c.place(v, v.Cohort), c.year(v, v.Cohort)
	row := []Cell{labelCell(v.Rule), labelCell(v.Shown), {Label: v.Mark}}
	if c.province {
		row = append(row, labelCell(v.Institution))
	}
	spans := ""
	if v.SpansBreak {
		spans = "跨口径"
	}
	row = append(row, labelCell(v.Level), labelCell(v.Name()))
	for _, f := range []*figure.Figure{p.Count("card_graduates", v.Den, "人"), p.Share("card_rate", v.Num, v.Den), p.Scaled("card_distance", y.Distance, 2, "个百分点")} {
		row = append(row, figureCell(v.weighed(f)))
	}
	return append(row, Cell{Label: v.Evidence}, figureCell(v.weighed(p.Scaled("card_probability", v.Probability, 2, "%"))),
		Cell{Label: spans}, citeCell(v.Consequence), timeCell(v.ReviewDate))
}

// weighed takes a figure away from a card that rests on conditions and not on
// a rate over the years.
func (v VerdictRow) weighed(f *figure.Figure) *figure.Figure {
	if v.Weighed {
		return f
	}
	return f.Withheld(figure.NotApplicable, "规则看几项指标，不看历年的率")
}

// Name is the major's, with its 办学类型 where the rule judges by it.
func (v VerdictRow) Name() string {
	if v.Kind == "" {
		return v.Major
	}
	return v.Major + "（" + v.Kind + "）"
}

// listNote explains the two columns.
func (c cards) listNote() Block {
	if len(c.Verdicts) == 0 {
		return nil
	}
	return note([]Span{prose.T("规则结论只由规则得出；证据由统计得出，两栏互不影响。证据：概率在百分之九十五以上为充分，百分之七十五以上为较强，其余为不足。" +
		"触发而证据不足的标“关注”：人数少或同一单位录用集中，低率可能出于偶然。距界线为正，表示率在界线之外的百分点数；它不是人数，也不得换算成人数下达")})
}

// place is where the figures of a card's cohort stand.
func (c cards) place(v VerdictRow, cohort int) figure.Place {
	keys := []figure.Key{{Name: "rule", Value: v.Rule}, {Name: "institution", Value: v.InstitutionCode}, {Name: "level", Value: v.Level},
		{Name: "major", Value: v.MajorKey}}
	if v.Kind != "" {
		keys = append(keys, figure.Key{Name: "kind", Value: v.Kind})
	}
	return figure.Place{Cohort: cohort, Cutoff: c.rule(v.Rule).Cutoff, Grain: "card", Keys: keys, Source: "marts.major_verdict_year"}
}

// Of tells whether the row is a cohort of the card.
func (y VerdictYearRow) Of(v VerdictRow) bool {
	return y.Rule == v.Rule && y.InstitutionCode == v.InstitutionCode && y.Level == v.Level && y.MajorKey == v.MajorKey && y.Kind == v.Kind
}

// Of tells whether the row is a file of the card's major.
func (s SourceRow) Of(v VerdictRow) bool {
	return s.InstitutionCode == v.InstitutionCode && s.Level == v.Level && s.MajorKey == v.MajorKey
}

// year is a cohort that a card rests on; zero where it does not.
func (c cards) year(v VerdictRow, cohort int) VerdictYearRow {
	i := slices.IndexFunc(c.Years, func(y VerdictYearRow) bool { return y.Cohort == cohort && y.Of(v) })
	if i < 0 {
		return VerdictYearRow{}
	}
	return c.Years[i]
}
