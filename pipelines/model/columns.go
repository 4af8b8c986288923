package model

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"quxiang/pipelines/check"
	"quxiang/pipelines/query"
)

// matchColumns compares what a model yields with what its sidecar declares:
// the same columns, in the same order, of the same types. A column without a
// description would be one nobody can vouch for.
func (n *Node) matchColumns(ctx context.Context, conn *sql.Conn) error {
	have, err := describe(ctx, conn, n.Name)
	if err != nil {
		return n.failed(err)
	}
	want := make([]string, len(n.Sidecar.Columns))
	for i, c := range n.Sidecar.Columns {
		want[i] = c.Name + " " + c.sqlType()
	}
	if slices.Equal(have, want) {
		return nil
	}
	return invalid(n.Path, "列与 .toml 里的不同。SQL 得出："+strings.Join(without(have, want), "、")+
		"；.toml 写着："+strings.Join(without(want, have), "、"), "让两边的列名、顺序和类型一致")
}

// without lists what is in a and not in b; all of a when only the order differs.
func without(a, b []string) []string {
	var rest []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			rest = append(rest, s)
		}
	}
	if len(rest) == 0 && len(a) == len(b) {
		return a
	}
	return rest
}

func describe(ctx context.Context, conn *sql.Conn, table string) ([]string, error) {
	rows, err := conn.QueryContext(ctx, "select column_name, column_type from (describe "+table+")")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var columns []string
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return nil, err
		}
		columns = append(columns, name+" "+strings.ReplaceAll(kind, " ", ""))
	}
	return columns, rows.Err()
}

// columnTest is a test of a sidecar, as a query of bad rows. where tells a bad
// row by itself; empty where it takes more than the row to tell.
type columnTest struct{ name, title, query, where string }

// columnTests turns the sidecar's grain and column tests into queries.
func (n *Node) columnTests() []columnTest {
	var tests []columnTest
	if len(n.Sidecar.Grain) > 0 {
		tests = append(tests, n.unique(n.Sidecar.Grain))
	}
	for _, c := range n.Sidecar.Columns {
		required := slices.Contains(n.Sidecar.Grain, c.Name) && !slices.Contains(n.Sidecar.Nullable, c.Name)
		if required || slices.Contains(c.Tests, "not_null") {
			tests = append(tests, n.bad(c, "not_null", "不为空", "%s is null"))
		}
		if slices.Contains(c.Tests, "non_negative") {
			tests = append(tests, n.bad(c, "non_negative", "不为负", "%s < 0"))
		}
		if slices.Contains(c.Tests, "unique") {
			tests = append(tests, n.unique([]string{c.Name}))
		}
		tests = append(tests, n.allowed(c)...)
	}
	return tests
}

func (n *Node) unique(columns []string) columnTest {
	list := strings.Join(columns, ", ")
	return columnTest{name: "unique(" + list + ")", title: n.Name + " 每个（" + list + "）只有一行",
		query: fmt.Sprintf("select %s, count(*) as n from %s group by %s having count(*) > 1 order by all", list, n.Name, list)}
}

func (n *Node) bad(c Column, name, title, condition string) columnTest {
	where := fmt.Sprintf(condition, query.Identifier(c.Name))
	return columnTest{name + "(" + c.Name + ")", n.Name + " 的 " + c.Name + " " + title,
		"select * from " + n.Name + " where " + where, where}
}

// allowed are the tests of what a column may say: a code table's words, or
// those listed.
func (n *Node) allowed(c Column) []columnTest {
	var tests []columnTest
	if i := strings.LastIndex(c.Accepted, "."); i > 0 {
		tests = append(tests, n.among(c, "accepted", "都在 "+c.Accepted+" 里",
			"select "+c.Accepted[i+1:]+" from "+c.Accepted[:i]+" where "+c.Accepted[i+1:]+" is not null"))
	}
	if len(c.Values) > 0 {
		literals := make([]string, len(c.Values))
		for i, v := range c.Values {
			literals[i] = query.Literal(v)
		}
		tests = append(tests, n.among(c, "values", "只取 "+strings.Join(c.Values, "、"), strings.Join(literals, ", ")))
	}
	return tests
}

// among is the test that a column's values are in a list, or in a query's one
// column.
func (n *Node) among(c Column, name, title, list string) columnTest {
	column := query.Identifier(c.Name)
	where := fmt.Sprintf("%s is not null and %s not in (%s)", column, column, list)
	return columnTest{name + "(" + c.Name + ")", n.Name + " 的 " + c.Name + " " + title,
		fmt.Sprintf("select %s as value, count(*) as n from %s where %s group by all order by all", column, n.Name, where), where}
}

// testColumns runs the node's column tests; a failed one blocks the build. One
// look at the table clears those that a row passes or fails by itself: a query
// each would be hundreds, and read a view anew every time. Its time is the first
// test's.
func (n *Node) testColumns(ctx context.Context, q query.Querier) ([]check.Result, error) {
	tests, start := n.columnTests(), time.Now()
	clear, err := n.cleared(ctx, q, tests)
	if err != nil {
		return nil, n.failed(err)
	}
	look := time.Since(start)
	results := make([]check.Result, len(tests))
	for i, t := range tests {
		r := check.None()
		if !clear[i] {
			if r, err = check.BadRows(ctx, q, t.query); err != nil {
				return nil, n.failed(fmt.Errorf("%s: %w", t.name, err))
			}
		}
		r.Check, r.Title, r.Severity = n.Name+": "+t.name, t.title, check.Block
		r.Remedy = "看样例行；改正模型 " + n.Path + "，或改正它读的数据"
		results[i] = r
	}
	if len(results) > 0 {
		results[0].Duration += look
	}
	return results, nil
}

// cleared says of each test whether it is known that no row is bad.
func (n *Node) cleared(ctx context.Context, q query.Querier, tests []columnTest) ([]bool, error) {
	clear := make([]bool, len(tests))
	var counts []string
	var targets []any
	for i, t := range tests {
		if t.where != "" {
			counts = append(counts, "count(case when "+t.where+" then 1 end) = 0")
			targets = append(targets, &clear[i])
		}
	}
	if len(counts) == 0 {
		return clear, nil
	}
	rows, err := q.QueryContext(ctx, "select "+strings.Join(counts, ", ")+" from "+n.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(targets...)
	}
	return clear, errors.Join(err, rows.Err())
}
