//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"strings"

	"quxiang/pipelines/query"
)

// Shape makes the tables and columns that raw lacks; nothing is ever taken
// away. A model may then read every contract's table, loaded or not.
func (s *Store) Shape(ctx context.Context, tables []Table) error {
	missing, err := missingShape(ctx, s.conn, tables)
	if err != nil || len(missing) == 0 {
		return err
	}
	return s.Transact(ctx, func(conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, strings.Join(missing, ";\n"))
		return err
	})
}

// missingShape lists the statements that would complete raw.
func missingShape(ctx context.Context, conn *sql.Conn, tables []Table) ([]string, error) {
	have, err := rawColumns(ctx, conn)
	if err != nil {
		return nil, err
	}
	var statements []string
	for _, t := range tables {
		columns, exists := have[t.Name]
		if !exists {
			statements = append(statements, CreateTable("store.raw", t))
			continue
		}
		for _, c := range t.Columns {
			if !columns[c.Name] {
				statements = append(statements,
					"alter table store.raw."+query.Identifier(t.Name)+" add column "+query.Identifier(c.Name)+" "+c.Type)
			}
		}
	}
	return statements, nil
}

// CreateTable is the statement that makes t, empty, in schema.
func CreateTable(schema string, t Table) string {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = query.Identifier(c.Name) + " " + c.Type
	}
	return "create table " + schema + "." + query.Identifier(t.Name) + " (" + strings.Join(columns, ", ") + ")"
}

func rawColumns(ctx context.Context, conn *sql.Conn) (map[string]map[string]bool, error) {
	rows, err := conn.QueryContext(ctx, `select table_name, column_name from duckdb_columns()
		where database_name = 'store' and schema_name = 'raw' order by all`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := map[string]map[string]bool{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return nil, err
		}
		if have[table] == nil {
			have[table] = map[string]bool{}
		}
		have[table][column] = true
	}
	return have, rows.Err()
}
