package main

import (
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"
)

// shells are the command lines that completion knows, with how each is taught.
var shells = map[string]func(*cobra.Command, io.Writer) error{
	"bash":       func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
	"zsh":        (*cobra.Command).GenZshCompletion,
	"fish":       func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
	"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
}

func newCompletionCommand(*session) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "输出命令行补全脚本：按 Tab 键补全命令、选项、学院、专业、届次、载入编号、规则和指标",
		Long: "装好以后，按 Tab 键补全命令和选项，也补全工作区里真有的学院、专业、届次、载入编号、规则、模型和指标。\n" +
			"学院、专业和指标取自当前构建，没有构建过就没有。安装办法：\n" +
			"  bash        要有 bash-completion；bash 的一例写给全机，不是管理员则写到 ~/.local/share/bash-completion/completions/quxiang\n" +
			"  zsh         写到 $fpath 里的一个文件夹，文件名 _quxiang\n" +
			"  fish        写到 ~/.config/fish/completions/quxiang.fish\n" +
			"  powershell  把例子那一行写进 $PROFILE，每次打开 PowerShell 都生效\n" +
			"装好后重新打开命令行窗口。",
		Example: `  quxiang completion bash > /etc/bash_completion.d/quxiang
  quxiang completion zsh > ~/.zfunc/_quxiang
  quxiang completion fish > ~/.config/fish/completions/quxiang.fish
  quxiang completion powershell | Out-String | Invoke-Expression`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			teach, known := shells[args[0]]
			if !known {
				return usageFault(cmd, "不认识的命令行：「"+args[0]+"」")
			}
			return teach(cmd.Root(), cmd.OutOrStdout())
		},
	}
}

func shellNames() []string { return slices.Sorted(maps.Keys(shells)) }
