package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// comparison is how a model's table on PostgreSQL compares with DuckDB's.
type comparison struct {
	table       string
	rows        int
	integers    int    // integers compared
	others      int    // other values compared
	integer     string // a column that holds one
	differences []string
	took        time.Duration // of PostgreSQL, for the model
}

// tolerance is how far two floating numbers may lie apart, relatively: sums in
// another order end in other digits.
const tolerance = 1e-9

// compare holds all rows against each other, whatever their order.
func (c *comparison) compare(ctx context.Context, b *build, pg *pgx.Conn) error {
	columns, err := b.columns(ctx, c.table)
	if err != nil {
		return err
	}
	order := exactFirst(columns)
	query := asText(c.table, order)
	theirs, err := b.holds(c.table).QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer theirs.Close()
	want, err := read(theirs, order)
	if err != nil {
		return err
	}
	ours, err := pg.Query(ctx, query)
	if err != nil {
		return err
	}
	defer ours.Close()
	got, err := read(ours, order)
	if err != nil {
		c.differences = []string{err.Error()}
		return nil
	}
	c.rows = len(want)
	c.count(order, want)
	c.diff(order, want, got)
	return nil
}

// exactFirst puts columns of floating numbers last, so that rows sort by what
// must be equal.
func exactFirst(columns []column) []column {
	order := slices.Clone(columns)
	slices.SortStableFunc(order, func(a, b column) int { return cmp.Compare(rank(a), rank(b)) })
	return order
}

func rank(c column) int {
	if c.kind == "DOUBLE" {
		return 1
	}
	return 0
}

func whole(c column) bool {
	return slices.Contains([]string{"SMALLINT", "INTEGER", "BIGINT", "HUGEINT"}, c.kind)
}

// read takes a table's rows, sorted.
func read(rows interface {
	Next() bool
	Scan(...any) error
	Err() error
}, columns []column) ([][]sql.NullString, error) {
	var all [][]sql.NullString
	for rows.Next() {
		row, err := scan(rows, len(columns))
		if err != nil {
			return nil, err
		}
		for i, c := range columns {
			row[i].String = plain(c, row[i].String)
		}
		all = append(all, row)
	}
	slices.SortFunc(all, func(a, b []sql.NullString) int {
		return slices.CompareFunc(a, b, func(x, y sql.NullString) int {
			return cmp.Or(cmp.Compare(truth(x.Valid), truth(y.Valid)), cmp.Compare(x.String, y.String))
		})
	})
	return all, rows.Err()
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// plain writes equal decimal numbers alike: PostgreSQL keeps the digits that an
// expression gave.
func plain(c column, text string) string {
	if strings.HasPrefix(c.kind, "DECIMAL") && strings.Contains(text, ".") {
		return strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

func (c *comparison) count(columns []column, rows [][]sql.NullString) {
	for i, col := range columns {
		values := 0
		for _, row := range rows {
			values += truth(row[i].Valid)
		}
		if !whole(col) {
			c.others += values
			continue
		}
		c.integers += values
		if values > 0 {
			c.integer = col.name
		}
	}
}

// shown is how many differing rows of a table are told.
const shown = 3

func (c *comparison) diff(columns []column, want, got [][]sql.NullString) {
	if len(want) != len(got) {
		c.differences = append(c.differences, fmt.Sprintf("%d rows, DuckDB has %d", len(got), len(want)))
	}
	differing := 0
	for i := range min(len(want), len(got)) {
		if words := unequal(columns, want[i], got[i]); words != "" {
			if differing++; differing <= shown {
				c.differences = append(c.differences, words)
			}
		}
	}
	if differing > shown {
		c.differences = append(c.differences, fmt.Sprintf("… %d rows in all", differing))
	}
}

// unequal says in which columns two rows differ; nothing when in none.
func unequal(columns []column, want, got []sql.NullString) string {
	var words []string
	for i, c := range columns {
		if want[i] != got[i] && !near(c, want[i], got[i]) {
			words = append(words, fmt.Sprintf("%s %s, DuckDB has %s", c.name, value(got[i]), value(want[i])))
		}
	}
	return strings.Join(words, "; ")
}

func near(c column, a, b sql.NullString) bool {
	if c.kind != "DOUBLE" || !a.Valid || !b.Valid {
		return false
	}
	x, err := strconv.ParseFloat(a.String, 64)
	y, err2 := strconv.ParseFloat(b.String, 64)
	return errors.Join(err, err2) == nil && math.Abs(x-y) <= tolerance*max(1, math.Abs(x), math.Abs(y))
}

func value(v sql.NullString) string {
	if !v.Valid {
		return "null"
	}
	return strconv.Quote(v.String)
}

// tell prints how a table compares.
func (c comparison) tell() {
	fmt.Printf("%-36s %9d rows %10d integers %8.2f s\n", c.table, c.rows, c.integers, c.took.Seconds())
	for _, words := range c.differences {
		fmt.Println("    differs:", words)
	}
}

// tell prints the sum; tables that differ are an error.
func (r *results) tell() error {
	var tables, rows, integers, others, differing int
	for _, c := range r.compared {
		tables += truth(c.rows > 0)
		rows, integers, others, differing = rows+c.rows, integers+c.integers, others+c.others, differing+truth(len(c.differences) > 0)
	}
	fmt.Printf("%d staging models run, with %d calls rewritten; %d tables copied in: %s\n", r.staging, r.rewrites,
		len(r.copied), strings.Join(r.copied, " "))
	fmt.Printf("%d tables of warehouse and marts compared, %d of them with rows: %d rows, %d integers, %d other values\n",
		len(r.compared), tables, rows, integers, others)
	if differing > 0 {
		return fmt.Errorf("%d models differ between PostgreSQL and DuckDB", differing)
	}
	return nil
}
