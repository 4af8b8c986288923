package main

import (
	"context"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
	"quxiang/reports"
)

func newReportCommand(s *session) *cobra.Command {
	var year int
	cmd := &cobra.Command{
		Use:   "report",
		Short: "由当前构建生成报告（HTML）和工作簿（xlsx）",
		Example: `  quxiang -C 就业2024 report
  quxiang -C 就业2024 report --year 2023`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				files, err := s.write(cmd.Context(), e, build, year)
				if err != nil {
					return err
				}
				s.wrote(files)
				return nil
			})
		},
	}
	yearFlag(cmd, &year)
	return cmd
}

func yearFlag(cmd *cobra.Command, year *int) {
	cmd.Flags().IntVar(year, "year", 0, "报告`届次`；不写则按配置")
}

// write draws the report on a cohort (0: as configured) from a build.
func (s *session) write(ctx context.Context, e *pipelines.Engine, build *store.Reader, year int) (reports.Files, error) {
	s.progress("生成报告")
	o := s.reportOptions(e, build, year)
	return reports.Write(ctx, build.DB(), o, e.Workspace.Reports(o.Cohort))
}

func (s *session) wrote(files reports.Files) {
	s.progress("")
	s.emit(files)
	s.printf("报告：%s\n工作簿：%s", files.Page, files.Workbook)
}
