package chapter

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// quotas makes the chapter 综合指数与招生计划建议 of the rows in QuotaData.
type quotas struct {
	*QuotaData
	cohort   int
	verdicts []VerdictRow // cards of the cohort; nil where they are not at hand
}

// quotaChapter says what is missing where there is neither an index nor a plan.
func (r *report) quotaChapter() Chapter {
	k := quotas{&r.Quotas, r.opts.Cohort, r.Cards.Verdicts}
	ch := Chapter{ID: "quota", Title: "综合指数与招生计划建议", Audience: figure.Internal}
	if r.held {
		return r.heldBack(ch)
	}
	if len(k.Indices) == 0 && len(k.Lines) == 0 && len(k.Conflicts) == 0 {
		ch.Sections = []Section{section("quota-summary", "建议方案概要", "没有招生计划和专业指数，不作建议。载入招生计划（admission_plan）和专业办学条件（major_capacity）后重新构建，这一章会自动生成。")}
		return ch
	}
	return k.chapter()
}

// chapter is the whole of it; only the internal edition has it.
func (k quotas) chapter() Chapter {
	proposal, planner := k.proposal()
	return Chapter{ID: "quota", Title: "综合指数与招生计划建议", Audience: figure.Internal, Sections: []Section{
		section("quota-summary", "建议方案概要", "没有招生计划，不作建议。", k.words(), k.conflicts(), k.cardWords(), k.oldWords(), k.actions(), k.ruleWords(), k.scopeWords()),
		section("quota-proposal", "建议方案", k.missing(), planner, proposal, k.totals()),
		k.reasons(), k.index(), k.parts(), k.stability()}}
}

// missing says why there is no line.
func (k quotas) missing() string {
	if len(k.Conflicts) > 0 {
		return "约束互相矛盾，没有方案；见概要。"
	}
	return "没有可以分配的专业。"
}

// setting is what was asked for; ok is false where there is no plan.
func (k quotas) setting() (QuotaSettingRow, bool) {
	if len(k.Settings) == 0 {
		return QuotaSettingRow{}, false
	}
	return k.Settings[0], true
}

// place is where the figures of a proposal stand: its year is their cut-off.
func (k quotas) place(grain string, keys ...figure.Key) figure.Place {
	s, _ := k.setting()
	return figure.Place{Cohort: k.cohort, Cutoff: strconv.Itoa(s.Year), Grain: grain, Keys: keys, Source: "marts.quota_proposal"}
}

func (k quotas) linePlace(l QuotaRow) figure.Place {
	return k.place("quota_major", figure.Key{Name: "level", Value: l.Level}, figure.Key{Name: "major", Value: l.MajorKey})
}

// lines are the majors by level and college.
func (k quotas) lines() []QuotaRow {
	rows := slices.Clone(k.Lines)
	slices.SortStableFunc(rows, func(a, b QuotaRow) int {
		return cmp.Or(cmp.Compare(levelRank(a.Level), levelRank(b.Level)), cmp.Compare(a.College, b.College), cmp.Compare(a.MajorKey, b.MajorKey))
	})
	return rows
}

// actionWords are the actions in the order in which they are told.
var actionWords = []string{"增", "稳", "减", "停", "人工"}

// words tell the total and how many majors grow, stay, shrink and stop.
func (k quotas) words() Block {
	s, ok := k.setting()
	if !ok || len(k.Lines) == 0 {
		return nil
	}
	p := k.place("quota")
	spans := []Span{prose.D(strconv.Itoa(s.Year)), prose.T("年招生计划建议共"), prose.F(p.Count("quota_total", s.Total, "人")), prose.T("人，今年（"), prose.D(strconv.Itoa(s.Year - 1)), prose.T("年）的计划"), prose.F(p.Count("quota_base", s.Base, "人")), prose.T("人。")}
	for i, action := range actionWords {
		rows := k.of(action)
		if i > 0 {
			spans = append(spans, prose.T("，"))
		}
		at := k.place("quota_action", figure.Key{Name: "action", Value: action})
		spans = append(spans, prose.T(actionTitles[action]), prose.F(at.Count("quota_majors", int64(len(rows)), "个")), prose.T("个专业"))
	}
	spans = append(spans, prose.T("；增或减一至三人的"), prose.F(p.Count("quota_small_moves", k.smallMoves(), "个")), prose.T("个"))
	for _, action := range []string{"停", "人工"} {
		if names := majorNames(k.of(action)); len(names) > 0 {
			spans = append(append(spans, prose.T("。"+actionTitles[action]+"的是")), prose.Names("专业", names)...)
		}
	}
	return finding(spans)
}

