package query

import (
	"context"
	"database/sql"
	"math"
	"strconv"
)

// Model is a model written in Go: what SQL can't do. In conn the layers' names
// mean what they mean in SQL models. Its sidecar lies in sql/ like any other and
// gives the table its columns; Rows are their values as text, in the sidecar's
// order, "" for null.
type Model interface {
	Name() string     // marts.major_verdict
	Inputs() []string // qualified names
	Rows(ctx context.Context, conn *sql.Conn) ([][]string, error)
}

// Integer is a number as the text of an integer column.
func Integer(n int64) string { return strconv.FormatInt(n, 10) }

// Scaled is x times unit, rounded once, half away from zero: the text of an
// integer column. It is empty, null, where there is no number.
func Scaled(x, unit float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatInt(int64(math.Round(x*unit)), 10)
}
