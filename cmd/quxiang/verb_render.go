package main

import "github.com/spf13/cobra"

func newRenderCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "render 模型",
		Short:   "输出一个模型的 SQL，连同运行它所需的开场",
		Example: "  quxiang -C 就业2024 render marts.placement | duckdb",
		Args:    takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			text, err := e.Render(args[0])
			if err != nil {
				return err
			}
			s.emit(map[string]string{"sql": text})
			s.printf("%s", text)
			return nil
		},
	}
}
