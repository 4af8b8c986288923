package chapter

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// about is the chapter 报告说明: what a reader needs to check the rest.
func (r *report) about() Chapter {
	return Chapter{ID: "about", Title: "报告说明", Sections: []Section{
		r.cutoffStates(), r.editionSection(), r.denominator(), r.reading(), r.overrides(),
	}}
}

// cutoffStates lists the cut-offs with what they rest on.
func (r *report) cutoffStates() Section {
	t := &Table{ID: "cutoffs", Title: "统计时点及其状态", Columns: []Column{
		{Key: "cohort", Title: "届别"}, {Key: "cutoff", Title: "统计时点"}, {Key: "as_of", Title: "截至"},
		{Key: "state", Title: "状态"}, {Key: "denominator", Title: "分母依据"}, {Key: "edition", Title: "当年口径"}},
		Basis: Basis{Source: "marts.cutoff"}}
	for _, c := range r.sortedCutoffs() {
		t.Rows = append(t.Rows, []Cell{timeCell(strconv.Itoa(c.Cohort)), labelCell(c.Title), timeCell(c.AsOf),
			labelCell(c.State), labelCell(denominatorOf(c)), citeCell(c.EditionInForce + "版")})
	}
	bs := []Block{t, note([]Span{prose.T("状态依次为自报、省核、核定；初次与年终是两个统计时点，数字不相比较")})}
	for _, c := range r.cutoffs {
		if c.RateRefused {
			bs = append(bs, r.cutoffWords(c))
		}
	}
	return section("cutoffs", "统计时点", "", bs...)
}

// sortedCutoffs are all cut-offs, the latest cohort first.
func (r *report) sortedCutoffs() []CutoffRow {
	out := append([]CutoffRow(nil), r.Cutoffs...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Cohort != out[j].Cohort {
			return out[i].Cohort > out[j].Cohort
		}
		return out[i].Cutoff < out[j].Cutoff
	})
	return out
}

// denominatorOf says what stands in the denominator at a cut-off.
func denominatorOf(c CutoffRow) string {
	switch {
	case c.HasRoster:
		return "毕业生名单"
	case c.RateRefused:
		return "无（只有已落实的毕业生）"
	}
	return "去向登记"
}

// markNames say how well a rule's source is known.
var markNames = map[string]string{"S": "原文", "2": "转述", "M": "惯例"}

// markName is the Chinese word for a mark; unknown marks print as they are.
func markName(mark string) string {
	if n, ok := markNames[mark]; ok {
		return n
	}
	return mark
}

// editionSection prints the one edition of the report and its parts.
func (r *report) editionSection() Section {
	t := &Table{ID: "edition-parts", Title: "去向各部分包含的去向代码", Columns: []Column{
		{Key: "part", Title: "部分"}, {Key: "codes", Title: "去向代码"}, {Key: "settled", Title: "是否落实"}},
		Basis: Basis{Edition: r.edition.Edition, Source: "marts.edition_part"}}
	parts := slices.Clone(r.Parts)
	slices.SortStableFunc(parts, func(a, b PartRow) int { return int(a.Sort - b.Sort) })
	for _, p := range parts {
		if p.Edition == r.edition.Edition {
			t.Rows = append(t.Rows, []Cell{labelCell(p.Title), citeCell(p.Codes), labelCell(yesNo(p.Settled))})
		}
	}
	return section("edition", "指标口径", "没有口径说明。", r.editionWords(), t,
		note([]Span{prose.T("两版口径的落实率总数相同，各部分不同；全报告只用一版")}))
}

// editionWords names the edition, its document and how well it is known.
func (r *report) editionWords() Block {
	words := []Span{prose.T("本报告采用"), prose.C(orUnknown(r.edition.Edition) + "版"), prose.T("毕业去向落实率口径")}
	if r.edition.Document != "" {
		words = append(words, prose.T("，依据"), prose.C(r.edition.Document), prose.T("（"+markName(r.edition.Mark)+"）"))
	}
	if r.inferred(r.main) {
		words = append(words, prose.T("；该届登记时这一版尚未施行，各部分为推算"))
	}
	return note(words)
}

// yesNo words a boolean.
func yesNo(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// denominator prints the rules on who counts.
func (r *report) denominator() Section {
	t := &Table{ID: "denominator", Title: "哪些毕业生计入分母", Columns: []Column{
		{Key: "level", Title: "学历层次"}, {Key: "completion", Title: "毕结业结论"}, {Key: "study_form", Title: "学习形式"},
		{Key: "student_type", Title: "学生类型"}, {Key: "counts", Title: "是否计入"}, {Key: "why", Title: "理由"},
		{Key: "mark", Title: "依据"}}, Basis: Basis{Source: "marts.denominator_rule"}}
	for _, x := range r.Rules {
		t.Rows = append(t.Rows, []Cell{labelCell(anyValue(x.Level)), labelCell(anyValue(x.Completion)),
			labelCell(anyValue(x.StudyForm)), labelCell(anyValue(x.StudentType)), labelCell(yesNo(x.Counts)),
			citeCell(x.Why), labelCell(markName(x.Mark))})
	}
	return section("denominator", "分母规则", "没有分母规则。", t)
}

// anyValue words the wildcard and the alternatives of a rule.
func anyValue(s string) string {
	if s == "*" {
		return "任意"
	}
	return strings.ReplaceAll(s, "|", "、")
}

// reading explains rounding and marks.
func (r *report) reading() Section {
	p := figure.Place{Grain: "setting"}
	return Section{ID: "reading", Title: "读数说明", Blocks: blocks(
		note([]Span{prose.T("百分比由人数直接计算，四舍五入到小数点后两位；各部分之和可能与百分之百差末位的一")}),
		note([]Span{prose.T("“—”表示不适用（没有人，或按数据来源不能计算），“*”表示不公开；零就是零")}),
		note([]Span{prose.T("毕业去向登记是全体登记，不是抽样；人数少于"), prose.F(p.Count("small_n", int64(r.opts.SmallN), "人")),
			prose.T("人的专业，一个人的去向就会使比例变动很大，附录中标出")}),
		r.publicReading())}
}

// publicReading explains the signs that only the public edition has.
func (r *report) publicReading() Block {
	if !r.opts.Public {
		return nil
	}
	return note([]Span{prose.T("公开版里，“>”和“<”后面是界线：实际的数高于或低于它，具体多少不予公布；没有小数的百分比是四舍五入到整数公布的，与有两位小数的同样是真实的数，只是粗一些。" +
		"图中没有画出的，是不予公布或只公布界线的数，不是零")})
}
