package main

import (
	"context"

	"github.com/spf13/cobra"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/workspace"
)

func newDoctorCommand(s *session) *cobra.Command {
	var migrate bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "检查环境：配置、磁盘、文件、密钥、脚本资源",
		Example: `  quxiang -C 就业2024 doctor
  quxiang -C 就业2024 doctor --migrate`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if migrate {
				return s.migrate(cmd.Context())
			}
			w, err := s.open()
			if err != nil {
				return err
			}
			return s.remarks(w.Examine())
		},
	}
	cmd.Flags().BoolVar(&migrate, "migrate", false, "把旧版本的数据仓库升级到本程序的版本，先备份")
	return cmd
}

func (s *session) migrate(ctx context.Context) error {
	e, err := s.engine()
	if err != nil {
		return err
	}
	backup, err := e.Migrate(ctx)
	if err != nil {
		return err
	}
	if backup == "" {
		s.printf("数据仓库已是本程序的版本，不用升级")
		return nil
	}
	s.printf("已升级；升级前的备份在 %s，核对无误后可以删去", backup)
	return nil
}

// remarks prints what doctor found; its verdict is that of the worst remark.
func (s *session) remarks(all []workspace.Remark) error {
	grades := map[workspace.Grade]int{}
	for _, r := range all {
		grades[r.Grade]++
		s.emit(r)
		s.printf("[%s] %s：%s", r.Grade, r.Subject, r.Detail)
		if r.Hint != "" {
			s.printf("       处理办法：%s", r.Hint)
		}
	}
	switch {
	case grades[workspace.Bad] > 0:
		return &fault.Error{Kind: fault.Failed, Op: "检查环境", Why: "有必须处理的问题，见上"}
	case grades[workspace.Warning] > 0:
		return &fault.Error{Kind: fault.Partial, Op: "检查环境", Why: "有需要留意的事项，见上"}
	}
	return nil
}
