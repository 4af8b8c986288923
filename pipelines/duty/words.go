package duty

import (
	"fmt"
	"strconv"
	"strings"
)

// modal is how the words of a verdict put what a clause asks.
var modal = map[Force]string{Must: "应", Principle: "原则上应", Arrange: "要求", Advise: "建议", Encourage: "鼓励", Refer: "参照的标准为"}

// words say what is there, what is asked and what is missing.
func (d *Duty) words(g Gap) string { return d.said(g) + d.caution(g.Shortfall > 0) }

// caution is what must be known of what falls short.
func (d *Duty) caution(short bool) string {
	if !short || d.Measure.Caution == "" {
		return ""
	}
	return "（" + d.Measure.Caution + "）"
}

func (d *Duty) said(g Gap) string {
	switch {
	case d.AtMost:
		return d.mostWords(g)
	case d.Aggregation == Mean:
		return fmt.Sprintf("%s共 %s，%s平均每%s不少于 %s，合计 %s%s", d.per(*g.Den), d.count(g.Num), modal[d.Force],
			classifier(d.Measure.Per), d.count(d.Line.least(d.Measure.Scale)), d.count(g.Need), d.still(g))
	case g.Den != nil && d.Line.one():
		return fmt.Sprintf("现有 %s，%s为全部 %s%s", d.count(g.Num), modal[d.Force], d.per(*g.Den), d.still(g))
	case g.Den != nil:
		return fmt.Sprintf("现有 %s，按 %s%s不少于 %s%s", d.count(g.Num), d.per(*g.Den), modal[d.Force], d.count(g.Need), d.still(g))
	case d.Line.one():
		return d.anyWords(g)
	}
	return fmt.Sprintf("现有 %s，%s不少于 %s%s", d.count(g.Num), modal[d.Force], d.count(g.Need), d.still(g))
}

// anyWords are those of a line that is reached as soon as there is anything.
func (d *Duty) anyWords(g Gap) string {
	switch {
	case g.Shortfall == 0:
		return "现有 " + d.count(g.Num) + d.Measure.Of
	case d.Measure.Ledger:
		return "没有" + d.Measure.Of
	}
	return fmt.Sprintf("现有 %s，%s至少有 %s%s", d.count(g.Num), modal[d.Force], d.count(g.Need), d.still(g))
}

// mostWords are those of a line that must not be crossed.
func (d *Duty) mostWords(g Gap) string {
	among := ""
	if g.Den != nil {
		among = d.per(*g.Den) + "中"
	}
	switch {
	case d.Line.zero() && g.Num == 0:
		return among + "没有查出" + d.Measure.Of
	case d.Line.zero():
		return fmt.Sprintf("%s查出 %s%s，%s没有", among, d.count(g.Num), d.Measure.Of, modal[d.Force])
	case g.Shortfall == 0:
		return fmt.Sprintf("%s有 %s，%s不超过 %s", among, d.count(g.Num), modal[d.Force], d.count(g.Need))
	}
	return fmt.Sprintf("%s有 %s，%s不超过 %s，超出 %s%s", among, d.count(g.Num), modal[d.Force], d.count(g.Need), d.count(g.Shortfall), d.Measure.Of)
}

// still is what is missing: 还需 2 名校级就业工作人员.
func (d *Duty) still(g Gap) string {
	if g.Shortfall == 0 {
		return ""
	}
	return "，还需 " + d.count(g.Shortfall) + d.Measure.Of
}

// eachWords tell of items judged one by one: 3 项中 2 项达到；户籍 1 条……，应没有.
func (d *Duty) eachWords(v Verdict) string {
	head := fmt.Sprintf("%d 项中 %d 项%s", *v.Units, *v.Reached, d.Force.outcome(true))
	if len(v.Short) == 0 {
		return head
	}
	items := make([]string, len(v.Short))
	for i, g := range v.Short {
		items[i] = g.Item + " " + d.count(g.Num)
	}
	return head + "；" + strings.Join(items, "、") + d.Measure.Of + "，" + modal[d.Force] + d.eachAsked() + d.caution(true)
}

// eachAsked is what is asked of every item.
func (d *Duty) eachAsked() string {
	if d.AtMost && d.Line.zero() {
		return "没有"
	}
	return "各" + d.Threshold()
}

