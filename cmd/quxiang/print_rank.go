package main

import (
	"context"
	"errors"

	"quxiang/pipelines"
	"quxiang/pipelines/ranking"
	"quxiang/reports"
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// rank answers the question about the current build and prints the answer.
func (s *session) rank(ctx context.Context, e *pipelines.Engine, q ranking.Question, o rankOptions) (err error) {
	build, err := e.Current(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, build.Close()) }()
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
	s.ranks(ranks, o.top)
	if o.xlsx == "" {
		return nil
	}
	s.printf("工作簿：%s；仅限内部使用", o.xlsx)
	return reports.WriteRanks(ctx, conn, ranks, options, o.xlsx)
}

// ranks prints the first top of each group of peers; with --json all of them.
func (s *session) ranks(d chapter.RankData, top int) {
	if len(d.Ranks) == 0 {
		s.printf("这一届在这个截止日没有可以排名的数据；用 --cutoff 换一个截止日，或用 --year 换一届")
	} else {
		s.printf("（内部使用，不得公开）")
	}
	n := map[string]int{}
	for _, r := range d.Ranks {
		s.emit(r)
		n[r.Group]++
		switch {
		case n[r.Group] == 1:
			s.printf("%s，共 %d 个，%d 届截至 %s：", r.Group, r.Units, r.Cohort, r.Cutoff)
			s.rankLine(r)
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

func (s *session) rankLine(r chapter.RankRow) {
	p := figure.Place{Cohort: r.Cohort, Cutoff: r.Cutoff}
	percent := func(n int64) string { return figure.Print(*p.Scaled("", n, 2, "%")) + "%" }
	signal := ""
	if r.Signal != "" {
		signal = "；" + r.Signal
	}
	s.printf("  %d（%d—%d）%s：%s（%d/%d），收缩后 %s（%s—%s）；居末十分之一 %s；%d 个%s%s", r.Rank, r.RankLow, r.RankHigh, r.Name,
		figure.Percent(r.Num, r.Den), r.Num, r.Den, percent(r.Shrunken), percent(r.ShrunkenLow), percent(r.ShrunkenHigh),
		percent(r.BottomTenth), r.Offered, offeredWords[r.Unit], signal)
}

var offeredWords = map[string]string{"major": "布点", "institution": "专业"}
