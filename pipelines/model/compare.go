package model

import (
	"context"
	"database/sql"
	"math"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/query"
)

// nothing stands for null in a row diff; no value looks like it.
const nothing = "∅"

// compare runs the model and sets its rows against the expected ones, only in
// the columns that expect names. Both sides are printed by the database after
// the same casts, so that 1 and 01 are one bigint and two texts.
func (n *Node) compare(ctx context.Context, conn *sql.Conn, t UnitTest) ([]string, error) {
	header, rows, err := caseRows(n, t.Expect)
	if err != nil {
		return nil, err
	}
	columns, err := n.expected(header)
	if err != nil {
		return nil, err
	}
	want, err := castRows(ctx, conn, columns, rows)
	if err != nil {
		return nil, badCase(n, "expect 里有值不合列的类型："+err.Error(), "检查每个值")
	}
	got, err := n.output(ctx, conn, columns)
	if err != nil {
		return nil, n.failed(err)
	}
	if !t.Order {
		slices.SortFunc(want, slices.Compare[[]string])
		slices.SortFunc(got, slices.Compare[[]string])
	}
	compared := unorderedDiff
	if t.Order {
		compared = orderedDiff
	}
	return headed(header, compared(want, got, tolerant(columns, t.Tolerance))), nil
}

// headed puts the names of the columns before rows that differ.
func headed(header, diff []string) []string {
	if len(diff) == 0 {
		return nil
	}
	return append([]string{line(" ", header)}, diff...)
}

func (n *Node) expected(header []string) ([]Column, error) {
	columns := make([]Column, len(header))
	for i, name := range header {
		at := slices.IndexFunc(n.Sidecar.Columns, func(c Column) bool { return c.Name == name })
		if at < 0 {
			return nil, badCase(n, "expect 里的 "+name+" 不是它的列", "检查拼写")
		}
		columns[i] = n.Sidecar.Columns[at]
	}
	return columns, nil
}

func castRows(ctx context.Context, conn *sql.Conn, columns []Column, rows [][]string) ([][]string, error) {
	var all [][]string
	for _, row := range rows {
		casts := make([]string, len(columns))
		for i, c := range columns {
			casts[i] = "cast(cast(nullif(" + query.Literal(row[i]) + ", '') as " + c.sqlType() + ") as varchar)"
		}
		printed, err := queryText(ctx, conn, "select "+strings.Join(casts, ", "), len(columns))
		if err != nil {
			return nil, err
		}
		all = append(all, printed...)
	}
	return all, nil
}

// output runs an SQL model, or reads the table that a Go model has made.
func (n *Node) output(ctx context.Context, conn *sql.Conn, columns []Column) ([][]string, error) {
	casts := make([]string, len(columns))
	for i, c := range columns {
		casts[i] = "cast(" + query.Identifier(c.Name) + " as varchar)"
	}
	from := "build." + n.Name
	if n.Go == nil {
		from = "(\n" + n.SQL + "\n)"
	}
	return queryText(ctx, conn, "select "+strings.Join(casts, ", ")+" from "+from+" as m", len(columns))
}

func queryText(ctx context.Context, conn *sql.Conn, query string, width int) ([][]string, error) {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all [][]string
	for rows.Next() {
		cells := make([]sql.NullString, width)
		targets := make([]any, width)
		for i := range cells {
			targets[i] = &cells[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		row := make([]string, width)
		for i, c := range cells {
			row[i] = c.String
			if !c.Valid {
				row[i] = nothing
			}
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

type equality func(want, got []string) bool

// tolerant compares floats within the tolerance and all else exactly.
func tolerant(columns []Column, tolerance float64) equality {
	return func(want, got []string) bool {
		for i, c := range columns {
			if want[i] == got[i] {
				continue
			}
			w, err1 := strconv.ParseFloat(want[i], 64)
			g, err2 := strconv.ParseFloat(got[i], 64)
			float := c.sqlType() == "DOUBLE" || c.sqlType() == "FLOAT"
			if !float || err1 != nil || err2 != nil || !(math.Abs(w-g) <= tolerance) {
				return false
			}
		}
		return true
	}
}

func orderedDiff(want, got [][]string, same equality) []string {
	var diff []string
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			diff = append(diff, line("-", want[i]))
		case i >= len(want):
			diff = append(diff, line("+", got[i]))
		case !same(want[i], got[i]):
			diff = append(diff, line("-", want[i]), line("+", got[i]))
		}
	}
	return diff
}

// unorderedDiff takes each expected row's equal out of got; what is left on
// either side differs.
func unorderedDiff(want, got [][]string, same equality) []string {
	left := slices.Clone(got)
	var diff []string
	for _, w := range want {
		at := slices.IndexFunc(left, func(g []string) bool { return same(w, g) })
		if at < 0 {
			diff = append(diff, line("-", w))
			continue
		}
		left = slices.Delete(left, at, at+1)
	}
	for _, g := range left {
		diff = append(diff, line("+", g))
	}
	return diff
}

func line(sign string, row []string) string { return sign + " " + strings.Join(row, ",") }
