package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"quxiang/pipelines/ledger"
)

func newUndoCommand(s *session) *cobra.Command {
	var batch int64
	var o ledger.Order
	cmd := &cobra.Command{
		Use:   "undo [载入编号…]",
		Short: "撤销：把一次或一批载入的数据拿出来",
		Long: "数据从仓库里删去，载入记录留下，注明已撤销和理由；它取代的载入恢复计入。\n" +
			"只有自报、未冻结、未被取代的可以撤销；几次一起撤销时，要么全部撤销，要么都不撤销。",
		Example: `  quxiang -C 就业2024 undo 7 --reason 拿错了文件
  quxiang -C 就业2024 undo --batch 3`,
		RunE: func(cmd *cobra.Command, args []string) error {
			loads, err := loadNumbers(cmd, args)
			if err != nil {
				return err
			}
			if (batch == 0) == (len(loads) == 0) {
				return usageFault(cmd, "要写明撤销哪一次载入（编号），或用 --batch 写明哪一批，两者选一")
			}
			e, err := s.engine()
			if err != nil {
				return err
			}
			undone, err := e.Undo(cmd.Context(), loads, batch, o)
			for _, u := range undone {
				s.undone(u)
			}
			return err
		},
	}
	cmd.Flags().Int64Var(&batch, "batch", 0, "撤销哪一批：一条 load 或 run 命令的全部载入（`批号`见 quxiang history）")
	orderFlags(cmd, &o)
	return cmd
}

func loadNumbers(cmd *cobra.Command, args []string) ([]int64, error) {
	var all []int64
	for _, arg := range args {
		n, err := strconv.ParseInt(arg, 10, 64)
		if err != nil || n <= 0 {
			return nil, usageFault(cmd, "「"+arg+"」不是载入编号")
		}
		all = append(all, n)
	}
	return all, nil
}

func (s *session) undone(u ledger.UndoneLoad) {
	s.emit(u)
	s.printf("已撤销第 %d 次载入「%s」：拿出 %d 行", u.Load, u.File, u.Rows)
	for _, id := range u.Restored {
		s.printf("  第 %d 次载入恢复计入", id)
	}
	if u.Dangling > 0 {
		s.printf("  %s", fmt.Sprintf("有 %d 条更正是针对它的，现在悬空，见待在登记系统更正清单", u.Dangling))
	}
}
