package main

import (
	"time"

	"github.com/spf13/cobra"

	"quxiang/pipelines/store"
)

const long = `quxiang（去向）把学校手头的电子表格变成数据仓库，再由数据仓库生成毕业生就业质量年度报告。
全程离线运行，数据不离开本机。

先做什么：
  1. quxiang demo 示例/          看一份示例报告（虚构的学校，约半分钟）
  2. quxiang init 就业2024 --institution 10611 --name 示例大学 --year 2024
                                 新建自己的工作区，里面有空白模板
  3. 把填好的模板或学校导出的表放进 就业2024/数据
  4. quxiang -C 就业2024 run     载入、构建、检查、出报告
  5. quxiang -C 就业2024 check   文件里有什么问题，怎样改
  不想记命令：quxiang menu（在 Windows 上双击程序）一步一步地问。

下面的命令按一年工作的先后排列。`

// newRootCommand assembles the verbs.
func newRootCommand(s *session) *cobra.Command {
	root := &cobra.Command{
		Use:               "quxiang",
		Short:             "从电子表格到毕业生就业质量年度报告",
		Long:              long,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              unknownVerb,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun:  func(*cobra.Command, []string) { store.Budget(int64(s.memory)).Apply() },
	}
	flags := root.PersistentFlags()
	flags.StringVarP(&s.dir, "workspace", "C", ".", "工作区`文件夹`")
	flags.BoolVar(&s.json, "json", false, "输出 JSON，每行一个对象，供程序读取")
	flags.Var(&s.memory, "memory", "内存上限的`大小`，如 2GB；不写则取内存的一半，至多 4GB")
	flags.DurationVar(&s.wait, "wait", 10*time.Second, "数据仓库被占用时最多等待的`时长`")
	flags.BoolVar(&s.strict, "strict", false, "有拒收行或警告时也算失败（退出码 1）")
	flags.BoolVarP(&s.quiet, "quiet", "q", false, "不显示进度")
	flags.BoolP("help", "h", false, "显示帮助")
	speakChinese(root)
	for _, g := range groups(s) {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title + "："})
		for _, verb := range g.verbs {
			verb.DisableFlagsInUseLine = true
			verb.GroupID = g.title
			root.AddCommand(verb)
		}
	}
	completeWords(s, root)
	return root
}

// group is a stage of the year's work and the verbs it needs.
type group struct {
	title string
	verbs []*cobra.Command
}

const otherVerbs = "其他"

// groups lists the verbs as help shows them: in the order in which an office
// comes to need them.
func groups(s *session) []group {
	return []group{
		{"起步", []*cobra.Command{newDemoCommand(s), newInitCommand(s), newMenuCommand(s), newDoctorCommand(s)}},
		{"收数据、改错", []*cobra.Command{newLoadCommand(s), newCheckCommand(s), newMapCommand(s), newUndoCommand(s),
			newStatusCommand(s), newHistoryCommand(s)}},
		{"算数、出报告", []*cobra.Command{newRunCommand(s), newBuildCommand(s), newReportCommand(s), newExplainCommand(s),
			newDiffCommand(s), newExportCommand(s)}},
		{"专业、招生计划、政策落实", []*cobra.Command{newCardsCommand(s), newRankCommand(s), newQuotaCommand(s), newDutiesCommand(s)}},
		{"审核、发布、存档", []*cobra.Command{newStateCommand(s), newFreezeCommand(s), newSignoffCommand(s), newVerifyCommand(s),
			newKeyCommand(s), newPurgeCommand(s)}},
		{"改公式（统计人员）", []*cobra.Command{newLineageCommand(s), newModelCommand(s), newTestCommand(s), newRenderCommand(s),
			newShellCommand(s)}},
		{otherVerbs, []*cobra.Command{newCompletionCommand(s), newManCommand(s), newVersionCommand(s)}},
	}
}
