package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/check"
	"quxiang/pipelines/fault"
)

// correct takes in filled-in lists of problems.
func (s *session) correct(cmd *cobra.Command, e *pipelines.Engine, files []string) error {
	if len(files) == 0 {
		return usageFault(cmd, "要写明填好的问题清单是哪个文件")
	}
	var paths []string
	for _, file := range files {
		paths = append(paths, e.Workspace.Find(file))
	}
	results, todo, err := e.Correct(cmd.Context(), paths)
	refused := 0
	for _, r := range results {
		s.emit(r)
		s.printf("%s：记下更正 %d 条，已记过 %d 条，没有记 %d 条", r.File, r.Recorded, r.Repeated, len(r.Refused))
		for _, line := range r.Refused {
			at := fault.Error{Sheet: line.Sheet, Row: line.Line}
			s.printf("    [没有记] %s：%s；%s", at.Place(), line.Why, line.Hint)
		}
		refused += len(r.Refused)
	}
	if err != nil {
		return err
	}
	s.printf("待在登记系统更正清单：%s", todo)
	if refused > 0 {
		return &fault.Error{Kind: fault.Partial, Op: "载入更正", Why: fmt.Sprintf("%d 条没有记，见上", refused), Hint: "改好清单后再载一次，已记过的不会重复"}
	}
	return nil
}

// exportLists writes the lists that name people.
func (s *session) exportLists(ctx context.Context, e *pipelines.Engine, export, corrections string) error {
	for _, one := range []struct {
		path, what string
		write      func(context.Context, string) (int, error)
	}{{export, "问题清单", e.ExportProblems}, {corrections, "待在登记系统更正清单", e.ExportTodos}} {
		if one.path == "" {
			continue
		}
		n, err := one.write(ctx, one.path)
		if err != nil {
			return err
		}
		s.emit(listLine{List: one.path, Rows: n})
		s.printf("已写出%s %s，%d 行；写有姓名，仅限内部使用", one.what, one.path, n)
	}
	return nil
}

// listLine is what --json says of a list.
type listLine struct {
	List string `json:"list"`
	Rows int    `json:"rows"`
}

// problems is the verdict of check.
func problems(findings []pipelines.Finding, failed []check.Result) error {
	refused, wrong := 0, 0
	for _, f := range findings {
		switch f.Severity {
		case "refused":
			refused++
		case "error", "warning":
			wrong++
		}
	}
	warnings := 0
	for _, r := range failed {
		if r.Severity != check.Info {
			warnings++
		}
	}
	if refused+wrong+warnings == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Partial, Op: "检查", Why: fmt.Sprintf(
		"%d 行被拒收，%d 处问题，%d 项检查未通过", refused, wrong, warnings), Hint: "改正来源文件后重新载入"}
}
