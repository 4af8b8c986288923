package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"quxiang/pipelines/ledger"
)

func newFreezeCommand(s *session) *cobra.Command {
	var o ledger.Order
	cmd := &cobra.Command{
		Use:   "freeze 届次 截止日",
		Short: "冻结一届一个截止日的数据：此后只能按核减文件改",
		Long: "冻结之后，这一届这一截止日的去向登记和这一届的毕业生名单不能再载入、更正、撤销，也不能解冻；\n" +
			"只有核减（load --supersedes 编号 --document 文号）能改，改后仍是冻结的。",
		Example: "  quxiang -C 就业2024 freeze 2024 2024-08-31 --reason 初次就业率上报",
		Args:    takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := cutoff(cmd, args)
			if err != nil {
				return err
			}
			e, err := s.engine()
			if err != nil {
				return err
			}
			if err := e.Freeze(cmd.Context(), c, o); err != nil {
				return err
			}
			s.printf("已冻结%s的数据", c)
			return nil
		},
	}
	orderFlags(cmd, &o)
	return cmd
}

// cutoff reads a cohort and a day.
func cutoff(cmd *cobra.Command, args []string) (ledger.Cutoff, error) {
	cohort, err := strconv.Atoi(args[0])
	if err != nil || cohort < 1900 || cohort > 2100 {
		return ledger.Cutoff{}, usageFault(cmd, "届次「"+args[0]+"」不是年份，应为 2024 这样")
	}
	asOf, err := day(cmd, "截止日", args[1])
	return ledger.Cutoff{Cohort: cohort, AsOf: asOf}, err
}
