package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/explain"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
	"quxiang/reports/figure"
)

func newExplainCommand(s *session) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use:   "explain 标识|词…",
		Short: "说明一个数字从哪里来：公式、分子、分母、模型、文件，直到来源行",
		Long: "数字的标识照报告原样写，加双引号；也可以用词：指标、届次、初次或年终、学历层次、学院、专业、性别、生源地。\n" +
			"词有几种理解时列出各自的标识，挑一个再运行。\n" +
			"加 --rows 列出计入分子和分母的行在哪个文件的哪一行；加 --export 写成工作簿，写有姓名。\n" +
			"这两种都是内部资料，含个人信息，每次都有记录（quxiang history --access）。",
		Example: `  quxiang -C 就业2024 explain 去向落实率 2024 本科 计算机科学与技术
  quxiang -C 就业2024 explain "settled_rate|2024|2024|12-31|major|level=本科;major=本科:080901"
  quxiang -C 就业2024 explain 待就业率 初次 文学院 --rows
  quxiang -C 就业2024 explain 未登记人数 --export 未登记.xlsx`,
		Args: takes(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				return s.explain(cmd.Context(), e, build, args, o)
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.rows, "rows", false, "列出来源行：文件、工作表、行号，学号遮盖")
	flags.StringVar(&o.export, "export", "", "把来源行写成`工作簿`，写有姓名，仅限内部使用")
	flags.IntVar(&o.limit, "limit", 20, "最多列出的`行数`，0 为全部")
	return cmd
}

type explainOptions struct {
	rows   bool
	export string
	limit  int
}

// explain tells of the one figure that args mean.
func (s *session) explain(ctx context.Context, e *pipelines.Engine, build *store.Reader, args []string, o explainOptions) error {
	x, err := e.Explainer(ctx, build)
	if err != nil {
		return err
	}
	f, err := s.figureOf(ctx, x, args)
	if err != nil {
		return err
	}
	found, err := x.Explain(ctx, f)
	if err != nil {
		return err
	}
	s.progress("")
	s.stale(build)
	s.explanation(e, found, build)
	if err := exact(found); err != nil || !o.rows && o.export == "" {
		return err
	}
	return s.lines(ctx, e, x, found, headWords(found, build), o)
}

// figureOf reads an identifier, or finds what words mean.
func (s *session) figureOf(ctx context.Context, x *pipelines.Explainer, args []string) (explain.Figure, error) {
	if len(args) == 1 && strings.Contains(args[0], "|") {
		f, err := figure.ParseID(strings.TrimSpace(args[0]))
		if err != nil {
			return explain.Figure{}, &fault.Error{Kind: fault.Usage, Op: "解释数字", Value: args[0], Why: "不是完整的标识",
				Hint: "标识有六段，以 | 隔开：指标|口径|届次|截止日|粒度|键=值;…；照报告原样写，整个加双引号"}
		}
		return placeOf(f), nil
	}
	found, err := x.Find(ctx, args)
	if err != nil {
		return explain.Figure{}, err
	}
	if len(found) == 1 {
		return found[0].Figure, nil
	}
	return explain.Figure{}, s.ambiguous(args, found)
}
