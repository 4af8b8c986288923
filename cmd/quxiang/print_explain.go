package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines"
	"quxiang/pipelines/explain"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
	"quxiang/reports/figure"
)

// placeOf is a figure's place without its value.
func placeOf(f figure.Figure) explain.Figure {
	x := explain.Figure{Indicator: f.Indicator, Edition: f.Edition, Cohort: f.Cohort, Cutoff: f.Cutoff, Grain: f.Grain}
	for _, k := range f.Keys {
		x.Keys = append(x.Keys, explain.KeyValue(k))
	}
	return x
}

// identifier is the name under which a report prints a figure.
func identifier(x explain.Figure) string {
	f := figure.Figure{Indicator: x.Indicator, Edition: x.Edition, Cohort: x.Cohort, Cutoff: x.Cutoff, Grain: x.Grain}
	for _, k := range x.Keys {
		f.Keys = append(f.Keys, figure.Key(k))
	}
	return figure.ID(f)
}

// mostCandidates is how many readings of ambiguous words are listed.
const mostCandidates = 20

// ambiguous lists what words may mean; nothing is explained.
func (s *session) ambiguous(args []string, found []explain.Found) error {
	for i, f := range found {
		s.emit(candidateLine{identifier(f.Figure), f.Title})
		if i < mostCandidates {
			s.printf("%s\n    quxiang explain \"%s\"", f.Title, identifier(f.Figure))
		}
	}
	return &fault.Error{Kind: fault.Usage, Op: "解释数字", Value: strings.Join(args, " "), Why: fmt.Sprintf("有 %d 种理解", len(found)),
		Hint: "写得更具体（学历层次、学院、专业全称），或用上面列出的标识"}
}

type candidateLine struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// explanationLine is an explanation as --json has it.
type explanationLine struct {
	ID      string `json:"id"`
	Build   string `json:"build"`
	Printed string `json:"printed,omitempty"` // as a report prints it
	explain.Explanation
}

// explanation prints where a figure comes from.
func (s *session) explanation(e *pipelines.Engine, x explain.Explanation, build *store.Reader) {
	s.emit(explanationLine{identifier(x.Figure), build.ID, printed(x), x})
	for _, pair := range headWords(x, build) {
		s.printf("%s：%s", pair[0], pair[1])
	}
	s.chain(x.Chain)
	s.printf("文件：")
	for _, f := range x.Files {
		s.printf("  载入 %d「%s」%s，%s，收下 %d 行%s\n      sha256 %s", f.Load, f.Path, e.Contracts.Title(f.Contract), f.State, f.Accepted, linesWords(f), f.SHA256)
	}
	if x.Note != "" {
		s.printf("来源行：%s", x.Note)
	}
}

// chain prints the way from the mart down to the kinds of file; code tables,
// of which there are many, by their names.
func (s *session) chain(steps []explain.Step) {
	var codes, sources []string
	s.printf("模型：")
	for _, step := range steps {
		switch step.Kind {
		case "reference", "meta":
			codes = append(codes, step.Name)
		case "raw":
			sources = append(sources, step.Description+"（"+step.Name+"）")
		default:
			s.printf("  %s：%s", step.Name, step.Description)
		}
	}
	s.printf("代码表与参数：%s", strings.Join(codes, " "))
	s.printf("来源：%s", strings.Join(sources, "、"))
}

func linesWords(f explain.File) string {
	if f.Lines == 0 {
		return ""
	}
	return fmt.Sprintf("，其中 %d 行（%s）", f.Lines, f.Place)
}

// printed is the figure as a report prints it, where its integers say it all.
func printed(x explain.Explanation) string {
	switch {
	case !x.Counted || x.Estimate:
		return ""
	case x.Ratio && x.Refused != "":
		return figure.MarkNotApplicable
	case x.Ratio:
		return figure.Percent(x.Num, x.Den)
	}
	return figure.Print(*figure.Place{}.Count("", x.Num, ""))
}

var markWords = map[string]string{"S": "原文", "2": "转述", "M": "惯例"}

// headWords is what an explanation says in the head of a page.
func headWords(x explain.Explanation, build *store.Reader) [][2]string {
	title := x.Title
	if x.From != "" {
		title += "的变化；以下说的是变化后的数"
	}
	pairs := [][2]string{{"指标", title}, {"标识", identifier(x.Figure)}, {"数值", valueWords(x)}}
	add := func(what, text string) {
		if text != "" {
			pairs = append(pairs, [2]string{what, text})
		}
	}
	add("范围", scopeWords(x))
	if x.AsOf == "" {
		add("年份（入学或调查）", x.Figure.Cutoff)
	} else {
		add("截止日", fmt.Sprintf("%s，截至 %s，%s", x.CutoffTitle, x.AsOf, x.State))
	}
	add("公式", x.Formula)
	add("依据", citationWords(x))
	add("变化自", x.From)
	add("不计率", x.Refused)
	add("构建", build.ID)
	return pairs
}

func valueWords(x explain.Explanation) string {
	switch {
	case !x.Counted:
		return "不是人数或比，见来源行一项的说明"
	case x.Estimate:
		return fmt.Sprintf("由 %d 份答卷算出的估计", x.Num)
	case x.Ratio:
		return fmt.Sprintf("%s = %s %d ÷ %s %d", printed(x), x.NumTitle, x.Num, x.DenTitle, x.Den)
	}
	return printed(x)
}

