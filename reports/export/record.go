package export

import (
	"cmp"
	"context"
	"slices"
)

// Record is one figure as an edition prints it, and nothing of what it hides.
type Record struct {
	Release   string // 2024-01: the release that published it
	ID        string // figure.ID
	Indicator string
	Title     string // 毕业去向落实率
	Edition   string // of the partition; empty where it plays no part
	Cohort    int64
	Cutoff    string
	Grain     string
	Keys      string // level=本科;major=080901
	Printed   string // 84.21%, *, —, >95 %
	State     string // shown, suppressed, …
}

// Figures is the name under which the figures of an edition are exported.
const Figures = "figures"

var recordColumns = []Column{
	{"release", "text", "", "发布编号"},
	{"id", "text", "", "图表中每个数的标识：指标、口径、届次、截止日、粒度、键"},
	{"indicator", "text", "", "指标"},
	{"title", "text", "", "指标名称"},
	{"edition", "text", "", "口径版本"},
	{"cohort", "integer", "届", "毕业年度"},
	{"cutoff", "text", "", "截止日"},
	{"grain", "text", "", "粒度"},
	{"keys", "text", "", "粒度各列的值"},
	{"printed", "text", "", "报告上印出的样子"},
	{"state", "text", "", "显示、隐藏还是不适用"},
}

// FromRecords is the table of published figures, one line a release and figure.
func FromRecords(records []Record) Table {
	all := slices.Clone(records)
	slices.SortFunc(all, func(a, b Record) int { return cmp.Or(cmp.Compare(a.Release, b.Release), cmp.Compare(a.ID, b.ID)) })
	return Table{Name: Figures, Description: "一行一次发布、一个数：公开版报告印出的每一个数，印成什么样。", Columns: recordColumns,
		each: func(ctx context.Context, visit func([]any) error) error {
			for _, r := range all {
				if err := visit(r.row()); err != nil {
					return err
				}
			}
			return ctx.Err()
		}}
}

// row is nil where a figure has no such coordinate.
func (r Record) row() []any {
	texts := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	var cohort any
	if r.Cohort != 0 {
		cohort = r.Cohort
	}
	return []any{r.Release, r.ID, r.Indicator, texts(r.Title), texts(r.Edition), cohort, texts(r.Cutoff), texts(r.Grain), texts(r.Keys), r.Printed, r.State}
}
