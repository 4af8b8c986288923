package model

import (
	"context"
	"database/sql"
	"strings"

	"quxiang/pipelines/store"
)

// Try runs Go models beside a build, which stays as it is: their tables are
// made in schema, which lies in the connection's own memory. It is how a
// what-if gets its answer from the functions that the build's tables come from.
func (p *Project) Try(ctx context.Context, conn *sql.Conn, schema string, models ...GoModel) error {
	// rows come in through a view in the first place of the path
	prepare := "set search_path = 'memory.main,build.marts,build.reference,build.provenance'; create schema if not exists " + schema
	if _, err := conn.ExecContext(ctx, prepare); err != nil {
		return err
	}
	for _, m := range models {
		if err := p.try(ctx, conn, schema, m); err != nil {
			return err
		}
	}
	return nil
}

func (p *Project) try(ctx context.Context, conn *sql.Conn, schema string, m GoModel) error {
	n, err := p.readGo(m)
	if err != nil {
		return err
	}
	_, table, _ := strings.Cut(n.Name, ".")
	if _, err := conn.ExecContext(ctx, store.CreateTable(schema, n.declared(table))); err != nil {
		return n.failed(err)
	}
	_, err = n.append(ctx, conn, schema+"."+table)
	return err
}

// declared is the table that a Go model's sidecar describes.
func (n *Node) declared(name string) store.Table {
	table := store.Table{Name: name}
	for _, c := range n.Sidecar.Columns {
		table.Columns = append(table.Columns, store.Column{Name: c.Name, Type: c.sqlType()})
	}
	return table
}

// append puts a Go model's rows into a table of its shape and returns their
// number.
func (n *Node) append(ctx context.Context, conn *sql.Conn, table string) (int64, error) {
	rows, err := n.Go.Rows(ctx, conn)
	if err == nil {
		err = appendText(ctx, conn, table, n.Sidecar.names(), rows)
	}
	if err != nil {
		return 0, n.failed(err)
	}
	return int64(len(rows)), nil
}
