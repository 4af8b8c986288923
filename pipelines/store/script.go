package store

import (
	"context"
	"database/sql"
	"errors"
)

// Script runs statements of one transaction until one fails; what comes after
// does nothing, and Err says why.
type Script struct {
	Ctx  context.Context
	Conn *sql.Conn
	Err  error
}

// Exec runs a statement and returns how many rows it changed.
func (s *Script) Exec(statement string, args ...any) int64 {
	if s.Err != nil {
		return 0
	}
	result, err := s.Conn.ExecContext(s.Ctx, statement, args...)
	if err != nil {
		s.Err = err
		return 0
	}
	n, err := result.RowsAffected()
	s.Err = err
	return n
}

// One returns the number that a query answers with.
func (s *Script) One(query string, args ...any) (n int64) {
	if s.Err == nil {
		s.Err = s.Conn.QueryRowContext(s.Ctx, query, args...).Scan(&n)
	}
	return n
}

// Next is the next number of a table that we alone are writing.
func (s *Script) Next(table, column string) int64 {
	return s.One("select coalesce(max(" + column + "), 0) + 1 from " + table)
}

// Each calls read for every row of a query.
func (s *Script) Each(read func(*sql.Rows) error, query string, args ...any) {
	if s.Err != nil {
		return
	}
	rows, err := s.Conn.QueryContext(s.Ctx, query, args...)
	if err != nil {
		s.Err = err
		return
	}
	defer rows.Close()
	for rows.Next() {
		if s.Err = read(rows); s.Err != nil {
			return
		}
	}
	s.Err = rows.Err()
}

// All returns what scan makes of every row of a query.
func All[T any](s *Script, scan func(*sql.Rows) (T, error), query string, args ...any) (all []T) {
	s.Each(func(rows *sql.Rows) error {
		one, err := scan(rows)
		all = append(all, one)
		return err
	}, query, args...)
	return all
}

// Query is All on the store at rest, which is held no longer.
func Query[T any](ctx context.Context, cfg Config, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	s, err := OpenRead(ctx, cfg)
	if err != nil {
		return nil, err
	}
	script := &Script{Ctx: ctx, Conn: s.Conn()}
	all := All(script, scan, query, args...)
	return all, errors.Join(script.Err, s.Close())
}
