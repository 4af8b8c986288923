package main

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"quxiang/pipelines"
	"quxiang/pipelines/difference"
	"quxiang/pipelines/ledger"
	"quxiang/reports/figure"
)

// printDifference prints what changed and why, measure by measure; with --json every
// change and every cause.
func (s *session) printDifference(e *pipelines.Engine, d pipelines.Difference, limit int) {
	s.emit(map[string]any{"a": d.A, "b": d.B, "changes": len(d.Changes)})
	for _, c := range d.Causes {
		s.emit(c)
	}
	for _, c := range d.Changes {
		s.emit(c)
	}
	if d.A == d.B {
		s.printf("构建 %s：数据、模型、配置和程序都没有变，现在构建会得出同样的结果", d.A)
		return
	}
	s.printf("构建 %s → %s：%d 处变化", d.A, d.B, len(d.Changes))
	s.causes("所用的不同", d.Causes)
	for _, m := range d.Marts {
		s.martChanges(e, d, m, limit)
	}
}

// causes lists what two builds were made of and that differs.
func (s *session) causes(head string, all []difference.Cause) {
	if len(all) == 0 {
		s.printf("%s：没有", head)
		return
	}
	s.printf("%s：", head)
	for _, c := range all {
		s.printf("  %s", causeWords(c))
	}
}

var sourceWords = map[string]string{"model": "模型", "reference": "代码表", "macro": "宏", "check": "检查"}

// settingNames are the configuration keys behind a build's parameters.
var settingNames = map[string]string{"institution_code": "institution.code", "institution_name": "institution.name", "workspace_level": "level",
	"report_year": "report.year", "edition_choice": "report.edition", "main_cutoff": "report.main_cutoff",
	"publish_cutoff": "report.publish_cutoff", "small_n": "report.small_n", "assume_complete": "report.assume_complete"}

func causeWords(c difference.Cause) string {
	switch c.Kind {
	case "load":
		return fmt.Sprintf("载入 %d「%s」%s %s：%s", c.Load, c.File, c.Name, c.Detail, became(loadState(c.Old), loadState(c.New)))
	case "setting":
		return "配置 " + cmp.Or(settingNames[c.Name], c.Name) + "：" + became(cmp.Or(c.Old, "（无）"), cmp.Or(c.New, "（无）"))
	case "version":
		return "程序：" + became(c.Old, c.New)
	case "unknown":
		return c.Detail
	}
	return sourceWords[c.Kind] + " " + c.Name + "：" + sourceChange(c)
}

func sourceChange(c difference.Cause) string {
	switch {
	case c.Old == "":
		return "新增"
	case c.New == "":
		return "没有了"
	}
	return "改过（sha256 " + c.Old[:8] + " → " + c.New[:8] + "）"
}

// loadState is a load's state in words; the empty one is no load.
func loadState(state string) string { return ledger.State(state).Word() }

func became(from, to string) string { return from + " → " + to }

// martChanges prints the changes of one mart, the first limit of each measure.
func (s *session) martChanges(e *pipelines.Engine, d pipelines.Difference, m difference.Mart, limit int) {
	var changes []difference.Change
	total := map[string]int{}
	for _, c := range d.Changes {
		if c.Mart == m.Name {
			changes = append(changes, c)
			total[c.Title]++
		}
	}
	if len(changes) == 0 {
		return
	}
	s.printf("%s：%d 处变化", m.Name, len(changes))
	for _, c := range e.Behind(d, m.Name) {
		s.printf("  可能因为 %s", causeWords(c))
	}
	printed := map[string]int{}
	for _, c := range changes {
		printed[c.Title]++
		switch n := printed[c.Title]; {
		case n == 1:
			s.printf("  %s：%d 处", c.Title, total[c.Title])
			s.printf("    %s", changeWords(c))
		case limit == 0 || n <= limit:
			s.printf("    %s", changeWords(c))
		case n == limit+1:
			s.printf("    …… 其余用 --limit 0 或 --export 列出")
		}
	}
}

var kindWords = map[difference.Kind]string{difference.Changed: "", difference.Added: "新增 ", difference.Gone: "没有了 "}

func changeWords(c difference.Change) string {
	words := kindWords[c.Kind] + keyWords(c.Keys) + "："
	switch c.Kind {
	case difference.Added:
		return words + valueText(c, c.New)
	case difference.Gone:
		return words + valueText(c, c.Old)
	}
	return words + became(valueText(c, c.Old), valueText(c, c.New)) + changeSize(c)
}

func keyWords(keys []difference.Key) string {
	var parts []string
	for _, k := range keys {
		switch {
		case k.Name == "cohort":
			parts = append(parts, k.Value+"届")
		case k.Name == "edition":
			parts = append(parts, k.Value+"版")
		case k.Name == "grain" || k.Name == "institution_code":
		case k.Label != "":
			parts = append(parts, k.Label+"（"+k.Value+"）")
		default:
			parts = append(parts, k.Value)
		}
	}
	return strings.Join(parts, " ")
}

// valueText prints a value: a ratio with its integers.
func valueText(c difference.Change, v difference.Value) string {
	switch {
	case v.None:
		return figure.MarkNotApplicable
	case c.Ratio:
		return fmt.Sprintf("%s（%d/%d）", figure.Percent(v.Num, v.Den), v.Num, v.Den)
	case c.Words:
		return v.Text
	}
	return figure.Print(*figure.Place{}.Count("", v.Num, "")) + unitWords(c.Unit)
}

// unitWords sets a unit of several characters (万分之一) apart from its number.
func unitWords(unit string) string {
	if utf8.RuneCountInString(unit) > 1 {
		return " " + unit
	}
	return unit
}

// changeSize is by how much a number changed.
func changeSize(c difference.Change) string {
	switch {
	case c.Words || c.Old.None || c.New.None:
		return ""
	case c.Ratio:
		return "，" + plus(c.Points, figure.Print(*figure.Place{}.Scaled("", c.Points, 2, ""))) + " 个百分点"
	}
	n := c.New.Num - c.Old.Num
	return "，" + plus(n, figure.Print(*figure.Place{}.Count("", n, "")))
}

// plus puts a sign before what grew.
func plus(n int64, text string) string {
	if n > 0 {
		return "+" + text
	}
	return text
}
