package main

import "github.com/spf13/cobra"

func newShellCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "shell",
		Short:   "输出进入数据仓库所需的 SQL，供 DuckDB 命令行使用",
		Example: "  quxiang -C 就业2024 shell > 开场.sql && duckdb -init 开场.sql",
		Args:    takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			prelude, err := e.Prelude()
			if err != nil {
				return err
			}
			s.emit(map[string]string{"sql": prelude})
			s.printf("%s", prelude)
			return nil
		},
	}
}
