package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/ranking"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/store"
)

func newRankCommand(s *session) *cobra.Command {
	var o rankOptions
	cmd := &cobra.Command{
		Use:   "rank majors|institutions",
		Short: "给专业或（省级）学校排名：收缩后的率、位次及其区间",
		Long: "按一个指标在同类中排名：原始的率、向同类收缩后的率、位次和它的 90% 区间、居末十分之一的概率、布点数。\n" +
			"只能给专业和学校排名；按“三不得”，没有班级、辅导员、帮扶人的排名。结果仅限内部使用。",
		Example: `  quxiang -C 就业2024 rank majors
  quxiang -C 全省 rank institutions --peers tier --xlsx 学校排名.xlsx
  quxiang -C 全省 rank institutions --major 本科:080901`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := o.question(cmd, args[0])
			if err != nil {
				return err
			}
			return s.withBuild(cmd.Context(), func(e *pipelines.Engine, build *store.Reader) error {
				return s.rank(cmd.Context(), e, build, q, o)
			})
		},
	}
	yearFlag(cmd, &o.year)
	flags := cmd.Flags()
	flags.StringVar(&o.indicator, "indicator", "settled_rate", "按哪个`指标`排："+strings.Join(rule.Measures(), "、"))
	flags.StringVar(&o.cutoff, "cutoff", "", "`截止日`（月-日）；不写则按配置的主要截止日")
	flags.StringVar(&o.peers, "peers", ranking.PeersLevel, "`同类`：level 学历层次，tier 再按办学层次，type 再按办学类型（专业按学科门类）")
	flags.StringVar(&o.major, "major", "", "学校只按这个`专业`（层次:代码）的毕业生排")
	flags.IntVar(&o.top, "top", 20, "每组最多列出的`个数`，0 为全部")
	flags.StringVar(&o.xlsx, "xlsx", "", "把排名写成`工作簿`")
	return cmd
}

type rankOptions struct {
	year, top                             int
	indicator, cutoff, peers, major, xlsx string
}

var cutoffForm = regexp.MustCompile(`^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)

var rankUnits = map[string]string{"majors": ranking.Majors, "专业": ranking.Majors,
	"institutions": ranking.Institutions, "学校": ranking.Institutions}

// question reads the command line; cohort and cut-off may still be open.
func (o rankOptions) question(cmd *cobra.Command, what string) (ranking.Question, error) {
	q := ranking.Question{Unit: rankUnits[what], Indicator: o.indicator, Cohort: o.year, Cutoff: o.cutoff, Peers: o.peers, Major: o.major}
	switch {
	case q.Unit == "":
		return q, usageFault(cmd, "不能给「"+what+"」排名：只有 majors（专业）和 institutions（学校）。按“三不得”，不给班级、辅导员、帮扶人排名")
	case !slices.Contains(rule.Measures(), q.Indicator):
		return q, usageFault(cmd, "不认识的指标「"+q.Indicator+"」；可用："+strings.Join(rule.Measures(), "、"))
	case !slices.Contains([]string{ranking.PeersLevel, ranking.PeersTier, ranking.PeersType}, q.Peers):
		return q, usageFault(cmd, "--peers「"+q.Peers+"」应为 level、tier 或 type")
	case q.Cutoff != "" && !cutoffForm.MatchString(q.Cutoff):
		return q, usageFault(cmd, "--cutoff「"+q.Cutoff+"」应为月-日，如 12-31")
	case q.Major != "" && q.Unit != ranking.Institutions:
		return q, usageFault(cmd, "--major 只用于 rank institutions")
	}
	return q, nil
}
