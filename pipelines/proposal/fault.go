package proposal

import (
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/quota"
	"quxiang/pipelines/workspace"
)

// badWeights is the fault of weights that name no component; nil for none.
func badWeights(names []string) error {
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return &fault.Error{Kind: fault.Usage, Op: "计算综合指数", File: workspace.ConfigName, Column: "index.weights", Value: strings.Join(names, "、"),
		Why: "没有这个指标", Hint: "指标的名字见 sql/reference/index_component.csv 或 docs/quota.md"}
}

// badDecisions is the fault of the command's decisions on majors that have no
// plan; nil for none.
func badDecisions(names []string) error {
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return &fault.Error{Kind: fault.Usage, Op: "招生计划建议", Column: "--decide", Value: strings.Join(names, "、"), Why: noPlan, Hint: majorForm}
}

const (
	noPlan    = "今年的招生计划里没有这个专业"
	majorForm = "专业写成 层次:代码，如 本科:080901；quxiang quota --json 列出各专业的 major_key"
)

// staleDecisions are the configuration's decisions on such majors, one by one.
func staleDecisions(names []string) []quota.Conflict {
	slices.Sort(names)
	var conflicts []quota.Conflict
	for _, name := range names {
		conflicts = append(conflicts, quota.Conflict{Line: name, What: workspace.ConfigName + " [quota.decided] " + name, Why: noPlan, Hint: "删去这一行，或改写专业：" + majorForm})
	}
	return conflicts
}