func scopeWords(x explain.Explanation) string {
	var parts []string
	if x.Figure.Cohort != 0 {
		parts = append(parts, fmt.Sprintf("%d 届", x.Figure.Cohort))
	}
	for _, k := range x.Keys {
		text := k.Title + " " + k.Value
		if k.Label != "" {
			text = k.Title + " " + k.Label + "（" + k.Value + "）"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "；")
}

func citationWords(x explain.Explanation) string {
	words := x.Citation
	if mark := markWords[x.Mark]; mark != "" {
		words = strings.TrimSpace(words + "（" + mark + "）")
	}
	if x.Edition != "" {
		words = strings.TrimPrefix(words+"；"+x.Edition+" 版口径", "；")
	}
	return words
}

// exact fails when the lines do not add up to the mart: a formula was changed in
// the workspace and sql/explain was not.
func exact(x explain.Explanation) error {
	if x.Exact() {
		return nil
	}
	return &fault.Error{Op: "解释数字", File: x.Mart, Why: fmt.Sprintf("来源行数出 %d/%d，模型是 %d/%d，两者不一致", x.LinesNum, x.LinesDen, x.Num, x.Den),
		Hint: "模型若在工作区改写过，要同样改 sql/explain 里的 rows（见 docs/explain.md）；否则请反馈"}
}

// sourceLine is one line of --rows.
type sourceLine struct {
	Counts string     `json:"counts"`
	At     []sourceAt `json:"at"`
	Key    string     `json:"key"` // masked
}

type sourceAt struct {
	Place string `json:"place"`
	File  string `json:"file"`
	Sheet string `json:"sheet,omitempty"`
	Row   int64  `json:"row"`
}

// lines lists the lines behind a figure, and writes them under its head; each
// goes into the record by itself.
func (s *session) lines(ctx context.Context, e *pipelines.Engine, by *pipelines.Explainer, x explain.Explanation, head [][2]string, o explainOptions) error {
	if o.rows {
		found, err := by.Lines(ctx, x.Figure, "explain --rows", "终端")
		if err != nil {
			return err
		}
		s.listLines(found, x, o.limit)
	}
	return s.book(o.export, func() error {
		found, err := by.Lines(ctx, x.Figure, "explain --export", filepath.Base(o.export))
		if err != nil {
			return err
		}
		return e.WriteLines(o.export, head, placesOf(found.Lines), explainedLines(found, x))
	})
}

// listLines prints where lines stand; with --json all of them.
func (s *session) listLines(found pipelines.ExplainedLines, x explain.Explanation, limit int) {
	s.printf("来源行 %d 行（内部，含个人信息，查看已记录）：", len(found.Lines))
	for i, l := range found.Lines {
		line := sourceLine{Counts: countsWords(l, x), Key: identity.Mask(saidOf(found, l).Student)}
		var words []string
		for _, at := range l.At {
			if at.File == 0 {
				continue
			}
			line.At = append(line.At, sourceAt{at.Place, found.Paths[at.File], at.Sheet, at.Row})
			place := fault.Error{File: found.Paths[at.File], Sheet: at.Sheet, Row: int(at.Row)}
			words = append(words, place.Place())
		}
		s.emit(line)
		if limit == 0 || i < limit {
			s.printf("  [%s] %s %s", line.Counts, strings.Join(words, "，"), line.Key)
		}
	}
	if limit > 0 && len(found.Lines) > limit {
		s.printf("  …… 其余用 --limit 0 或 --export 列出")
	}
}

// countsWords says of what a line is part.
func countsWords(l explain.Line, x explain.Explanation) string {
	switch {
	case !x.Ratio:
		return "计入"
	case l.Numerator && l.Denominator:
		return "分子、分母"
	case l.Numerator:
		return "分子"
	}
	return "分母"
}

// saidOf is what a line's rows say, the first that says it.
func saidOf(found pipelines.ExplainedLines, l explain.Line) ledger.Line {
	var all ledger.Line
	for _, at := range l.At {
		one := found.Said[ledger.Row{File: at.File, Sheet: at.Sheet, Row: at.Row}]
		for _, pair := range [][2]*string{{&all.Name, &one.Name}, {&all.Student, &one.Student}, {&all.Level, &one.Level},
			{&all.College, &one.College}, {&all.Major, &one.Major}, {&all.Destination, &one.Destination}} {
			if *pair[0] == "" {
				*pair[0] = *pair[1]
			}
		}
	}
	return all
}

// placesOf are the kinds of file that the lines can stand in.
func placesOf(lines []explain.Line) []string {
	var places []string
	for _, l := range lines {
		for _, at := range l.At {
			if !slices.Contains(places, at.Place) {
				places = append(places, at.Place)
			}
		}
	}
	return places
}

func explainedLines(found pipelines.ExplainedLines, x explain.Explanation) []ledger.Explained {
	var all []ledger.Explained
	for _, l := range found.Lines {
		line := ledger.Explained{Counts: countsWords(l, x), Line: saidOf(found, l)}
		for _, at := range l.At {
			if at.File == 0 {
				line.Where = append(line.Where, "", "", "")
				continue
			}
			line.Where = append(line.Where, found.Paths[at.File], at.Sheet, strconv.FormatInt(at.Row, 10))
		}
		all = append(all, line)
	}
	return all
}