// collegeWords are the school's on a duty of its colleges.
func (d *Duty) collegeWords(told standing, v Verdict) string {
	switch {
	case v.Status == Lacking && told.reached == 0:
		return d.missing()
	case v.Status == Inapplicable:
		return "没有" + d.concerned()
	}
	words := d.collegesSaid(told)
	if v.Shortfall != nil && *v.Shortfall > 0 && !d.AtMost {
		words += "，共还需 " + d.count(*v.Shortfall) + d.Measure.Of
	}
	return words
}

// collegesSaid counts the colleges that were judged.
func (d *Duty) collegesSaid(told standing) string {
	words := fmt.Sprintf("%d 个%s中 %d 个%s", told.judged(), d.concerned(), told.reached, d.Force.outcome(true))
	if told.short > 0 {
		words += fmt.Sprintf("，%d 个%s", told.short, d.Force.outcome(false))
	}
	if told.lacking > 0 {
		words += fmt.Sprintf("；另有 %d 个没有数据", told.lacking)
	}
	return words
}

func (d *Duty) concerned() string {
	if d.Colleges == BelowFirstRate {
		return "上一年度初次落实率低于本校平均水平的学院"
	}
	return "学院"
}

// missing says what to fill.
func (d *Duty) missing() string {
	return "没有数据：填“" + strings.ReplaceAll(d.Measure.Template, "、", "”“") + "”并载入"
}

// count is a number with its unit: 10 名.
func (d *Duty) count(n int64) string { return scaled(n, d.Measure.Scale) + " " + d.Measure.Unit }

// per is what a measure is divided by: 6,000 名毕业生.
func (d *Duty) per(n int64) string { return scaled(n, d.Measure.PerScale) + " " + d.Measure.Per }

// classifier is the unit that a phrase begins with.
func classifier(phrase string) string { return string([]rune(phrase)[:1]) }

// perNoun is what a measure is divided by, without its unit.
func (d *Duty) perNoun() string { return strings.TrimPrefix(d.Measure.Per, classifier(d.Measure.Per)) }

// scaled prints n/scale, scale a power of ten, with commas and no more places
// than it has.
func scaled(n, scale int64) string {
	whole, rest := n/scale, n%scale
	text := commas(whole)
	if rest == 0 {
		return text
	}
	places := strconv.FormatInt(scale+rest, 10)[1:]
	return text + "." + strings.TrimRight(places, "0")
}

func commas(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// Threshold puts the line into words: 不低于 1:500, 不少于 38 学时, 全部, 不得有.
func (d *Duty) Threshold() string {
	line := d.line()
	switch {
	case d.AtMost && d.Line.zero() && d.Force.Binding():
		return "不得有"
	case d.AtMost && d.Line.zero():
		return "没有"
	case d.AtMost:
		return "不超过 " + line
	case d.Measure.Per != "" && d.Aggregation == Mean:
		return "平均每" + classifier(d.Measure.Per) + "不少于 " + line
	case d.Measure.Per != "" && d.Line.one():
		return "全部"
	case d.Measure.Per != "":
		return "不低于 " + line
	}
	return "不少于 " + line
}

func (d *Duty) line() string {
	f := d.Line
	switch {
	case f.Den == 1:
		return commas(f.Num) + " " + d.Measure.Unit
	case f.Den == hundred:
		return strconv.FormatInt(f.Num, 10) + "%"
	}
	return fmt.Sprintf("%d:%d", f.Num, f.Den)
}

// Applies puts into words for whom the duty is.
func (d *Duty) Applies() string {
	var parts []string
	if d.Province != "" {
		parts = append(parts, d.Province+"的学校")
	}
	if len(d.Types) > 0 {
		parts = append(parts, strings.Join(d.Types, "、"))
	}
	if d.BelowLocalRate {
		parts = append(parts, "落实率低于当地平均水平的学校")
	}
	if d.Colleges == BelowFirstRate {
		parts = append(parts, d.concerned())
	}
	if d.ValidFrom > 0 || d.ValidTo > 0 {
		parts = append(parts, d.validity())
	}
	return strings.Join(parts, "；")
}

// validity prints the cohorts a duty is valid for: 2023—2025 届, 2023 届起.
func (d *Duty) validity() string {
	switch {
	case d.ValidTo == 0:
		return fmt.Sprintf("%d 届起", d.ValidFrom)
	case d.ValidFrom == 0:
		return fmt.Sprintf("至 %d 届", d.ValidTo)
	}
	return fmt.Sprintf("%d—%d 届", d.ValidFrom, d.ValidTo)
}
