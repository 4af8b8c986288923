package main

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"

	"quxiang/pipelines"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

//go:embed functions.sql
var functions string

// build is what DuckDB made, and the rows that it was made of.
type build struct {
	current *store.Reader
	rows    *store.Store
}

func openBuild(ctx context.Context, engine *pipelines.Engine) (*build, error) {
	current, err := engine.Current(ctx)
	if err != nil {
		return nil, err
	}
	if current.Stale {
		return nil, errors.Join(errors.New("files were loaded after the build: run quxiang build"), current.Close())
	}
	rows, err := store.OpenRead(ctx, store.Config{Dir: engine.Workspace.Warehouse(), Verb: "portability"})
	if err != nil {
		return nil, errors.Join(err, current.Close())
	}
	return &build{current, rows}, nil
}

func (b *build) close() error { return errors.Join(b.rows.Close(), b.current.Close()) }

// querier is a connection to DuckDB, or a pool of them.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// holds is where a table lies: rows as received in the store, all else in the
// build.
func (b *build) holds(table string) querier {
	if strings.HasPrefix(table, "raw.") || strings.HasPrefix(table, "meta.") {
		return b.rows.Conn()
	}
	return b.current.DB()
}

// prepare gives PostgreSQL the schemas, the functions and everything that
// exists before the first model runs.
func prepare(ctx context.Context, b *build, pg *pgx.Conn) error {
	_, err := pg.Exec(ctx, `create schema duckdb; set search_path = duckdb, pg_catalog;
		set enable_nestloop = off; -- a common table expression has no statistics
		create schema raw; create schema meta; create schema reference;
		create schema staging; create schema warehouse; create schema marts`)
	if err != nil {
		return err
	}
	if _, err := pg.Exec(ctx, functions); err != nil {
		return fmt.Errorf("functions.sql: %w", err)
	}
	for _, schema := range []string{"raw", "meta", "reference"} {
		names, err := b.tables(ctx, schema)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := b.copyTo(ctx, pg, schema+"."+name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *build) tables(ctx context.Context, schema string) ([]string, error) {
	rows, err := b.holds(schema+".").QueryContext(ctx, "select table_name from duckdb_tables() where schema_name = ? order by table_name", schema)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// column is a column of DuckDB's table.
type column struct{ name, kind string }

func (b *build) columns(ctx context.Context, table string) ([]column, error) {
	schema, name, _ := strings.Cut(table, ".")
	rows, err := b.holds(table).QueryContext(ctx, `select column_name, data_type from duckdb_columns()
		where schema_name = ? and table_name = ? order by column_index`, schema, name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var columns []column
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.kind); err != nil {
			return nil, err
		}
		columns = append(columns, c)
	}
	if len(columns) == 0 {
		return nil, errors.Join(fmt.Errorf("%s: no such table in the build", table), rows.Err())
	}
	return columns, rows.Err()
}

var decimal = regexp.MustCompile(`^DECIMAL\(\d+,\d+\)$`)

// typeOf is PostgreSQL's name of a type of DuckDB.
func typeOf(c column) (string, error) {
	same := map[string]string{"VARCHAR": "text", "INTEGER": "integer", "BIGINT": "bigint", "SMALLINT": "smallint",
		"BOOLEAN": "boolean", "DOUBLE": "double precision", "DATE": "date", "TIMESTAMP": "timestamp", "HUGEINT": "numeric"}
	if name, known := same[c.kind]; known {
		return name, nil
	}
	if decimal.MatchString(c.kind) {
		return strings.Replace(c.kind, "DECIMAL", "numeric", 1), nil
	}
	return "", fmt.Errorf("column %s: no type of PostgreSQL for %s", c.name, c.kind)
}

// copyTo makes a table on PostgreSQL and copies its rows, as text that
// PostgreSQL reads by the type of the column.
func (b *build) copyTo(ctx context.Context, pg *pgx.Conn, table string) error {
	columns, err := b.columns(ctx, table)
	if err != nil {
		return err
	}
	var names, definitions []string
	for _, c := range columns {
		kind, err := typeOf(c)
		if err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		names = append(names, c.name)
		definitions = append(definitions, query.Identifier(c.name)+" "+kind)
	}
	if _, err := pg.Exec(ctx, "create table "+table+" ("+strings.Join(definitions, ", ")+")"); err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	rows, err := b.holds(table).QueryContext(ctx, asText(table, columns))
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	defer rows.Close()
	_, err = pg.CopyFrom(ctx, pgx.Identifier(strings.Split(table, ".")), names, &texts{rows: rows, width: len(columns)})
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	_, err = pg.Exec(ctx, "analyze "+table)
	return err
}

// asText selects a table's columns as text; either database understands it.
func asText(table string, columns []column) string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = "cast(" + query.Identifier(c.name) + " as text)"
	}
	return "select " + strings.Join(list, ", ") + " from " + table
}

// texts hands rows of text to CopyFrom.
type texts struct {
	rows  *sql.Rows
	width int
}

func (t *texts) Next() bool { return t.rows.Next() }
func (t *texts) Err() error { return t.rows.Err() }

func (t *texts) Values() ([]any, error) {
	row, err := scan(t.rows, t.width)
	values := make([]any, len(row))
	for i, cell := range row {
		if cell.Valid {
			values[i] = cell.String
		}
	}
	return values, err
}

func scan(rows interface{ Scan(...any) error }, width int) ([]sql.NullString, error) {
	row := make([]sql.NullString, width)
	into := make([]any, width)
	for i := range row {
		into[i] = &row[i]
	}
	return row, rows.Scan(into...)
}
