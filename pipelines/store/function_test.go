//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"math"
	"strings"
	"testing"
)

// A function in Go answers like any other of the database: null for null and
// for what it does not know, and a panic in it ends the statement only.
func TestFunctions(t *testing.T) {
	half := Function{Name: "half_of", Args: 1, Call: func(args []float64) float64 { return args[0] / 2 }}
	none := Function{Name: "none_of", Args: 1, Call: func([]float64) float64 { return math.NaN() }}
	bad := Function{Name: "bad_of", Args: 1, Call: func([]float64) float64 { panic("dropped") }}
	cfg := testConfig(t)
	cfg.Functions = []Function{half, none, bad}
	s, err := NewSandbox(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var sum float64
	if err := s.Conn().QueryRowContext(context.Background(), "select sum(half_of(i)) from range(100000) as r(i)").Scan(&sum); err != nil || sum != 2499975000 {
		t.Errorf("sum = %v, %v", sum, err)
	}
	var a, b sql.NullFloat64
	if err := s.Conn().QueryRowContext(context.Background(), "select half_of(null), none_of(1)").Scan(&a, &b); err != nil || a.Valid || b.Valid {
		t.Errorf("half of null %v, nothing of one %v, %v", a, b, err)
	}
	_, err = s.Conn().ExecContext(context.Background(), "create table t as select bad_of(i) as x from range(10) as r(i)")
	if err == nil || !strings.Contains(err.Error(), "dropped") {
		t.Errorf("a panic gave %v", err)
	}
}
