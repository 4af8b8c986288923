package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
)

func newQuotaCommand(s *session) *cobra.Command {
	var o quotaOptions
	cmd := &cobra.Command{
		Use:   "quota",
		Short: "下一年招生计划的建议方案：规则表、综合指数、总量与各种限制",
		Long: "按当前构建做下一年招生计划的建议方案，不重新构建：规则表先定每个专业的区间，总量再按今年计划乘综合指数分配，\n" +
			"合计恰为总量。限制互相矛盾时逐条指出，不给方案。只到专业，不分省。结果仅限内部使用，供招生委员会讨论。",
		Example: `  quxiang -C 就业2024 quota --list
  quxiang -C 就业2024 quota --total 5000 --rule 天津2009
  quxiang -C 就业2024 quota --total 5000 --decide 本科:080901=120 --xlsx 建议方案.xlsx`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.list {
				return s.listTables()
			}
			change, err := o.change(cmd)
			if err != nil {
				return err
			}
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				return s.quota(cmd.Context(), e, build, change, o)
			})
		},
	}
	flags := cmd.Flags()
	flags.Int64Var(&o.total, "total", 0, "下一年招生计划的`总数`；不写则与今年相同")
	flags.Int64Var(&o.up, "up", 0, "一个专业最多增加的`百分数`；不写则按配置")
	flags.Int64Var(&o.down, "down", 0, "最多减少的`百分数`；不写则按配置")
	flags.Int64Var(&o.least, "least", 0, "最小班额的`人数`；不写则按配置")
	flags.StringVar(&o.rule, "rule", "", "采用哪张`规则表`，写 无 则不用；不写则按配置")
	flags.StringArrayVar(&o.decided, "decide", nil, "委员会已定的`专业=人数`，如 本科:080901=60，可写几次")
	flags.BoolVar(&o.list, "list", false, "列出可用的规则表及其依据")
	flags.BoolVar(&o.why, "why", false, "在每个专业下面列出理由")
	flags.StringVar(&o.xlsx, "xlsx", "", "把方案、理由和指数写成`工作簿`")
	return cmd
}

type quotaOptions struct {
	total, up, down, least int64
	rule, xlsx             string
	decided                []string
	list, why              bool
}

// noTable is what is written for no rule table at all.
const noTable = "无"

// change is what the command line puts in place of the configuration.
func (o *quotaOptions) change(cmd *cobra.Command) (pipelines.QuotaChange, error) {
	c := pipelines.QuotaChange{Total: o.total, Decided: map[string]int64{}}
	given := cmd.Flags().Changed
	if given("up") {
		c.Up = &o.up
	}
	if given("down") {
		c.Down = &o.down
	}
	if given("least") {
		c.Least = &o.least
	}
	if given("total") && o.total <= 0 {
		return c, usageFault(cmd, "--total 应为正整数")
	}
	if given("rule") {
		o.rule = strings.TrimPrefix(o.rule, noTable)
		c.Rule = &o.rule
	}
	for _, text := range o.decided {
		major, n, err := decision(text)
		if err != nil {
			return c, usageFault(cmd, "--decide「"+text+"」应为 专业=人数，如 本科:080901=60")
		}
		c.Decided[major] = n
	}
	return c, nil
}

// decision reads 本科:080901=60.
func decision(text string) (major string, n int64, err error) {
	major, people, _ := strings.Cut(text, "=")
	n, err = strconv.ParseInt(strings.TrimSpace(people), 10, 64)
	return strings.TrimSpace(major), n, err
}
