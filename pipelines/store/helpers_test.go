//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/duckdb/duckdb-go/v2"
)

type connection = *sql.Conn

func insertAgain(dc any) (int64, error) {
	r, err := dc.(*duckdb.Conn).ExecContext(context.Background(),
		"insert into raw.destination by name select * from v", nil)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
