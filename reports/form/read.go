package form

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/export"
	"quxiang/reports/figure"
)

// Querier is what filling needs of a database.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Setting is what the workspace and the command say of a form's numbers.
type Setting struct {
	Institution     string
	InstitutionCode string
	Cohort          int
	Cutoff          string // MM-DD
	Facts           export.Facts
}

// value is what a cell takes: a figure, a text, or nothing and why.
type value struct {
	figure *figure.Figure
	text   string
	blank  string
}

// filled is a form with its values.
type filled struct {
	cells  []value
	tables []rows
}

// rows are the lines of a table and, below them, their totals.
type rows struct {
	lines  [][]value
	totals []value
}

// reader reads a form's numbers.
type reader struct {
	ctx     context.Context
	q       Querier
	set     Setting
	edition string
	refused map[string]string // cut-off → why no rate can be computed
}

// newReader looks up the edition in force and the cut-offs without a rate.
func newReader(ctx context.Context, q Querier, set Setting) (*reader, error) {
	r := &reader{ctx: ctx, q: q, set: set, refused: map[string]string{}}
	rows, err := q.QueryContext(ctx, "select cutoff, edition_in_force, rate_refused, coalesce(refusal_reason, '') from marts.cutoff where cohort = ? order by cutoff", set.Cohort)
	if err != nil {
		return nil, fmt.Errorf("read marts.cutoff: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var cutoff, why string
		var no bool
		if err := rows.Scan(&cutoff, &r.edition, &no, &why); err != nil {
			return nil, err
		}
		if no {
			r.refused[cutoff] = why
		}
	}
	if r.edition == "" && rows.Err() == nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: op, Value: fmt.Sprint(set.Cohort), Why: "当前构建没有这一届的去向",
			Hint: "用 --year 换一届，或载入去向登记后 quxiang build"}
	}
	return r, rows.Err()
}

// given puts the command's values for parameters.
func (r *reader) given(where Filter) Filter {
	is := map[string]string{"@cohort": fmt.Sprint(r.set.Cohort), "@cutoff": r.set.Cutoff, "@edition": r.edition}
	out := Filter{}
	for column, v := range where {
		if p, parameter := is[v]; parameter {
			v = p
		}
		out[column] = v
	}
	return out
}

// clause is the SQL of a filter, columns in order; values are compared as texts.
func clause(where Filter) (string, []any) {
	var parts []string
	var args []any
	for _, column := range slices.Sorted(maps.Keys(where)) {
		values := strings.Split(where[column], "|")
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
		parts = append(parts, "cast("+export.Quote(column)+" as varchar) in ("+marks+")")
		for _, v := range values {
			args = append(args, v)
		}
	}
	if parts == nil {
		return "true", nil
	}
	return strings.Join(parts, " and "), args
}

// counters are the columns that an item adds up.
func (i Item) counters() []string {
	if i.ratio() {
		return []string{i.Numerator, i.Denominator}
	}
	return []string{i.Column}
}

// sum is the SQL that adds a counter up over the rows of a filter. Without any
// row there is no number, but 0 where only the filters of zero find nobody.
func sum(column string, where Filter, zero []string) (string, []any) {
	condition, args := clause(where)
	total := "cast(sum(" + export.Quote(column) + ") filter (where " + condition + ") as bigint)"
	if zero == nil {
		return total, args
	}
	rest := maps.Clone(where)
	for _, name := range zero {
		delete(rest, name)
	}
	there, more := clause(rest)
	return "coalesce(" + total + ", case when count(*) filter (where " + there + ") > 0 then 0 end)", append(args, more...)
}

// fact is a cell that says something of the workspace.
func (r *reader) fact(name string) value {
	switch name {
	case "institution":
		return value{text: r.set.Institution}
	case "institution_code":
		return value{text: r.set.InstitutionCode}
	case "cohort":
		return value{text: fmt.Sprint(r.set.Cohort)}
	case "cutoff":
		return value{text: r.set.Cutoff}
	case "edition":
		return value{text: r.edition}
	case "build":
		return value{text: r.set.Facts.BuildID}
	}
	return value{text: r.set.Facts.BuiltAt}
}

// cell reads one cell.
func (r *reader) cell(c Cell) (value, error) {
	switch {
	case c.Fact != "":
		return r.fact(c.Fact), nil
	case c.Missing != "":
		return value{blank: c.Missing}, nil
	}
	where := r.given(c.Where)
	numbers := make([]*int64, len(c.counters()))
	var picked []string
	var args []any
	for _, name := range c.counters() {
		text, more := sum(name, where, c.Zero)
		picked, args = append(picked, text), append(args, more...)
	}
	into := make([]any, len(numbers))
	for i := range numbers {
		into[i] = &numbers[i]
	}
	err := r.each("select "+strings.Join(picked, ", ")+" from marts."+export.Quote(c.Mart), args, into, func() {})
	return r.value(c.Item, "marts."+c.Mart, where, nil, numbers), err
}

// each runs a query and calls row for every row scanned into into.
func (r *reader) each(query string, args, into []any, row func()) error {
	found, err := r.q.QueryContext(r.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("read for a form: %w", err)
	}
	defer found.Close()
	for found.Next() {
		if err := found.Scan(into...); err != nil {
			return fmt.Errorf("read for a form: %w", err)
		}
		row()
	}
	return found.Err()
}

// value makes the figure of an item from its counters, or says why there is
// none.
func (r *reader) value(i Item, source string, where Filter, keys []figure.Key, numbers []*int64) value {
	if slices.Contains(numbers, nil) {
		return value{blank: "当前构建没有这样的数据"}
	}
	if why, refused := r.refused[where["cutoff"]]; refused && slices.Contains(i.counters(), everybody) {
		return value{blank: "这一截止日不能统计全体毕业生：" + why}
	}
	p := figure.Place{Edition: where["edition"], Cohort: r.set.Cohort, Cutoff: where["cutoff"], Grain: where["grain"], Keys: keys, Source: source}
	if i.ratio() {
		return value{figure: p.Rate(i.Numerator, *numbers[0], *numbers[1])}
	}
	return value{figure: p.Count(i.Column, *numbers[0], i.Unit)}
}

// everybody is the counter that means nothing where not all graduates are known.
const everybody = "graduates"
