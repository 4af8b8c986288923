package proposal

import (
	"slices"
	"strings"

	"quxiang/pipelines/fault"
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

// badDecisions is the fault of decisions on majors that have no plan, written in
// a column of a file or in an option; nil for none.
func badDecisions(names []string, file, column string) error {
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return &fault.Error{Kind: fault.Usage, Op: "招生计划建议", File: file, Column: column, Value: strings.Join(names, "、"),
		Why: "今年的招生计划里没有这个专业", Hint: "专业写成 层次:代码，如 本科:080901；quxiang quota --json 列出各专业的 major_key"}
}
