package outline

import (
	"slices"
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// Mark is a sign that stands for a number somewhere in a table, and what it
// means there.
type Mark struct{ Sign, Meaning string }

// Marks explains the signs that stand in a table, each with the reasons its
// figures give: * 不予显示, — 不适用. A table without such signs has none.
func Marks(t *chapter.Table) []Mark {
	var hidden, absent reasons
	for _, row := range t.Rows {
		for _, c := range row {
			if c.Figure == nil {
				continue
			}
			switch figure.Print(*c.Figure) {
			case figure.MarkSuppressed:
				hidden.add(c.Figure.Reason)
			case figure.MarkNotApplicable:
				absent.add(c.Figure.Reason)
			}
		}
	}
	var out []Mark
	if hidden.any {
		out = append(out, Mark{figure.MarkSuppressed, "不予显示" + hidden.list()})
	}
	if absent.any {
		out = append(out, Mark{figure.MarkNotApplicable, "不适用" + absent.list()})
	}
	return out
}

// reasons collects different reasons in order of appearance.
type reasons struct {
	any  bool
	seen []string
}

func (r *reasons) add(reason string) {
	r.any = true
	if reason != "" && !slices.Contains(r.seen, reason) {
		r.seen = append(r.seen, reason)
	}
}

// list prints the reasons after a colon, or nothing.
func (r *reasons) list() string {
	if len(r.seen) == 0 {
		return ""
	}
	return "：" + strings.Join(r.seen, "；")
}
