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

// What the signs of a protected edition mean.
var (
	above = Mark{">", "高于后面的数，具体多少不予公布"}
	below = Mark{"<", "低于后面的数，具体多少不予公布"}
	whole = Mark{"%", "没有小数的百分比是四舍五入到整数公布的"}
)

// Marks explains the signs that stand in a table, each with the reasons its
// figures give: * 不予显示, — 不适用; and what a protected edition tells roughly. A
// table without such signs has none.
func Marks(t *chapter.Table) []Mark {
	var hidden, absent reasons
	var rough []Mark
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
			default:
				rough = append(rough, roughly(*c.Figure)...)
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
	for _, m := range []Mark{above, below, whole} {
		if slices.Contains(rough, m) {
			out = append(out, m)
		}
	}
	return out
}

// roughly is the mark of a share that is told as a bound or in whole percent,
// as figure.Rounded tells it.
func roughly(f figure.Figure) []Mark {
	switch v := f.Value; {
	case v.Kind == figure.Text && strings.HasPrefix(v.Str, ">"):
		return []Mark{above}
	case v.Kind == figure.Text && strings.HasPrefix(v.Str, "<"):
		return []Mark{below}
	case v.Kind == figure.Count && v.Unit == "%":
		return []Mark{whole}
	}
	return nil
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
