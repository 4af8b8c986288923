package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/workspace"
)

func newDoctorCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "检查环境：配置、磁盘、文件、密钥、脚本资源",
		Example: "  quxiang -C 就业2024 doctor",
		Args:    takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			w, err := s.open()
			if err != nil {
				return err
			}
			return s.remarks(w.Examine())
		},
	}
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
