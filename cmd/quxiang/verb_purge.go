package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"quxiang/pipelines/ledger"
)

func newPurgeCommand(s *session) *cobra.Command {
	var yes bool
	var o ledger.Order
	cmd := &cobra.Command{
		Use:   "purge 届次",
		Short: "清除一届的个人数据：仓库中的行、来源文件、构建和备份，不能恢复",
		Long: "保存期满或不再需要时用。不加 --yes 只列出会清除什么。清除后数据仓库重写一遍，磁盘上不留删去的内容；\n" +
			"已生成的报告只有汇总数，不受影响；载入记录留下，注明已清除。已导出的具名清单要自行销毁。",
		Example: `  quxiang -C 就业2024 purge 2018
  quxiang -C 就业2024 purge 2018 --yes --reason 保存期满`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cohort, err := strconv.Atoi(args[0])
			if err != nil {
				return usageFault(cmd, "届次「"+args[0]+"」不是年份，应为 2018 这样")
			}
			e, err := s.engine()
			if err != nil {
				return err
			}
			p, err := e.Purge(cmd.Context(), cohort, yes, o)
			if err != nil {
				return err
			}
			s.purged(p)
			return nil
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "确实清除；不写则只列出")
	orderFlags(cmd, &o)
	return cmd
}

func (s *session) purged(p ledger.Purge) {
	s.emit(p)
	verb := "会清除"
	if p.Done {
		verb = "已清除"
	}
	s.printf("%s %d 届的 %d 行，所有构建和备份，以及工作区里这些只含这一届的来源文件：", verb, p.Cohort, p.Rows)
	for _, f := range p.Files {
		s.printf("  %s（载入 %d）", f.Path, f.Load)
	}
	for _, f := range p.Shared {
		if !p.Done {
			s.printf("  %s（载入 %d）：含其他届，只清除这一届的行，文件不动", f.Path, f.Load)
		}
	}
	for _, left := range p.Extra {
		s.printf("  没有删去 %s", left)
	}
	if !p.Done {
		s.printf("这一步不能恢复；确实要清除时加 --yes")
	}
}
