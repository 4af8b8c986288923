// Package query is what the models that are written in Go share: their
// interface, the rows of a build that come in and the numbers that go out.
package query

import (
	"context"
	"database/sql"
	"fmt"
)

// Querier is what reading needs of a database.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Each runs a query and calls row for every row; scan reads it. what names what
// is read, for the error; args are the query's parameters.
func Each(ctx context.Context, q Querier, what, query string, row func(scan func(...any) error) error, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return fmt.Errorf("read %s: %w", what, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	return nil
}
