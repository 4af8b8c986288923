package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/synth"
	"quxiang/pipelines/workspace"
)

func newDemoCommand(s *session) *cobra.Command {
	var d demo
	cmd := &cobra.Command{
		Use:   "demo 文件夹",
		Short: "虚构一所大学或一个省，走完全程：文件、仓库、报告",
		Long: "在空文件夹里生成一所虚构大学的全部文件（内有已知的错误，见其中的 manifest.json），再载入、构建并生成报告。\n" +
			"加 --province 则虚构一个省：150 所学校、300 个专业、五届、每届约 90 万毕业生；--graduates 可改小。",
		Example: "  quxiang demo 示例/\n  quxiang demo --province --graduates 30000 全省/",
		Args:    takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := d.write(s, args[0]); err != nil {
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
	cmd.Flags().BoolVar(&d.province, "province", false, "虚构一个省，而不是一所大学")
	cmd.Flags().IntVar(&d.graduates, "graduates", 0, "每届毕业生约有的`人数`；不写则大学 6000，省 900000")
	cmd.Flags().IntVar(&d.institutions, "institutions", 0, "省里有几所`学校`；不写则 150")
	cmd.Flags().IntVar(&d.majors, "majors", 0, "省里有几个`专业`；不写则 300")
	cmd.Flags().Uint64Var(&d.seed, "seed", 1, "随机`种子`：种子相同，文件逐字节相同")
	return cmd
}

// demo is what the flags ask for.
type demo struct {
	province                        bool
	graduates, institutions, majors int
	seed                            uint64
}

func (d demo) write(s *session, dir string) (err error) {
	if d.province {
		s.progress("虚构一个省")
		_, err = synth.WriteProvince(dir, d.seed, synth.ProvinceOptions{Institutions: d.institutions, Majors: d.majors, Graduates: d.graduates})
		return err
	}
	s.progress("虚构一所大学")
	_, err = synth.Write(dir, d.seed, synth.Options{Graduates: d.graduates})
	return err
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
