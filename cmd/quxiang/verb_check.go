package main

import (
	"context"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
)

func newCheckCommand(s *session) *cobra.Command {
	var limit int
	var lists checkLists
	cmd := &cobra.Command{
		Use:   "check",
		Short: "列出问题：文件里拒收的行和发现的问题，当前构建未通过的检查",
		Long: "加 --export 写出问题清单：一页汇总，每个学院一页，只有它自己的行，留有填写更正的列；\n" +
			"填好后用 load --correction 载回。\n" +
			"加 --suspects 写出核查清单：当前构建里有疑点的去向，理由和需要的证据；填好核查结论，作「去向核查」载回。\n" +
			"加 --postings 写出招聘信息复核清单：当前构建从校园招聘信息里查出的文字和条款，留有填写结论的列，不写姓名。\n" +
			"加 --helpers 写出帮扶任务清单：每名帮扶人的学生和还差的任务，不写去向。\n" +
			"写有姓名的清单每次导出都有记录；清单都仅限内部使用。",
		Example: `  quxiang -C 就业2024 check
  quxiang -C 就业2024 check --export 问题清单.xlsx
  quxiang -C 就业2024 check --suspects 核查清单.xlsx --sample 60 --seed 7
  quxiang -C 就业2024 check --postings 招聘信息复核.xlsx
  quxiang -C 就业2024 check --helpers 帮扶任务.xlsx --college 文学院
  quxiang -C 就业2024 check --limit 0 --json > 问题.jsonl`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			if lists.any() {
				return s.exportLists(cmd.Context(), e, lists)
			}
			return s.listProblems(cmd.Context(), e, limit)
		},
	}
	lists.flags(cmd.Flags())
	cmd.Flags().IntVar(&limit, "limit", 20, "每个文件每种问题最多列出的`条数`，0 为全部")
	return cmd
}

// listProblems prints what files were found to hold and which checks of the
// current build failed.
func (s *session) listProblems(ctx context.Context, e *pipelines.Engine, limit int) error {
	findings, err := e.Findings(ctx)
	if err != nil {
		return err
	}
	s.findings(findings, limit)
	failed, built, err := e.FailedChecks(ctx)
	if err != nil {
		return err
	}
	if !built {
		s.printf("还没有构建过，构建时的检查尚未运行")
	}
	s.checks(failed)
	if built && len(findings)+len(failed) == 0 {
		s.printf("没有发现问题，构建时的检查都通过")
	}
	return problems(findings, failed)
}

// findings prints problems by file and rule, the first limit of each.
func (s *session) findings(all []pipelines.Finding, limit int) {
	type kind struct{ file, rule, severity string }
	n := map[kind]int{}
	for _, f := range all {
		k := kind{f.File, f.Rule, f.Severity}
		n[k]++
		if limit == 0 || n[k] <= limit {
			s.finding(f)
		} else if n[k] == limit+1 {
			s.printf("       「%s」还有更多 %s，用 --limit 0 全部列出", f.File, f.Rule)
		}
	}
}

func (s *session) finding(f pipelines.Finding) {
	s.emit(f)
	at := fault.Error{File: f.File, Sheet: f.Sheet, Row: int(f.Row), Column: f.Column, Value: f.Value}
	words := f.Why
	if f.Hint != "" {
		words += "；" + f.Hint
	}
	s.printf("[%s] %s：%s", severityWords[f.Severity], at.Place(), words)
}
