package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
	"quxiang/reports"
)

func newReportCommand(s *session) *cobra.Command {
	var o reportFlags
	cmd := &cobra.Command{
		Use:   "report",
		Short: "由当前构建生成报告：网页、工作簿、Word、PDF",
		Long: `由当前构建生成报告。不加 --public 的是内部版，含全部明细，每页印有内部字样；
公开版隐藏人数少的数及可以推算出它们的数。公开版先出草稿，核对、审批（signoff）后
用 --release 发布：发布的文件记录在案、不再改动，以后的版本不会泄露它没有公布的数。`,
		Example: `  quxiang -C 就业2024 report
  quxiang -C 就业2024 report --public --format html,xlsx,docx,pdf
  quxiang -C 就业2024 report --public --release --by 张老师
  quxiang -C 就业2024 report --supplement`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if o.formats, err = reports.ParseFormats(o.formats); err != nil {
				return err
			}
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				make := s.draft
				if o.release {
					make = s.release
				}
				files, err := make(cmd.Context(), e, build, o)
				if err != nil {
					return err
				}
				s.wrote(files)
				return nil
			})
		},
	}
	yearFlag(cmd, &o.year)
	cmd.Flags().BoolVar(&o.public, "public", false, "公开版：隐藏人数少的数")
	cmd.Flags().BoolVar(&o.supplement, "supplement", false, "年终补充：这一届年终（12 月 31 日）的数据")
	cmd.Flags().StringSliceVar(&o.formats, "format", reports.Formats[:3], "`格式`，以逗号隔开：html、xlsx、docx、pdf（要有浏览器）")
	cmd.Flags().BoolVar(&o.release, "release", false, "发布：编号、记录在案，与以前发布的版本核对")
	cmd.Flags().StringVar(&o.order.By, "by", "", "`经手人`；不写则记本机用户名")
	return cmd
}

// reportFlags say which report is wanted.
type reportFlags struct {
	year               int
	public, supplement bool
	release            bool
	formats            []string
	order              ledger.Order
}

func yearFlag(cmd *cobra.Command, year *int) {
	cmd.Flags().IntVar(year, "year", 0, "报告`届次`；不写则按配置")
}
