package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/check"
	"quxiang/pipelines/fault"
)

func newDiffCommand(s *session) *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff [甲] [乙]",
		Short: "比较两次构建或两份报告：哪些数变了，因为哪次载入、哪个模型",
		Long: "不写参数时，拿当前构建与现在构建会得出的结果（候选）比较：改模型、载入文件或改配置之后，先看会变什么，再 quxiang build 发布。\n" +
			"候选留在仓库里；其间什么都没有再变的话，build 发布的就是这一份。\n" +
			"甲、乙可以写构建编号、current（当前）、previous（上一次）、candidate（候选），或两份报告文件（.html、.xlsx、.docx）。",
		Example: `  quxiang -C 就业2024 diff
  quxiang -C 就业2024 diff previous current
  quxiang -C 就业2024 diff --limit 0 --export 变化.xlsx
  quxiang diff 旧/就业质量年度报告-2024届.html 新/就业质量年度报告-2024届.html`,
		Args: takes(0, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if slices.ContainsFunc(args, isReport) {
				return s.diffReports(cmd, args, o)
			}
			return s.diffBuilds(cmd.Context(), args, o)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&o.limit, "limit", 5, "每个指标最多列出的`处数`，0 为全部")
	flags.StringVar(&o.export, "export", "", "把全部变化写成`工作簿`，仅限内部使用")
	flags.BoolVar(&o.exitCode, "exit-code", false, "有变化时退出码为 1")
	return cmd
}

type diffOptions struct {
	limit    int
	export   string
	exitCode bool
}

// isReport tells a report's file from a build's id.
func isReport(arg string) bool { return reportReaders[strings.ToLower(filepath.Ext(arg))] != nil }

// diffBuilds compares two builds, by default the current one and the next.
func (s *session) diffBuilds(ctx context.Context, args []string, o diffOptions) error {
	a, b := pipelines.CurrentBuild, pipelines.NextBuild
	if len(args) > 0 {
		a = args[0]
	}
	if len(args) > 1 {
		b = args[1]
	}
	e, err := s.engine()
	if err != nil {
		return err
	}
	d, err := e.Compare(ctx, a, b)
	s.progress("")
	if err != nil {
		s.checks(d.Build.Failed(check.Block))
		return err
	}
	s.printDifference(e, d, o.limit)
	if err := s.book(o.export, func() error { return writeDifference(o.export, e, d) }); err != nil {
		return err
	}
	return exitChanged(o, len(d.Changes))
}

// exitChanged makes changes a failure where --exit-code asks for it.
func exitChanged(o diffOptions, n int) error {
	if !o.exitCode || n == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Failed, Op: "比较", Why: fmt.Sprintf("有 %d 处变化", n), Hint: "不加 --exit-code 时，有变化也以 0 退出"}
}
