package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
	"quxiang/reports"
	"quxiang/reports/chapter"
)

func newCardsCommand(s *session) *cobra.Command {
	var o cardOptions
	cmd := &cobra.Command{
		Use:   "cards",
		Short: "判定红黄牌：规则结论与证据两栏，也可比较几条规则",
		Long: "按选用的规则（quxiang.toml 的 [cards]，或 --rule）对当前构建判定，不重新构建。\n" +
			"规则结论只由规则得出，证据由统计得出；触发而证据不足的标“关注”。结果仅限内部使用。",
		Example: `  quxiang -C 就业2024 cards --list
  quxiang -C 就业2024 cards --year 2024
  quxiang -C 就业2024 cards --rule 安徽2022 --rule 四川 --xlsx 红黄牌.xlsx`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.list {
				e, err := s.engine()
				if err == nil {
					s.listRules(e.Rules)
				}
				return err
			}
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				return s.judge(cmd.Context(), e, build, o)
			})
		},
	}
	yearFlag(cmd, &o.year)
	cmd.Flags().StringArrayVar(&o.rules, "rule", nil, "按哪条`规则`判定，可写几次；不写则按配置")
	cmd.Flags().BoolVar(&o.list, "list", false, "列出可用的规则及其依据")
	cmd.Flags().BoolVar(&o.all, "all", false, "连同没有触发、不适用、数据不足的专业一起列出")
	cmd.Flags().StringVar(&o.xlsx, "xlsx", "", "把名单和逐张说明写成`工作簿`")
	return cmd
}

type cardOptions struct {
	year  int
	rules []string
	list  bool
	all   bool
	xlsx  string
}

// judge applies the rules to the current build and tells what they found.
func (s *session) judge(ctx context.Context, e *pipelines.Engine, build *store.Reader, o cardOptions) (err error) {
	options := s.reportOptions(e, build, o.year)
	conn, err := e.Judge(ctx, build, o.rules, options.Cohort)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	cards, err := chapter.ReadCards(ctx, conn, pipelines.WhatIf, options.Cohort, o.all)
	if err != nil {
		return err
	}
	s.progress("")
	s.stale(build)
	s.cards(cards, options)
	return s.book(o.xlsx, func() error { return reports.WriteCards(ctx, conn, cards, options, o.xlsx) })
}
