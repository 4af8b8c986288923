package main

import (
	"context"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
)

func newHistoryCommand(s *session) *cobra.Command {
	var access bool
	cmd := &cobra.Command{
		Use:     "history",
		Short:   "显示经过：每一次载入，含已被取代的；每一次发布",
		Example: "  quxiang -C 就业2024 history --json",
		Args:    takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			if access {
				return s.accesses(cmd.Context(), e)
			}
			loaded, err := e.History(cmd.Context())
			if err != nil {
				return err
			}
			s.files(e, loaded)
			return s.releases(cmd.Context(), e)
		},
	}
	cmd.Flags().BoolVar(&access, "access", false, "列出写有姓名的清单每一次是谁在何时导出的")
	return cmd
}

func (s *session) accesses(ctx context.Context, e *pipelines.Engine) error {
	all, err := e.Accesses(ctx)
	rows := [][]string{{"时间", "命令", "清单", "行数", "用户"}}
	for _, a := range all {
		s.emit(a)
		rows = append(rows, []string{inChina(a.At), a.Verb, a.Output, number(a.Rows), a.By})
	}
	if !s.json {
		columns(s.out, rows)
	}
	return err
}
