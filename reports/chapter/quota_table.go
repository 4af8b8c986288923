package chapter

import (
	"cmp"
	"slices"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// proposal is the table that goes to the committee, its last two columns left
// for it to fill in, and the sliders over it.
func (k quotas) proposal() (*Table, Block) {
	t := &Table{ID: "quota-proposal", Title: "招生计划建议方案", Appendix: true, Basis: k.basis(), Columns: []Column{{Key: "major", Title: "专业"}, {Key: "level", Title: "学历层次"}, {Key: "college", Title: "学院"},
		numbers("base", "今年", "人"), numbers("class", "其中大类", "人"), numbers("index", "指数", ""), {Key: "card", Title: "红黄牌"},
		numbers("low", "下限", "人"), numbers("high", "上限", "人"), numbers("ideal", "不受限时应得", "人"), numbers("proposed", "建议", "人"), numbers("change", "增减", "人"),
		{Key: "action", Title: "做法"}, {Key: "binds", Title: "起作用的限制"}, {Key: "decision", Title: "委员会决定"}, {Key: "because", Title: "决定的理由"}}}
	var keys []string
	for _, l := range k.lines() {
		keys = append(keys, l.MajorKey)
		t.Rows = append(t.Rows, k.proposalRow(l))
	}
	t.dropEmpty("card")
	return t, k.planner(t, keys)
}

func (k quotas) proposalRow(l QuotaRow) []Cell {
	p := k.linePlace(l)
	action := l.Action
	if l.Flags != "" {
		action += "（" + l.Flags + "）"
	}
	row := []Cell{labelCell(l.Major), labelCell(l.Level), labelCell(l.College), figureCell(p.Count("quota_base", l.Base, "人")), figureCell(p.Count("quota_class", l.ClassPlan, "人")), figureCell(k.indexFigure(l)), {Label: k.card(l)}}
	for _, n := range []struct {
		name string
		n    int64
	}{{"quota_low", l.Low}, {"quota_high", l.High}, {"quota_ideal", l.Ideal}, {"quota_proposed", l.Proposed}, {"quota_change", l.Change}} {
		row = append(row, figureCell(p.Count(n.name, n.n, "人")))
	}
	return append(row, Cell{Label: action}, Cell{Label: l.Binds}, Cell{}, Cell{})
}

// planner is nil where there is nothing to move.
func (k quotas) planner(t *Table, keys []string) Block {
	s, ok := k.setting()
	if !ok || s.Problem == "" || len(keys) == 0 {
		return nil
	}
	return &Planner{ID: "quota-planner", Title: "试算：移动总量和幅度，看各专业怎样变", Table: t, Keys: keys, Problem: s.Problem,
		Columns: []string{"major", "level", "base", "index", "proposed"}, Base: "base", Groups: k.plannerGroups(), Settings: k.settings(s)}
}

// settings are what may be moved: the total between half and double this
// year's plan.
func (k quotas) settings(s QuotaSettingRow) []Slider {
	p := k.place("quota")
	return []Slider{
		{"total", "总量", "人", min(s.Base/2, s.Total), max(2*s.Base, s.Total), p.Count("quota_total", s.Total, "人")},
		{"up", "上调幅度", "%", 0, max(100, s.Up), p.Count("quota_up", s.Up, "%")},
		{"down", "下调幅度", "%", 0, 100, p.Count("quota_down", s.Down, "%")},
		{"least", "最小班额", "人", 0, max(100, s.LeastClass), p.Count("quota_least", s.LeastClass, "人")},
	}
}

// plannerGroups are the sums of the levels and of all.
func (k quotas) plannerGroups() []PlannerGroup {
	var groups []PlannerGroup
	for _, g := range k.sums() {
		key, title := g.Level, g.Level
		if g.Level == "全部" {
			key, title = "", "合计"
		}
		if g.College == "全部" {
			groups = append(groups, PlannerGroup{key, title, k.totalPlace(g).Count("quota_sum_base", g.Base, "人")})
		}
	}
	return groups
}

func (k quotas) totalPlace(g QuotaTotalRow) figure.Place {
	return k.place("quota_group", figure.Key{Name: "level", Value: g.Level}, figure.Key{Name: "college", Value: g.College})
}

// sums are the totals: colleges after their level, all at the end.
func (k quotas) sums() []QuotaTotalRow {
	rows := slices.Clone(k.Totals)
	slices.SortStableFunc(rows, func(a, b QuotaTotalRow) int {
		return cmp.Or(cmp.Compare(levelRank(a.Level), levelRank(b.Level)), -cmp.Compare(order(a.College), order(b.College)), cmp.Compare(a.College, b.College))
	})
	return rows
}

// order puts what is over all colleges before each.
func order(college string) int {
	if college == "全部" {
		return 1
	}
	return 0
}

// totals are the sums of levels and colleges.
func (k quotas) totals() *Table {
	t := &Table{ID: "quota-totals", Title: "各层次、各学院的合计", Basis: k.basis(), Columns: []Column{{Key: "level", Title: "学历层次"}, {Key: "college", Title: "学院"}, numbers("majors", "专业", "个"),
		numbers("base", "今年", "人"), numbers("proposed", "建议", "人"), numbers("change", "增减", "人"), numbers("low", "合计下限", "人"), numbers("high", "合计上限", "人")}}
	for _, g := range k.sums() {
		p := k.totalPlace(g)
		high := p.Count("quota_sum_high", g.High, "人")
		if g.High == 0 {
			high = high.Withheld(figure.NotApplicable, "不设上限")
		}
		t.Rows = append(t.Rows, []Cell{labelCell(whole(g.Level)), labelCell(whole(g.College)), figureCell(p.Count("quota_sum_majors", g.Majors, "个")), figureCell(p.Count("quota_sum_base", g.Base, "人")),
			figureCell(p.Count("quota_sum_proposed", g.Proposed, "人")), figureCell(p.Count("quota_sum_change", g.Proposed-g.Base, "人")), figureCell(p.Count("quota_sum_low", g.Low, "人")), figureCell(high)})
	}
	t.TotalRow = len(t.Rows) > 0
	if !slices.ContainsFunc(k.Totals, func(g QuotaTotalRow) bool { return g.Low > 0 }) {
		t.dropColumn("low")
	}
	t.dropEmpty("high")
	return t
}

// whole names what a sum is over where it is not one level or college.
func whole(s string) string {
	if s == "全部" {
		return "合计"
	}
	return s
}

// reasons say of every line why.
func (k quotas) reasons() Section {
	t := &Table{ID: "quota-reasons", Title: "逐个专业的理由", Appendix: true, Basis: k.basis(), Columns: []Column{{Key: "major", Title: "专业"}, {Key: "level", Title: "学历层次"}, numbers("proposed", "建议", "人"), {Key: "reasons", Title: "理由"}}}
	for _, l := range k.lines() {
		t.Rows = append(t.Rows, []Cell{labelCell(l.Major), labelCell(l.Level), figureCell(k.linePlace(l).Count("quota_proposed", l.Proposed, "人")), {Label: l.Reasons}})
	}
	return section("quota-reasons", "逐个专业的理由", k.missing(), t)
}

// components are those that any index has, in their order.
func (k quotas) components() []IndexComponentRow {
	var out []IndexComponentRow
	used := map[string]bool{}
	for _, p := range k.Parts {
		used[p.Component] = true
	}
	for _, c := range k.Components {
		if used[c.Component] {
			out = append(out, c)
		}
	}
	return out
}

func (k quotas) indexPlace(level, major string) figure.Place {
	p := k.place("major_index", figure.Key{Name: "level", Value: level}, figure.Key{Name: "major", Value: major})
	p.Source = "marts.major_index"
	return p
}

// index has every component's score and the composite of each major.
func (k quotas) index() Section {
	t := &Table{ID: "major-index", Title: "各专业的综合指数", Appendix: true, Ordered: true, Basis: Basis{Source: "marts.major_index、marts.index_part"}, Columns: []Column{{Key: "major", Title: "专业"}, {Key: "level", Title: "学历层次"}}}
	components := k.components()
	for _, c := range components {
		t.Columns = append(t.Columns, numbers(c.Component, c.Title, ""))
		t.Notes = append(t.Notes, []Span{prose.L(c.Title + "：" + c.Definition + "。")})
	}
	for _, c := range [][2]string{{"index", "综合指数"}, {"rank", "位次"}, {"rank_low", "位次最好到"}, {"rank_high", "位次最差到"}} {
		t.Columns = append(t.Columns, numbers(c[0], c[1], ""))
	}
	t.Columns = append(t.Columns, numbers("present", "有数据的指标占权数", "%"))
	parts := k.partsOf()
	for _, x := range k.ranked() {
		t.Rows = append(t.Rows, k.indexRow(x, components, parts))
	}
	return section("major-index", "综合指数", "没有可以合成的指标。", k.indexNote(), t)
}

type partKey struct{ major, component string }

func (k quotas) partsOf() map[partKey]IndexPartRow {
	out := map[partKey]IndexPartRow{}
	for _, p := range k.Parts {
		out[partKey{p.MajorKey, p.Component}] = p
	}
	return out
}

// ranked are the indices from the best of each level down, those without one
// last.
func (k quotas) ranked() []MajorIndexRow {
	rows := slices.Clone(k.Indices)
	slices.SortStableFunc(rows, func(a, b MajorIndexRow) int {
		return cmp.Or(cmp.Compare(levelRank(a.Level), levelRank(b.Level)), -cmp.Compare(a.Index, b.Index), cmp.Compare(a.MajorKey, b.MajorKey))
	})
	return rows
}

func (k quotas) indexRow(x MajorIndexRow, components []IndexComponentRow, parts map[partKey]IndexPartRow) []Cell {
	p := k.indexPlace(x.Level, x.MajorKey)
	row := []Cell{labelCell(x.Major), labelCell(x.Level)}
	for _, c := range components {
		part := parts[partKey{x.MajorKey, c.Component}]
		f := p.Count("index_score_"+c.Component, part.Score, "")
		if !part.Used {
			f = f.Withheld(figure.NotApplicable, orText(part.Missing, "无数据"))
		}
		row = append(row, figureCell(f))
	}
	for _, f := range []*figure.Figure{p.Count("index", x.Index, ""), p.Count("index_rank", x.Rank, ""), p.Count("index_rank_low", x.RankLow, ""), p.Count("index_rank_high", x.RankHigh, "")} {
		if !x.HasIndex {
			f = f.Withheld(figure.NotApplicable, "有数据的指标占权数不到一半")
		}
		row = append(row, figureCell(f))
	}
	return append(row, figureCell(p.Share("index_present", x.Present, x.Whole)))
}

func (k quotas) indexNote() Block {
	if len(k.Indices) == 0 {
		return nil
	}
	return note([]Span{prose.T("每个指标先向同层次的平均收缩（人数越少越靠近平均），再在同一学历层次内化成标准分：平均为五百分，专业之间真实差别的一个标准差为一百分，越高越好；差别主要出于偶然的指标，分数都挤在五百附近。综合指数是有数据的指标按权数的加权平均，各指标的权数见“指数的来历”。" +
		"缺的指标不计并重新归一，缺了一半以上的没有指数。位次的范围是各权数随机变动正负百分之二十时位次的百分之九十范围：这个范围只反映权数，不反映数据本身的误差。范围重叠的两个专业，先后取决于权数怎么定")})
}

// parts show each component before and after shrinking.
func (k quotas) parts() Section {
	t := &Table{ID: "index-parts", Title: "各指标的原始值、收缩值与标准分", Appendix: true, OffPaper: true, Basis: Basis{Source: "marts.index_part"}, Columns: []Column{{Key: "major", Title: "专业"}, {Key: "level", Title: "学历层次"}, {Key: "component", Title: "指标"},
		numbers("den", "基数（人数；调查为有效样本）", ""), numbers("raw", "原始（率，或倍数）", ""), numbers("shrunken", "收缩后", ""), numbers("score", "标准分", ""), numbers("weight", "权数", "")}}
	parts := k.partsOf()
	for _, x := range k.ranked() {
		for _, c := range k.components() {
			t.Rows = append(t.Rows, k.partRow(x, c, parts[partKey{x.MajorKey, c.Component}]))
		}
	}
	return section("index-parts", "指数的来历", "没有可以合成的指标。", t)
}

func (k quotas) partRow(x MajorIndexRow, c IndexComponentRow, part IndexPartRow) []Cell {
	p := k.indexPlace(x.Level, x.MajorKey)
	row := []Cell{labelCell(x.Major), labelCell(x.Level), labelCell(c.Title), figureCell(p.Count("index_den_"+c.Component, part.Den, "人"))}
	for _, f := range []*figure.Figure{part.observed(p, "index_raw_"+c.Component, part.Raw), part.observed(p, "index_shrunken_"+c.Component, part.Shrunken), p.Count("index_score_"+c.Component, part.Score, "")} {
		if !part.Used {
			f = f.Withheld(figure.NotApplicable, orText(part.Missing, "无数据"))
		}
		row = append(row, figureCell(f))
	}
	return append(row, figureCell(p.Count("index_weight_"+c.Component, part.Weight/100, "")))
}

// observed is a rate in percent, or a mean as so many times.
func (p IndexPartRow) observed(at figure.Place, name string, n int64) *figure.Figure {
	if p.Kind == "mean" {
		return at.Scaled(name, n, 4, "倍")
	}
	return at.Scaled(name, n, 2, "%")
}

// stability tells how far the order depends on the weights.
func (k quotas) stability() Section {
	t := &Table{ID: "index-stability", Title: "权数变动对次序的影响", Basis: Basis{Source: "marts.index_stability"}, Columns: []Column{{Key: "level", Title: "学历层次"}, numbers("majors", "专业", "个"),
		numbers("tau", "与原次序的一致程度（Kendall τ）", ""), numbers("swapped", "曾颠倒的专业对", "对"), numbers("share", "占分得出先后的专业对", "%")}}
	for _, s := range k.Stability {
		p := k.place("index_level", figure.Key{Name: "level", Value: s.Level})
		p.Source = "marts.index_stability"
		t.Rows = append(t.Rows, []Cell{labelCell(s.Level), figureCell(p.Count("index_majors", s.Majors, "个")), figureCell(p.Scaled("index_tau", s.Tau, 4, "")), figureCell(p.Count("index_swapped", s.Swapped, "对")), figureCell(some(p, "index_swapped_share", s.Swapped, s.Pairs, "没有可比的专业对"))})
	}
	return section("index-stability", "换一组权数会怎样", "没有综合指数。", t, note([]Span{prose.T("各权数同时、各自随机变动正负百分之二十，抽一千次，种子固定。一致程度为一，次序完全不变。曾颠倒过的专业对，不能说谁一定在前")}))
}
