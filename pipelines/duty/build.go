package duty

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/strict"
)

// ownMark is the mark of what a school changes.
const ownMark = "校级"

var (
	marks        = []string{"原文", "转述", "惯例", ownMark}
	levels       = []string{School, College, Both}
	aggregations = []string{Sum, Mean, Each}
	empties      = []string{string(Inapplicable), string(Lacking)}
)

func (r *Rules) addMeasures(p drafts) error {
	for _, m := range p.measures {
		full := m.text.measure()
		err := m.at.Verify([]strict.Check{
			{"name", full.Name, full.Name != "" && r.measure(full.Name) == nil, "没有写名字，或与别的指标同名", "给每个指标一个不同的 name"},
			{"title", "", full.Title != "", "没有写标题", "写 title"},
			{"template", "", full.Template != "", "没有写由哪张表得出", "写 template：空白模板的名称"},
			oneOf("levels", full.Levels, levels),
			{"scale", strconv.FormatInt(full.Scale, 10), power(full.Scale), "不是 1、10、100……", "写 10 的乘方，如 scale = 100"},
			{"per_scale", strconv.FormatInt(full.PerScale, 10), power(full.PerScale), "不是 1、10、100……", "写 10 的乘方"},
			{"unit", "", full.Unit != "", "没有写单位", `写 unit = "名"`},
			oneOf("empty", string(full.Empty), empties),
			{"ledger", "true", !full.Ledger || full.Per == "", "台账的记录数没有分母", "删去 per"},
		})
		if err != nil {
			return err
		}
		r.Measures = append(r.Measures, full)
	}
	return nil
}

// measure fills in the defaults.
func (m measureText) measure() Measure {
	full := Measure{Name: m.Name, Title: m.Title, Template: m.Template, Levels: m.Levels, Scale: m.Scale, Unit: m.Unit, Of: m.Of,
		Per: m.Per, PerScale: m.PerScale, Empty: Status(m.Empty), Ledger: m.Ledger, Caution: m.Caution}
	full.Scale, full.PerScale = cmp.Or(full.Scale, 1), cmp.Or(full.PerScale, 1)
	full.Empty = cmp.Or(full.Empty, Inapplicable)
	return full
}

// power tells whether n is a power of ten.
func power(n int64) bool { return strings.Trim(strconv.FormatInt(n, 10), "0") == "1" }

func oneOf(key, value string, known []string) strict.Check {
	return strict.Check{Key: key, Value: value, OK: slices.Contains(known, value), Why: "没有写，或不认识的写法", Hint: "可用：" + strings.Join(known, "、")}
}

func (r *Rules) measure(name string) *Measure {
	i := slices.IndexFunc(r.Measures, func(m Measure) bool { return m.Name == name })
	if i < 0 {
		return nil
	}
	return &r.Measures[i]
}

func (r *Rules) measureNames() string {
	names := make([]string, len(r.Measures))
	for i, m := range r.Measures {
		names[i] = m.Name
	}
	return strings.Join(names, "、")
}

// duty builds one with its defaults and examples.
func (r *Rules) duty(d draft[dutyText]) (Duty, error) {
	full := d.text.duty()
	full.Document, full.File, full.Row = r.document(full.Clause), d.at.File, d.at.First
	m := r.measure(d.text.Measure)
	if err := d.at.Verify([]strict.Check{{"measure", d.text.Measure, m != nil, "没有写，或不认识的指标", "可用：" + r.measureNames()}}); err != nil {
		return full, err
	}
	full.Measure = *m
	phrase := d.text.phraseText
	phrase.fill(phraseText{m.Unit, m.Of, m.Per})
	full.Measure.Unit, full.Measure.Of, full.Measure.Per = phrase.Unit, phrase.Of, phrase.Per
	var ok bool
	full.Line, ok = ParseFraction(d.text.AtLeast + d.text.AtMost)
	if err := d.at.Verify(append(full.source(), full.terms(d.text, ok)...)); err != nil {
		return full, err
	}
	return full, full.withExamples(d)
}

// duty is what the text says by itself.
func (d *dutyText) duty() Duty {
	full := Duty{ID: d.ID, Clause: d.Clause, Section: section(d.Clause), Quote: d.Quote, Title: d.Title, Force: Force(d.Force),
		Scope: d.Scope, Aggregation: d.Aggregation, Colleges: d.Colleges, Items: d.Items, AtMost: d.AtMost != "",
		ValidFrom: d.ValidFrom, ValidTo: d.ValidTo, Mark: d.Mark, Note: d.Note}
	if a := d.AppliesTo; a != nil {
		full.Province, full.Types, full.BelowLocalRate = a.Province, a.Types, a.BelowLocalRate
	}
	return full
}

// source checks what the duty says of where it comes from.
func (d *Duty) source() []strict.Check {
	return []strict.Check{
		{"id", "", d.ID != "", "条款没有名字", `写 id = "就业人员配比"`},
		{"clause", d.Clause, d.Document != "", "没有写条款号，或没有写这一段的文件", "先写一段 [[document]]"},
		{"quote", "", d.Quote != "", "没有写原文", "写 quote，一字不改"},
		{"title", "", d.Title != "", "没有写标题", "写 title"},
		oneOf("mark", d.Mark, marks),
		{"valid_to", strconv.Itoa(d.ValidTo), d.ValidTo == 0 || d.ValidFrom <= d.ValidTo, "有效期的末届早于首届", "改 valid_from 或 valid_to"},
	}
}

// terms checks what is asked.
func (d *Duty) terms(text dutyText, line bool) []strict.Check {
	known := func(t string) bool { return slices.Contains(SchoolTypes, t) }
	return []strict.Check{
		oneOf("force", text.Force, words(forces)),
		{"force", text.Force, !d.Measure.Ledger || !d.Force.Binding(), "台账里没有记录不等于没有做，不能据此判未达到", "写 部署、建议、鼓励 或 参照"},
		{"applies_to", d.Province, d.Province == "" || slices.Contains(Provinces, d.Province), "不是省份的简称", `写 province = "河南" 这样的简称`},
		{"applies_to", strings.Join(d.Types, "、"), !slices.ContainsFunc(d.Types, func(t string) bool { return !known(t) }), "不认识的学校类型", "可用：" + strings.Join(SchoolTypes, "、")},
		oneOf("scope", d.Scope, levels),
		{"scope", d.Scope, d.Measure.Levels == Both || d.Measure.Levels == d.Scope, "指标没有这一级的数", "指标有：" + d.Measure.Levels},
		oneOf("aggregation", d.Aggregation, aggregations),
		{"aggregation", d.Aggregation, d.Aggregation != Mean || d.Measure.Per != "", "平均要有分母", "换一个指标，或写 sum"},
		{"colleges", d.Colleges, d.Colleges == "" || d.Colleges == BelowFirstRate && d.Scope == College, "不认识的写法，或条款不是对学院的", `删去，或写 colleges = "below_first_rate" 和 scope = "college"`},
		{"at_least", text.AtLeast + text.AtMost, line && (text.AtLeast == "" || text.AtMost == ""), "没有写界线，写了两个，或不是分数", `写 at_least = "1/500" 或 at_most = "0"`},
	}
}

// words are the texts of named constants.
func words[T ~string](all []T) []string {
	texts := make([]string, len(all))
	for i, s := range all {
		texts[i] = string(s)
	}
	return texts
}
