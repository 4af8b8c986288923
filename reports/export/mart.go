package export

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"quxiang/pipelines/fault"
)

// op is what a fault says was being done.
const op = "导出"

// batch is how many rows are in memory at a time: what is read of a table lies
// outside the database's memory limit.
const batch = 20000

// private tells columns that lead to a person. No shipped mart has one; a
// workspace's own might.
func private(column string) bool {
	return column == "person_key" || column == "record_key" || strings.HasPrefix(column, "pid_")
}

// Condition keeps the rows whose column has one of the values; an empty value
// means that there is none.
type Condition struct {
	Column string
	Values []string
}

// Conditions reads texts like cohort=2024. The same column twice means either.
func Conditions(texts []string) ([]Condition, error) {
	var all []Condition
	for _, t := range texts {
		column, value, found := strings.Cut(t, "=")
		column = strings.TrimSpace(column)
		if !found || column == "" {
			return nil, &fault.Error{Kind: fault.Usage, Op: op, Value: t, Why: "--where 写法不对", Hint: "写成 列=值，如 cohort=2024"}
		}
		i := slices.IndexFunc(all, func(c Condition) bool { return c.Column == column })
		if i < 0 {
			i, all = len(all), append(all, Condition{Column: column})
		}
		all[i].Values = append(all[i].Values, strings.TrimSpace(value))
	}
	return all, nil
}

// FromMart is a mart of the build behind conn, less the columns withheld.
func FromMart(conn *sql.Conn, m Mart, where []Condition, withheld []string) (Table, error) {
	t := Table{Name: m.Name, Description: m.Description}
	for _, c := range m.Columns {
		if private(c.Name) {
			return t, &fault.Error{Kind: fault.Usage, Op: op, File: "marts." + m.Name, Column: c.Name,
				Why: "这一列能追到个人，不能导出", Hint: "从工作区 sql/ 里的这个模型去掉这一列，再 quxiang build"}
		}
		if !slices.Contains(withheld, c.Name) {
			t.Columns = append(t.Columns, c)
		}
	}
	clause, args, err := m.clause(where, withheld)
	if err != nil {
		return t, err
	}
	t.Filter = words(where)
	t.each = func(ctx context.Context, visit func([]any) error) error {
		return eachRow(ctx, conn, t.Columns, m.query(t.Columns, clause), args, visit)
	}
	return t, nil
}

// clause is the SQL of the conditions, values as parameters. Values are
// compared as texts, so that 2024 is a year and 080901 keeps its zero.
func (m Mart) clause(where []Condition, withheld []string) (string, []any, error) {
	var parts []string
	var args []any
	for _, c := range where {
		if _, known := m.Column(c.Column); !known || slices.Contains(withheld, c.Column) {
			return "", nil, &fault.Error{Kind: fault.Usage, Op: op, File: "marts." + m.Name, Column: c.Column,
				Why: "没有这一列", Hint: "可用的列：" + strings.Join(m.names(), "、")}
		}
		var either []string
		for _, v := range c.Values {
			if v == "" {
				either = append(either, Quote(c.Column)+" is null")
				continue
			}
			either, args = append(either, "cast("+Quote(c.Column)+" as varchar) = ?"), append(args, v)
		}
		parts = append(parts, "("+strings.Join(either, " or ")+")")
	}
	if parts == nil {
		return "", nil, nil
	}
	return " where " + strings.Join(parts, " and "), args, nil
}

// words tells the conditions as they are written on the command line.
func words(where []Condition) string {
	var all []string
	for _, c := range where {
		all = append(all, c.Column+"="+strings.Join(c.Values, " 或 "))
	}
	return strings.Join(all, "，")
}

func (m Mart) names() []string {
	names := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		names[i] = c.Name
	}
	return names
}

// query selects the columns in the order of the grain and then of all that is
// left: rows that it can't tell apart are equal.
func (m Mart) query(columns []Column, clause string) string {
	picked := make([]string, len(columns))
	for i, c := range columns {
		picked[i] = Quote(c.Name)
		if c.kind() == text {
			picked[i] = "cast(" + picked[i] + " as varchar) as " + picked[i]
		}
	}
	order := slices.Clone(m.Grain)
	for _, c := range m.Columns {
		if !slices.Contains(order, c.Name) {
			order = append(order, c.Name)
		}
	}
	for i, name := range order {
		order[i] = "m." + Quote(name) + " nulls first"
	}
	return "select " + strings.Join(picked, ", ") + " from marts." + Quote(m.Name) + " as m" + clause +
		" order by " + strings.Join(order, ", ")
}

// Quote makes a name of SQL.
func Quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// staged is where the rows of an export lie in order while they are read.
const staged = "temp.main.quxiang_export"

// eachRow sorts the rows into a temporary table, which the database keeps
// within its memory and spills, and reads it by ranges: the result of a query
// would lie in memory as a whole.
func eachRow(ctx context.Context, conn *sql.Conn, columns []Column, query string, args []any, visit func([]any) error) (err error) {
	if _, err := conn.ExecContext(ctx, "create or replace temp table quxiang_export as "+query, args...); err != nil {
		return fmt.Errorf("read for export: %w", err)
	}
	defer func() {
		_, drop := conn.ExecContext(context.WithoutCancel(ctx), "drop table if exists "+staged)
		if err == nil {
			err = drop
		}
	}()
	for from := 0; ; from += batch {
		n, err := eachOf(ctx, conn, columns, from, visit)
		if err != nil || n == 0 {
			return err
		}
	}
}

// eachOf reads one range of the temporary table.
func eachOf(ctx context.Context, conn *sql.Conn, columns []Column, from int, visit func([]any) error) (n int, err error) {
	rows, err := conn.QueryContext(ctx, "select * from "+staged+" where rowid >= ? and rowid < ? order by rowid", from, from+batch)
	if err != nil {
		return 0, fmt.Errorf("read for export: %w", err)
	}
	defer rows.Close()
	cells, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		if err := visit(plain(cells)); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

// plain makes a row of the few types that a Table has.
func plain(cells []any) []any {
	row := make([]any, len(cells))
	for i, v := range cells {
		switch v := v.(type) {
		case int8:
			row[i] = int64(v)
		case int16:
			row[i] = int64(v)
		case int32:
			row[i] = int64(v)
		case time.Time:
			row[i] = v.Format(time.DateOnly)
		default:
			row[i] = v
		}
	}
	return row
}