// smallMoves is how many majors change by three people at most.
func (k quotas) smallMoves() int64 {
	n := int64(0)
	for _, l := range k.Lines {
		if l.Change != 0 && l.Change >= -3 && l.Change <= 3 {
			n++
		}
	}
	return n
}

var actionTitles = map[string]string{"增": "增加", "稳": "不变", "减": "减少", "停": "停招", "人工": "由委员会决定"}

func (k quotas) of(action string) []QuotaRow {
	return slices.DeleteFunc(slices.Clone(k.Lines), func(l QuotaRow) bool { return l.Action != action })
}

func majorNames(rows []QuotaRow) []string {
	var names []string
	for _, r := range rows {
		names = append(names, r.Level+r.Major)
	}
	return names
}

// conflicts name what leaves no proposal, one by one.
func (k quotas) conflicts() Block {
	if len(k.Conflicts) == 0 {
		return nil
	}
	spans := []Span{prose.T("约束互相矛盾，给不出建议方案：")}
	for i, c := range k.Conflicts {
		if i > 0 {
			spans = append(spans, prose.T("；"))
		}
		spans = append(spans, prose.L(c.What), prose.T("："), prose.L(c.Why), prose.T("（"), prose.L(c.Hint), prose.T("）"))
	}
	return warning(spans)
}

// topMoves is how many majors of each action the summary lists.
const topMoves = 5

// actions lists the largest moves with the evidence for them.
func (k quotas) actions() *Table {
	t := &Table{ID: "quota-moves", Title: "变动最大的专业（各种做法至多列五个）", Ordered: true, Basis: k.basis(), Columns: []Column{{Key: "major", Title: "专业"}, {Key: "level", Title: "学历层次"}, {Key: "action", Title: "做法"},
		numbers("base", "今年", "人"), numbers("proposed", "建议", "人"), numbers("index", "指数", ""), {Key: "card", Title: "红黄牌"},
		numbers("settled", "落实率", "%"), {Key: "entry", Title: "录取的年级"}, numbers("fill", "计划完成率", "%"), {Key: "binds", Title: "起作用的限制"}}}
	for _, action := range []string{"增", "减", "停", "人工"} {
		rows := k.of(action)
		slices.SortStableFunc(rows, func(a, b QuotaRow) int { return cmp.Compare(max(b.Change, -b.Change), max(a.Change, -a.Change)) })
		for _, l := range rows[:min(len(rows), topMoves)] {
			p := k.linePlace(l)
			t.Rows = append(t.Rows, []Cell{labelCell(l.Major), labelCell(l.Level), labelCell(l.Action), figureCell(p.Count("quota_base", l.Base, "人")), figureCell(p.Count("quota_proposed", l.Proposed, "人")),
				figureCell(k.indexFigure(l)), {Label: k.card(l)}, figureCell(some(p, "quota_settled", l.Placed, l.Graduates, "还没有毕业生")), entryCell(l.EntryYear), figureCell(some(p, "quota_fill", l.Admitted, l.Planned, "没有录取名册")), {Label: l.Binds}})
		}
	}
	t.dropEmpty("card")
	return t
}

// entryCell is the year of entry that a rate of admission is of.
func entryCell(year int64) Cell {
	if year == 0 {
		return labelCell("无")
	}
	return timeCell(strconv.FormatInt(year, 10))
}

// card is what the rules of the cohort made of a major: 红（安徽2022，充分）.
func (k quotas) card(l QuotaRow) string {
	var words []string
	for _, v := range k.verdicts {
		if v.Level == l.Level && v.MajorKey == l.MajorKey && v.Kind == "" {
			words = append(words, v.Card()+"（"+v.Rule+"，证据"+orText(v.Evidence, "未作统计")+"）")
		}
	}
	return strings.Join(words, "；")
}

