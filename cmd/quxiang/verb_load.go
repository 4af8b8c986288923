package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quxiang/pipelines"
	"quxiang/pipelines/load"
)

func newLoadCommand(s *session) *cobra.Command {
	var r load.Request
	var asOf string
	var correction bool
	cmd := &cobra.Command{
		Use:   "load [文件、文件夹或 .zip…]",
		Short: "载入文件；不写文件时载入「数据」里的，或配置中 [[load]] 所写的",
		Long: "每个文件单独载入：每一行或者收下，或者说明理由拒收；不符合数据约定的文件整个不收，仓库保持原样。\n" +
			"文件先在当前文件夹找，再在工作区里找。",
		Example: `  quxiang -C 就业2024 load
  quxiang -C 就业2024 load 数据/去向登记/2024届-20241231.xlsx
  quxiang -C 就业2024 load 甲学院.xlsx --contract destination --as-of 2024-12-31 --scope 甲学院
  quxiang -C 就业2024 load 更正.xlsx --supersedes 3 --dry-run`,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if r.AsOf, err = day(cmd, "--as-of", asOf); err != nil {
				return err
			}
			e, err := s.engine()
			if err != nil {
				return err
			}
			if correction {
				return s.correct(cmd, e, args)
			}
			return s.load(cmd.Context(), e, r, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&asOf, "as-of", "", "数据截止`日期`（2024-12-31）；不写则看文件名，仍不明时在终端上询问")
	flags.BoolVar(&correction, "correction", false, "载回填好的问题清单：记下更正，不改动已载入的数据")
	requestFlags(flags, &r)
	return cmd
}

// requestFlags are those that say what a file is and what becomes of it.
func requestFlags(flags *pflag.FlagSet, r *load.Request) {
	flags.StringVar(&r.Contract, "contract", "", "`数据约定`；不写则按表头辨认")
	flags.IntVar(&r.Cohort, "cohort", 0, "`届次`；不写则看文件里的毕业年度")
	flags.StringVar(&r.Mapping, "mapping", "", "`映射`文件名（mappings/ 之下）")
	flags.StringVar(&r.Scope, "scope", "", "`范围`：school 全校，或学院名，以 | 隔开")
	flags.Int64Var(&r.Supersedes, "supersedes", 0, "取代哪一次载入（`编号`见 quxiang history）")
	flags.StringVar(&r.Reason, "reason", "", "取代的`理由`")
	flags.StringVar(&r.Document, "document", "", "核减文件的`文号`；已省核、核定或冻结的数据没有文号不能取代")
	flags.StringVar(&r.Institution, "institution", "", "省级工作区：文件是哪所学校的（五位`代码`）；不写则看院校代码列和文件夹名")
	flags.StringVar(&r.Encoding, "encoding", "", "文本文件的`编码`（UTF-8、GB18030、UTF-16LE）；不写则自动辨认")
	flags.BoolVar(&r.DryRun, "dry-run", false, "只检查文件，不写入仓库")
}

func (s *session) load(ctx context.Context, e *pipelines.Engine, r load.Request, files []string) error {
	requests, err := requests(e, r, files)
	if err != nil {
		return err
	}
	report, err := e.Load(ctx, requests)
	s.loaded(report)
	return err
}

// requests are the files of the command line, or those of quxiang.toml.
func requests(e *pipelines.Engine, r load.Request, files []string) ([]load.Request, error) {
	if len(files) == 0 {
		all, err := e.Configured()
		for i := range all {
			all[i].DryRun = r.DryRun
		}
		return all, err
	}
	for _, file := range files {
		r.Paths = append(r.Paths, e.Workspace.Find(file))
	}
	return []load.Request{r}, nil
}

// day reads a date; what is its name in a fault. No text is no date.
func day(cmd *cobra.Command, what, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, usageFault(cmd, what+"「"+text+"」不是日期，应为 2024-12-31 这样")
	}
	return day, nil
}
