package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines/ledger"
)

func newStateCommand(s *session) *cobra.Command {
	var o ledger.Order
	cmd := &cobra.Command{
		Use:   "state [省核|核定 届次 截止日]",
		Short: "列出各截止日的状态，或记下省核、核定",
		Long:  "不写参数时列出各届各截止日的状态、是否冻结、第几版。状态依次为自报、省核、核定，印在报告上。",
		Example: `  quxiang -C 就业2024 state
  quxiang -C 就业2024 state 省核 2024 2024-08-31 --document 渝教学函〔2024〕1号`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 3 {
				return usageFault(cmd, "要么不写参数，要么写状态、届次、截止日三项")
			}
			e, err := s.engine()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				all, err := e.Standings(cmd.Context())
				s.standings(all)
				return err
			}
			c, err := cutoff(cmd, args[1:])
			if err != nil {
				return err
			}
			if err := e.SetState(cmd.Context(), c, ledger.State(args[0]), o); err != nil {
				return err
			}
			s.printf("已记下：%s，%s", c, args[0])
			return nil
		},
	}
	cmd.Flags().StringVar(&o.Document, "document", "", "依据文件的`文号`")
	orderFlags(cmd, &o)
	return cmd
}

func (s *session) standings(all []ledger.Standing) {
	rows := [][]string{{"届次", "截至", "状态", "冻结", "版本", "载入次数"}}
	for _, one := range all {
		s.emit(one)
		frozen := ""
		if one.Frozen {
			frozen = "已冻结"
		}
		rows = append(rows, []string{number(int64(one.Cohort)), one.AsOf, string(one.State), frozen,
			number(one.Version), number(one.Loads)})
	}
	if s.json {
		return
	}
	if len(all) == 0 {
		s.printf("还没有载入毕业去向")
		return
	}
	columns(s.out, rows)
}
