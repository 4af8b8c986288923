package main

import (
	"errors"

	"github.com/spf13/cobra"

	"quxiang/pipelines/check"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/model"
)

func newBuildCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "build",
		Short:   "构建数据仓库：计算、检查，通过后发布",
		Example: "  quxiang -C 就业2024 build",
		Args:    takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			result, err := e.Build(cmd.Context())
			return errors.Join(s.built(result, err == nil), err)
		},
	}
}

// built tells what a build did. Warnings that failed make the verb end with 3;
// why it was not published is the error of whoever built it.
func (s *session) built(r model.Result, published bool) error {
	for _, w := range r.Warnings {
		s.printf("注意：%s", w)
	}
	s.checks(append(r.Failed(check.Block), r.Failed(check.Warning)...))
	if !published {
		return nil
	}
	s.emit(map[string]any{"build": r.BuildID, "models": len(r.Steps), "checks": len(r.Checks),
		"warnings": len(r.Failed(check.Warning))})
	s.printf("构建 %s 已发布：%d 个模型，%d 项检查", r.BuildID, len(r.Steps), len(r.Checks))
	return warned(len(r.Failed(check.Warning)))
}

func warned(n int) error {
	if n == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Partial, Op: "检查", Why: "有警告级的检查没有通过，见上",
		Hint: "quxiang check 列出明细；核实后报告可用，--strict 时视为失败"}
}

var severityWords = map[string]string{check.Block: "阻断", check.Warning: "警告", check.Info: "提示",
	"refused": "拒收", "error": "错误"}

// checks prints results of checks, with a sample of bad rows.
func (s *session) checks(results []check.Result) {
	for _, r := range results {
		s.emit(checkLine{r.Check, r.Title, r.Severity, r.BadRows, r.Sample, r.Remedy})
		s.printf("[%s] %s（%s）：%d 行", severityWords[r.Severity], r.Title, r.Check, r.BadRows)
		for _, row := range sampleWords(r.Sample, 3) {
			s.printf("       如：%s", row)
		}
		if r.Remedy != "" {
			s.printf("       处理办法：%s", r.Remedy)
		}
	}
}

type checkLine struct {
	Check    string `json:"check"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	BadRows  int64  `json:"bad_rows"`
	Sample   string `json:"sample"`
	Remedy   string `json:"remedy"`
}
