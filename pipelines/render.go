package pipelines

import (
	"slices"
	"strings"

	"quxiang/pipelines/fault"
)

// Render writes what a plain DuckDB shell must run to get the rows of a model:
// the prelude, the staging views it rests on (they live in memory only), and
// the model's own query.
func (e *Engine) Render(name string) (string, error) {
	lineage, err := e.Project.Lineage(name)
	if err != nil {
		return "", err
	}
	node := e.Project.Node(lineage.Name)
	if node == nil || node.SQL == "" {
		return "", &fault.Error{Kind: fault.Usage, Op: "输出模型", Why: name + " 不是 SQL 模型", Hint: "用 quxiang lineage 查看它的来历"}
	}
	prelude, err := e.Prelude()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(prelude)
	for _, n := range e.Project.Nodes {
		if n.Layer == "staging" && slices.Contains(lineage.Upstream, n.Name) {
			b.WriteString("create or replace view stg." + n.Name + " as\n" + n.SQL + ";\n")
		}
	}
	b.WriteString("\n" + node.SQL + ";")
	return b.String(), nil
}
