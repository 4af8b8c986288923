package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines/model"
)

func newModelCommand(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:                   "model",
		Short:                 "改写公式：把随程序发布的模型、代码表或规则复制到工作区，之后以复制件为准",
		DisableFlagsInUseLine: true,
		Args:                  unknownVerb,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "copy 模型",
		Short: "复制一个模型及其说明、一张代码表或一份规则，到工作区的 sql/，之后以复制件为准",
		Example: `  quxiang -C 就业2024 model copy marts.placement
  quxiang -C 就业2024 model copy reference.suspect_signal`,
		DisableFlagsInUseLine: true,
		Args:                  takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			written, err := model.Copy(e.Project, args[0], e.Workspace.Path("sql"))
			if err != nil {
				return err
			}
			for _, file := range written {
				s.emit(map[string]string{"file": file})
				s.printf("已复制：%s", file)
			}
			s.printf("改好后先 quxiang test 试公式，quxiang diff 看哪些数会变，再 quxiang build")
			return nil
		},
	})
	cmd.AddCommand(newModelDiffCommand(s))
	return cmd
}

func newModelDiffCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:                   "diff 模型",
		Short:                 "比较工作区的复制件与现在随程序发布的原件",
		Example:               "  quxiang -C 就业2024 model diff marts.placement",
		DisableFlagsInUseLine: true,
		Args:                  takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			text, err := e.Project.Diff(args[0])
			if err != nil {
				return err
			}
			s.emit(map[string]string{"diff": text})
			if text == "" {
				text = "没有不同"
			}
			s.printf("%s", text)
			return nil
		},
	}
}
