package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/model"
)

func newTestCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "test [模型…]",
		Short: "运行模型的单元测试",
		Example: `  quxiang -C 就业2024 test
  quxiang -C 就业2024 test marts.placement`,
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			cases, err := e.Test(cmd.Context(), args...)
			if err != nil {
				return err
			}
			return s.cases(cases)
		},
	}
}

// cases prints what failed, row by row, and how many passed.
func (s *session) cases(cases []model.CaseResult) error {
	failed := 0
	for _, c := range cases {
		s.emit(caseLine{c.Model, c.Path, c.Test, c.Passed(), c.Diff})
		if c.Passed() {
			continue
		}
		failed++
		s.printf("不通过 %s「%s」（%s）", c.Model, c.Test, c.Path)
		if c.Err != nil {
			s.printf("  %v", c.Err)
		}
		s.rowDiff(c.Diff)
	}
	s.printf("%d 个用例，%d 个通过", len(cases), len(cases)-failed)
	if failed > 0 {
		return &fault.Error{Kind: fault.Failed, Op: "模型测试", Why: fmt.Sprintf("%d 个用例不通过，见上", failed),
			Hint: "- 开头的行是应得的，+ 开头的行是实得的；改正模型或用例"}
	}
	return nil
}

// rowsShown is how many rows of each kind are enough to see what is wrong.
const rowsShown = 15

// rowDiff prints the first of the rows that were wanted and of those that came.
func (s *session) rowDiff(lines []string) {
	n := map[byte]int{}
	for _, line := range lines {
		if n[line[0]]++; n[line[0]] <= rowsShown {
			s.printf("  %s", line)
		} else if n[line[0]] == rowsShown+1 {
			s.printf("  %c ……还有更多，加 --json 全部列出", line[0])
		}
	}
}

type caseLine struct {
	Model  string   `json:"model"`
	File   string   `json:"file"`
	Test   string   `json:"test"`
	Passed bool     `json:"passed"`
	Diff   []string `json:"diff,omitempty"`
}