// cardWords name the majors with a red card that the proposal does not stop: a
// rule of another chapter asks the committee about them.
func (k quotas) cardWords() Block {
	var names []string
	for _, l := range k.lines() {
		red := slices.ContainsFunc(k.verdicts, func(v VerdictRow) bool {
			return v.Conclusion == "红" && v.Level == l.Level && v.MajorKey == l.MajorKey && v.Kind == ""
		})
		if red && l.Proposed > 0 {
			names = append(names, l.Level+l.Major)
		}
	}
	if len(names) == 0 {
		return nil
	}
	spans := append([]Span{prose.T("判为红牌而建议没有停招的"), prose.F(k.place("quota").Count("quota_red", int64(len(names)), "个")), prose.T("个专业，请委员会逐个议定：")}, prose.Names("专业", names)...)
	return warning(append(spans, prose.T("。判定的规则、证据见红黄牌一章")))
}

// oldWords say how old the evidence of admission is.
func (k quotas) oldWords() Block {
	s, ok := k.setting()
	last := int64(0)
	for _, l := range k.Lines {
		last = max(last, l.EntryYear)
	}
	if !ok || last == 0 || last >= int64(s.Year)-2 {
		return nil
	}
	return warning([]Span{prose.T("招生的指标（计划完成率、报到率、第一志愿率）只到"), prose.D(strconv.FormatInt(last, 10)), prose.T("级：以后年级的录取名册没有载入，载入后再议更稳妥")})
}

// indexFigure is a line's index; one without goes by the middle.
func (k quotas) indexFigure(l QuotaRow) *figure.Figure {
	f := k.linePlace(l).Count("quota_index", l.Index, "")
	if !l.HasIndex {
		return f.Withheld(figure.NotApplicable, "指标不足，分配时按中间值")
	}
	return f
}

func (k quotas) basis() Basis {
	s, _ := k.setting()
	return Basis{Population: strconv.Itoa(s.Year) + "年招生计划", Source: "marts.quota_proposal"}
}

// ruleWords cite the rule table, or say that there is none.
func (k quotas) ruleWords() Block {
	s, ok := k.setting()
	if !ok {
		return nil
	}
	if s.Rule == "" {
		return note([]Span{prose.T("没有采用规则表：只按指数在增减幅度和办学条件之内分配。可选的规则表及其依据用 "), prose.C("quxiang quota --list"), prose.T(" 列出")})
	}
	spans := []Span{prose.T("采用的规则表："), prose.L(s.Rule), prose.T("（"), prose.L(s.Title), prose.T("），"), prose.L(s.Authority), prose.T("，"), prose.C(s.Document), prose.T("，"), prose.L(s.Mark), prose.T("："), prose.C(s.Citation)}
	if s.Note != "" {
		spans = append(spans, prose.T("。说明："), prose.L(strings.TrimSuffix(s.Note, "。")))
	}
	return note(spans)
}

// scopeWords say what the proposal leaves out and how it shares.
func (k quotas) scopeWords() Block {
	s, ok := k.setting()
	if !ok || len(k.Lines) == 0 {
		return nil
	}
	other := int64(0)
	for _, l := range k.Lines {
		other += l.OtherPlan
	}
	p := k.place("quota")
	return note([]Span{prose.T("分配办法：有规则表的，先由它定每个专业的区间；总量在层次之间按今年计划、层次之内按今年计划乘综合指数的比例分到各专业（圣拉古法，取整后合计恰为总量），停招、到顶的专业空出来的人数由其余的专业按同样的比例分，所以建议可以高于“不受限时应得”，即没有任何限制时的份额。一个专业上调不超过"),
		prose.F(p.Count("quota_up", s.Up, "%")), prose.T("，下调不超过"), prose.F(p.Count("quota_down", s.Down, "%")), prose.T("，不超过教学容量，国控专业不增，班额不减到"), prose.F(p.Count("quota_least", s.LeastClass, "人")),
		prose.T("人以下（今年就不到的不再减），停招的为零。专升本等单列的计划"), prose.F(p.Count("quota_other", other, "人")), prose.T("人不参加分配，研究生和分省计划不在本建议之内。国控、停招和教学容量以载入的“专业办学条件”为准；按大类招生的专业，今年和建议的人数都含从大类拆来的。这是供委员会讨论的建议，不是决定")})
}
