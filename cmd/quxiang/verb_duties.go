package main

import (
	"context"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
	"quxiang/reports"
	"quxiang/reports/chapter"
)

func newDutiesCommand(s *session) *cobra.Command {
	var o dutyOptions
	cmd := &cobra.Command{
		Use:   "duties",
		Short: "政策落实对照：十个方面的要求，现状、标准和还差多少",
		Long: "按当前构建列出政策对就业工作十个方面的要求：达到、未达到、已做、未做、无数据、不适用，以及还差在哪里；不重新构建。\n" +
			"只有“必须”和“原则上”的要求会判为未达到；无数据表示登记册没有载入。结果仅限内部使用。\n" +
			"用 --college 只看一个学院，只有它自己的数；按“三不得”，没有班级、辅导员、帮扶人的落实率。",
		Example: `  quxiang -C 就业2024 duties
  quxiang -C 就业2024 duties --section 二 --section 七 --all
  quxiang -C 就业2024 duties --html 政策落实.html --xlsx 政策落实.xlsx
  quxiang -C 就业2024 duties --college 文学院 --html 文学院.html`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.list {
				return s.listed(o.part)
			}
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				return s.duties(cmd.Context(), e, build, o)
			})
		},
	}
	yearFlag(cmd, &o.year)
	flags := cmd.Flags()
	flags.StringVar(&o.part.College, "college", "", "只看这个`学院`，只有它自己的数")
	flags.StringArrayVar(&o.part.Sections, "section", nil, "只看这一`节`（一、二……十），可写几次")
	flags.BoolVar(&o.all, "all", false, "连同达到、已做、无数据、不适用的要求一起列出")
	flags.BoolVar(&o.list, "list", false, "列出全部要求的原文、标准和出处，以及没有规则的文句")
	flags.StringVar(&o.html, "html", "", "把对照表、各方面和各学院写成`网页`")
	flags.StringVar(&o.xlsx, "xlsx", "", "把同样的内容写成`工作簿`")
	return cmd
}

type dutyOptions struct {
	year       int
	part       chapter.DutyPart
	all, list  bool
	html, xlsx string
}

// duties tells how the policy's duties stand in the current build.
func (s *session) duties(ctx context.Context, e *pipelines.Engine, build *store.Reader, o dutyOptions) error {
	options := s.reportOptions(e, build, o.year)
	all, err := chapter.ReadDuties(ctx, build.DB(), options.Cohort)
	if err != nil {
		return err
	}
	part, err := all.PartOf(o.part)
	if err != nil {
		return err
	}
	outdated, err := e.Outdated(ctx, build)
	if err != nil {
		return err
	}
	s.progress("")
	if outdated {
		s.printf("注意：数据、配置（如 [duties]）、规则或程序已变动，请重新构建（quxiang build）；以下按上一次构建")
	}
	s.dutyTable(part, options, o)
	return s.dutyFiles(all, options, o)
}

// listed prints the duties that the workspace has, without any build.
func (s *session) listed(part chapter.DutyPart) error {
	e, err := s.engine()
	if err != nil {
		return err
	}
	d, err := dutiesOf(e.Duties).PartOf(part)
	if err == nil {
		s.listDuties(d)
	}
	return err
}

// dutyFiles writes the page and the workbook that are asked for.
func (s *session) dutyFiles(all chapter.DutyData, options chapter.Options, o dutyOptions) error {
	write := func(path string) func() error {
		return func() error { return reports.WriteDuties(all, o.part, options, path) }
	}
	if err := s.inside(o.html, "网页", ".html", write(o.html)); err != nil {
		return err
	}
	return s.book(o.xlsx, write(o.xlsx))
}
