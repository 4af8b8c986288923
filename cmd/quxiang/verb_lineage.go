package main

import (
	"strings"

	"github.com/spf13/cobra"
)

func newLineageCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "lineage 模型",
		Short:   "显示一个模型从哪里来、到哪里去",
		Example: "  quxiang -C 就业2024 lineage marts.placement",
		Args:    takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			l, err := e.Project.Lineage(args[0])
			if err != nil {
				return err
			}
			s.emit(map[string]any{"name": l.Name, "kind": l.Kind, "description": l.Description, "path": l.Path,
				"inputs": l.Inputs, "upstream": l.Upstream, "downstream": l.Downstream})
			s.printf("%s（%s）%s", l.Name, l.Kind, l.Description)
			s.printf("直接读取：%s", strings.Join(l.Inputs, " "))
			s.printf("上游：%s", strings.Join(l.Upstream, " "))
			s.printf("下游：%s", strings.Join(l.Downstream, " "))
			return nil
		},
	}
}
