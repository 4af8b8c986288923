package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
	"quxiang/reports"
	"quxiang/reports/chapter"
)

// quota makes a proposal of the current build and tells it.
func (s *session) quota(ctx context.Context, e *pipelines.Engine, build *store.Reader, change pipelines.QuotaChange, o quotaOptions) (err error) {
	conn, err := e.Propose(ctx, build, change)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	d, err := chapter.ReadQuota(ctx, conn, pipelines.WhatIf)
	if err != nil {
		return err
	}
	s.progress("")
	s.stale(build)
	if err := s.proposal(d, o.why); err != nil {
		return err
	}
	return s.book(o.xlsx, func() error { return reports.WriteQuota(ctx, conn, d, s.reportOptions(e, build, 0), o.xlsx) })
}

// listTables prints every rule table that can be chosen.
func (s *session) listTables() error {
	e, err := s.engine()
	if err != nil {
		return err
	}
	for i := range e.Tables {
		t := &e.Tables[i]
		line := tableLine{t.Name, t.Title, t.Authority, t.Document, t.Citation, t.Mark, t.Note, t.Levels, nil}
		s.printf("%s（%s）：%s", t.Name, t.Mark, t.Title)
		s.printf("    依据：%s，%s：%s", t.Authority, t.Document, t.Citation)
		for _, r := range t.Rows {
			line.Rows = append(line.Rows, tableRow{r.Name, r.When, r.Action})
			s.printf("    %s（%s）：%s", r.Name, r.When, r.Action)
		}
		if t.Else {
			s.printf("    其余：人工决定")
		}
		s.printf("    说明：%s", t.Note)
		s.emit(line)
	}
	return nil
}

type tableLine struct {
	Rule      string     `json:"rule"`
	Title     string     `json:"title"`
	Authority string     `json:"authority"`
	Document  string     `json:"document"`
	Citation  string     `json:"citation"`
	Mark      string     `json:"mark"`
	Note      string     `json:"note"`
	Levels    []string   `json:"levels"`
	Rows      []tableRow `json:"rows"`
}

type tableRow struct {
	Row    string `json:"row"`
	When   string `json:"when"`
	Action string `json:"action"`
}

// proposal prints what is proposed, line by line and summed, or why nothing can
// be; the latter is a failure.
func (s *session) proposal(d chapter.QuotaData, why bool) error {
	for _, set := range d.Settings {
		s.emit(set)
		s.printf("（内部使用，不得公开）%d 年招生计划建议方案：总量 %d 人，今年 %d 人；增减幅度 +%d%%、-%d%%，最小班额 %d 人；%s",
			set.Year, set.Total, set.Base, set.Up, set.Down, set.LeastClass, tableWords(set))
	}
	if len(d.Settings) == 0 {
		return &fault.Error{Kind: fault.Usage, Op: "招生计划建议", Why: "库里没有招生计划", Hint: "先载入招生计划（admission_plan）并构建"}
	}
	if len(d.Conflicts) > 0 {
		return s.contradiction(d.Conflicts)
	}
	s.quotaLines(d.Lines, why)
	s.quotaTotals(d.Totals)
	return nil
}

func tableWords(set chapter.QuotaSettingRow) string {
	if set.Rule == "" {
		return "没有采用规则表"
	}
	return "规则表 " + set.Rule + "（" + set.Mark + "）：" + set.Authority + "，" + set.Document
}

// contradiction names what contradicts itself, one by one.
func (s *session) contradiction(all []chapter.QuotaConflictRow) error {
	for _, c := range all {
		s.emit(c)
		s.printf("  %s：%s。%s", c.What, c.Why, c.Hint)
	}
	return &fault.Error{Kind: fault.Failed, Op: "招生计划建议", Why: "限制互相矛盾，给不出方案：" + strconv.Itoa(len(all)) + " 处", Hint: "按上面逐条的办法放宽，再运行一次"}
}

func (s *session) quotaLines(lines []chapter.QuotaRow, why bool) {
	table := [][]string{{"层次", "专业", "今年", "建议", "增减", "做法", "指数", "起作用的限制"}}
	for _, l := range lines {
		s.emit(l)
		table = append(table, []string{l.Level, l.Code + " " + l.Major, strconv.FormatInt(l.Base, 10), strconv.FormatInt(l.Proposed, 10), signed(l.Change), l.Action, indexWords(l), l.Binds})
	}
	var aligned strings.Builder
	columns(&aligned, table)
	for i, line := range strings.Split(strings.TrimSuffix(aligned.String(), "\n"), "\n") {
		s.printf("%s", line)
		if why && i > 0 {
			s.printf("    %s", lines[i-1].Reasons)
		}
	}
	if !why {
		s.printf("逐个专业的理由用 --why、--json 或 --xlsx 看；报告里有同样的方案和可以移动的总量")
	}
}

// indexWords is a line's index; one without goes by the middle.
func indexWords(l chapter.QuotaRow) string {
	if !l.HasIndex {
		return "—"
	}
	return strconv.FormatInt(l.Index, 10)
}

func signed(n int64) string {
	if n > 0 {
		return "+" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// quotaTotals prints the sums of the levels and of all.
func (s *session) quotaTotals(totals []chapter.QuotaTotalRow) {
	for _, g := range totals {
		s.emit(g)
		if g.College == "全部" {
			s.printf("%s：%d 个专业，今年 %d 人，建议 %d 人（%s）", g.Level, g.Majors, g.Base, g.Proposed, signed(g.Proposed-g.Base))
		}
	}
}
