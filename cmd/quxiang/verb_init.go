package main

import (
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/workspace"
)

func newInitCommand(s *session) *cobra.Command {
	c := workspace.Defaults("", "", time.Now().Year()-1)
	cmd := &cobra.Command{
		Use:   "init 文件夹 --institution 代码 --name 名称",
		Short: "新建工作区：配置文件、文件夹、空白填报模板",
		Example: `  quxiang init 就业2024 --institution 10611 --name 示例大学
  quxiang init "Z:/就业2024" --institution 10611 --name 示例大学 --data-dir D:/quxiang`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if c.Institution.Code == "" || c.Institution.Name == "" {
				return usageFault(cmd, "要写明 --institution 学校代码和 --name 名称")
			}
			var blank []string
			w, err := workspace.Create(args[0], c, func(w *workspace.Workspace) (err error) {
				blank, err = pipelines.WriteTemplates(w)
				return err
			})
			if err != nil {
				return err
			}
			s.emit(map[string]any{"workspace": w.Dir, "templates": blank})
			s.printf("工作区已建好：%s，报告届次 %d，其中有 %d 份空白模板\n下一步：把填好的模板或学校导出的表放进 %s，然后运行\n"+
				"  quxiang -C %[5]s load --dry-run   先看看认得怎样\n  quxiang -C %[5]s run              载入、构建、检查、出报告\n届次等写在 %[6]s 里，可以改",
				w.Dir, w.Config.Report.Year, len(blank), filepath.Join(w.Dir, workspace.DataFolder), typed(args[0]), workspace.ConfigName)
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&c.Institution.Code, "institution", "", "学校`代码`（五位）")
	flags.StringVar(&c.Institution.Name, "name", "", "学校`名称`")
	flags.StringVar(&c.Level, "level", c.Level, "`层级`：school 学校，province 省级")
	flags.IntVar(&c.Report.Year, "year", c.Report.Year, "报告`届次`")
	flags.StringVar(&c.Data.Dir, "data-dir", "", "数据仓库`文件夹`；工作区在网络盘或同步盘上时须指向本机磁盘")
	return cmd
}
