package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/ranking"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/store"
	"quxiang/reports"
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// rank answers the question about the current build and prints the answer.
func (s *session) rank(ctx context.Context, e *pipelines.Engine, build *store.Reader, q ranking.Question, o rankOptions) (err error) {
	if q.Unit == ranking.Institutions && e.Workspace.Config.Level != "province" {
		return &fault.Error{Kind: fault.Usage, Op: "排名", Why: "学校的工作区只有一所学校，没有可比的", Hint: "用 quxiang rank majors 给专业排名"}
	}
	options := s.reportOptions(e, build, q.Cohort)
	q.Cohort = options.Cohort
	if q.Cutoff == "" {
		q.Cutoff = options.MainCutoff
	}
	conn, err := e.Rank(ctx, build, q)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	ranks, err := chapter.ReadRanks(ctx, conn, pipelines.WhatIf, q.Cohort)
	if err != nil {
		return err
	}
	s.progress("")
	s.stale(build)
	s.ranks(ranks, q, o.top)
	return s.book(o.xlsx, func() error { return reports.WriteRanks(ctx, conn, ranks, options, o.xlsx) })
}

// ranks prints the first top of each group of peers; with --json all of them.
func (s *session) ranks(d chapter.RankData, q ranking.Question, top int) {
	s.rankHead(d, q)
	n := map[string]int{}
	for _, r := range d.Ranks {
		s.emit(r)
		n[r.Group]++
		if n[r.Group] == 1 {
			s.printf("%s，共 %d 个，%d 届截至 %s：", r.Group, r.Units, r.Cohort, r.Cutoff)
		}
		switch {
		case top == 0 || n[r.Group] <= top:
			s.rankLine(r)
		case n[r.Group] == top+1:
			s.printf("  …… 其余用 --top 0 或 --xlsx 列出")
		}
	}
	for _, b := range d.Benchmarks {
		s.emit(b)
	}
}

// rankHead says by what is ranked, or for which cut-offs there are data.
func (s *session) rankHead(d chapter.RankData, q ranking.Question) {
	m, _ := rule.MeasureOf(q.Indicator)
	direction := "高者在前"
	if m.HighIsBad {
		direction = "低者在前"
	}
	s.printf("（内部使用，不得公开）按%s排，%s；位次后为 90%% 区间，收缩后的率后为 90%% 区间", m.Title, direction)
	if len(d.Ranks) > 0 {
		return
	}
	var known []string
	for _, c := range d.Cutoffs {
		known = append(known, fmt.Sprintf("%d 届 %s", c.Cohort, c.Cutoff))
	}
	s.printf("%d 届截至 %s 没有可以排名的数据；库里有：%s。用 --year、--cutoff 换一个；用了 --major 的，检查写法（层次:代码）", q.Cohort, q.Cutoff, strings.Join(known, "、"))
}

func (s *session) rankLine(r chapter.RankRow) {
	p := figure.Place{Cohort: r.Cohort, Cutoff: r.Cutoff}
	percent := func(n int64) string { return figure.Print(*p.Scaled("", n, 2, "%")) }
	signal, last := "", percent(r.BottomTenth)
	if r.Signal != "" {
		signal = "；供给" + signalWords[r.Signal]
	}
	if r.Units < chapter.LeastRanked {
		last = "—"
	}
	s.printf("  %d（%d—%d）%s：%s（%d/%d），收缩后 %s（%s—%s）；居末十分之一 %s；%d 个%s%s", r.Rank, r.RankLow, r.RankHigh, r.Name,
		figure.Percent(r.Num, r.Den), r.Num, r.Den, percent(r.Shrunken), percent(r.ShrunkenLow), percent(r.ShrunkenHigh),
		last, r.Offered, offeredWords[r.Unit], signal)
}

var signalWords = map[string]string{"过剩": "偏多", "紧缺": "偏少"}

var offeredWords = map[string]string{"major": "布点", "institution": "专业"}
