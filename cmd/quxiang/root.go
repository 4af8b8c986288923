package main

import (
	"time"

	"github.com/spf13/cobra"

	"quxiang/pipelines/store"
)

const long = `quxiang（去向）把学校手头的电子表格变成数据仓库，再由数据仓库生成毕业生就业质量年度报告。
全程离线运行，数据不离开本机。

第一次使用：
  quxiang demo demo/                                     看一份示例报告
  quxiang init 文件夹 --institution 10611 --name 示例大学    新建自己的工作区
  quxiang -C 文件夹 run --year 2024                        从文件到报告`

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
	for _, verb := range verbs(s) {
		verb.DisableFlagsInUseLine = true
		root.AddCommand(verb)
	}
	return root
}

// verbs lists the commands in the order in which help shows them.
func verbs(s *session) []*cobra.Command {
	return []*cobra.Command{
		newInitCommand(s),
		newLoadCommand(s),
		newMapCommand(s),
		newCheckCommand(s),
		newBuildCommand(s),
		newTestCommand(s),
		newReportCommand(s),
		newSignoffCommand(s),
		newVerifyCommand(s),
		newRunCommand(s),
		newCardsCommand(s),
		newRankCommand(s),
		newQuotaCommand(s),
		newDutiesCommand(s),
		newExportCommand(s),
		newUndoCommand(s),
		newStateCommand(s),
		newFreezeCommand(s),
		newPurgeCommand(s),
		newStatusCommand(s),
		newHistoryCommand(s),
		newExplainCommand(s),
		newDiffCommand(s),
		newLineageCommand(s),
		newModelCommand(s),
		newKeyCommand(s),
		newDoctorCommand(s),
		newDemoCommand(s),
		newRenderCommand(s),
		newShellCommand(s),
		newMenuCommand(s),
		newVersionCommand(s),
		newCompletionCommand(),
	}
}
