package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
	"quxiang/reports"
)

func newRunCommand(s *session) *cobra.Command {
	var year int
	cmd := &cobra.Command{
		Use:     "run",
		Short:   "从文件到报告：载入、构建、检查、发布、出报告",
		Long:    "依次载入 quxiang.toml 的 [[load]] 所列的文件，没有写就载入「数据」里的全部文件（已载入的跳过），构建、检查，通过后发布并生成报告。",
		Example: "  quxiang -C 就业2024 run --year 2024",
		Args:    takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			return s.runAll(cmd.Context(), e, year)
		},
	}
	yearFlag(cmd, &year)
	return cmd
}

// runAll goes the whole way and tells what each step did, the report last.
func (s *session) runAll(ctx context.Context, e *pipelines.Engine, year int) error {
	var files reports.Files
	outcome, err := e.Run(ctx, func(ctx context.Context, build *store.Reader) (err error) {
		files, err = s.draft(ctx, e, build, reportFlags{year: year, formats: reports.Formats[:3]})
		return err
	})
	s.progress("")
	s.loaded(outcome.Load)
	err = errors.Join(err, s.built(outcome.Build, outcome.Published))
	if files != (reports.Files{}) {
		s.wrote(files)
	}
	return err
}
