package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
)

func newExportCommand(s *session) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export 表…",
		Short: "导出汇总表（CSV、XLSX、Parquet、Arrow），或填好一张上报表格",
		Long: "导出 marts 里的表，供 Excel、Python、R 等使用；次序固定，文件名带“内部版”。\n" +
			"--public 只导出不含人数的表，和（表名写 figures）公开版报告印出的全部数。\n" +
			"--form 按映射把数填进上报表格的模板；本系统没有的项留空，列在“未填项”里。\n" +
			"--marts 写一个压缩包报给省级：一届的汇总数和清单，没有一人一行的数据，省级用 load 载入。",
		Example: `  quxiang -C 就业2024 export --list
  quxiang -C 就业2024 export placement --where cohort=2024 --to 落实率.xlsx
  quxiang -C 就业2024 export placement distribution --to 导出 --format parquet
  quxiang -C 就业2024 export figures --public --to 公开数据.csv
  quxiang -C 就业2024 export --form undergraduate_destination --to 状态数据.xlsx
  quxiang -C 就业2024 export --marts --year 2024 --to 10611-2024.zip`,
		Args: takes(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.tables = args
			if err := o.check(cmd); err != nil {
				return err
			}
			if o.list || o.copy {
				e, err := s.engine()
				if err != nil {
					return err
				}
				return s.formsAndMarts(e, o)
			}
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				return o.action(s)(cmd.Context(), e, build, o)
			})
		},
	}
	o.flags(cmd)
	return cmd
}

func (o *exportOptions) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&o.to, "to", "", "导出到哪个`文件`或文件夹")
	flags.StringVar(&o.format, "format", "", "`格式`：csv、xlsx、parquet、arrow；不写则看文件的扩展名，文件夹为 csv")
	flags.StringArrayVar(&o.where, "where", nil, "只要哪些行，`列=值`，可写几次；同一列写几次为任一")
	flags.BoolVar(&o.names, "names", false, "CSV 和 XLSX 的表头用列名，不用中文说明")
	flags.BoolVar(&o.public, "public", false, "公开版：只导出可以公开的")
	flags.BoolVar(&o.list, "list", false, "列出可导出的表和表格")
	flags.BoolVar(&o.exchange, "marts", false, "一届的汇总数，报给省级，代替明细；届次用 --year")
	flags.StringVar(&o.form, "form", "", "填哪张上报`表格`")
	flags.StringVar(&o.template, "template", "", "用这个`工作簿`作表格的模板")
	flags.BoolVar(&o.copy, "copy", false, "把 --form 的映射和空白模板复制到工作区的 forms/ 供修改")
	yearFlag(cmd, &o.year)
}

type exportOptions struct {
	tables, where              []string
	to, format, form, template string
	names, public, list, copy  bool
	exchange                   bool
	year                       int
}

// check refuses flags that contradict each other.
func (o exportOptions) check(cmd *cobra.Command) error {
	switch {
	case o.list:
		return nil
	case o.form == "" && (o.copy || o.template != ""):
		return usageFault(cmd, "--copy 和 --template 要与 --form 一起用")
	case o.form != "" && (len(o.tables) > 0 || len(o.where) > 0 || o.public || o.names || o.format != ""):
		return usageFault(cmd, "--form 填的是内部使用的上报表格，不能再写表名、--where、--public、--names、--format")
	case o.exchange && (o.form != "" || len(o.tables) > 0 || len(o.where) > 0 || o.public || o.names || o.format != ""):
		return usageFault(cmd, "--marts 写的是内部使用的整届汇总数，不能再写表名、--form、--where、--public、--names、--format")
	case o.form == "" && !o.exchange && len(o.tables) == 0:
		return usageFault(cmd, "要写明导出哪张表，或用 --form 填表；--list 列出全部")
	case o.to == "" && !o.copy:
		return usageFault(cmd, "要用 --to 写明导出到哪里")
	}
	return nil
}
