package main

import (
	"errors"

	"github.com/spf13/cobra"

	"quxiang/pipelines/fault"
	"quxiang/reports/verify"
)

func newVerifyCommand(s *session) *cobra.Command {
	var recompute bool
	cmd := &cobra.Command{
		Use:   "verify 文件",
		Short: "核验一份报告：每个数、每处文字是否还是发布时的样子",
		Long: "把报告（网页、工作簿、Word、PDF）里的每个数与发布时的记录逐一核对，再核对其余的字节；改动一个数字也会发现，\n" +
			"并指出在哪里、印的是什么、应当是什么。Excel、WPS 另存过而内容未改的工作簿可以通过，会注明。PDF 只能逐字节核对。\n" +
			"加 --recompute 时，用发布时留下的构建把报告重做一遍，核对每个值；再与当前构建比较，列出自发布以来的变化（不算不一致）。\n" +
			"不在工作区里时，与报告旁边同名的 .figures.parquet 记录核对。一致时退出码为 0，不一致为 1。",
		Example: `  quxiang -C 就业2024 verify reports/2024/发布/2024-01/就业质量年度报告-2024届-公开版.html
  quxiang -C 就业2024 verify 收到的报告.xlsx --recompute`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, path, err := s.verifier(args[0])
			if err != nil {
				return err
			}
			options, err := s.verifyOptions(cmd.Context(), e, recompute)
			if err != nil {
				return err
			}
			s.progress("核验")
			r, err := verify.File(cmd.Context(), path, options)
			s.progress("")
			if r.File == "" {
				return err
			}
			s.verified(r)
			return errors.Join(differs(r), err)
		},
	}
	cmd.Flags().BoolVar(&recompute, "recompute", false, "用发布时的构建重算每个数，再列出当前构建与它的不同")
	return cmd
}

// differs is the fault of a report that is not as it was recorded.
func differs(r verify.Result) error {
	if r.Same {
		return nil
	}
	return &fault.Error{Op: "核验", File: r.File, Why: "与记录不一致，共 " + number(int64(len(r.Differences))) + " 处，见上",
		Hint: "不要引用这份文件；原件是发布时的文件，见 quxiang history"}
}
