package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/synth"
	"quxiang/pipelines/workspace"
)

func newDemoCommand(s *session) *cobra.Command {
	var options synth.Options
	var seed uint64
	cmd := &cobra.Command{
		Use:     "demo 文件夹",
		Short:   "虚构一所大学，走完全程：文件、仓库、报告",
		Long:    "在空文件夹里生成一所虚构大学的全部文件（内有已知的错误，见其中的 manifest.json），再载入、构建并生成报告。",
		Example: "  quxiang demo demo/",
		Args:    takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s.progress("虚构一所大学")
			if _, err := synth.Write(args[0], seed, options); err != nil {
				return err
			}
			w, err := workspace.Open(args[0])
			if err != nil {
				return err
			}
			e, err := pipelines.NewEngine(w, s.options())
			if err != nil {
				return err
			}
			return planted(s.runAll(cmd.Context(), e, 0))
		},
	}
	cmd.Flags().IntVar(&options.Graduates, "graduates", 6000, "每届毕业生约有的`人数`")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "随机`种子`：种子相同，文件逐字节相同")
	return cmd
}

// planted lets refused rows and warnings pass: the demonstration's files have
// faults on purpose.
func planted(err error) error {
	kinds := fault.Kinds(err)
	delete(kinds, fault.Partial)
	if len(kinds) == 0 {
		return nil
	}
	return err
}
