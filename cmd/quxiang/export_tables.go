package main

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
	"quxiang/reports/export"
	sqlfiles "quxiang/sql"
)

// action is what is written from the current build.
func (o exportOptions) action(s *session) func(context.Context, *pipelines.Engine, *store.Reader, exportOptions) error {
	switch {
	case o.exchange:
		return s.exportExchange
	case o.form != "":
		return s.fillForm
	}
	return s.export
}

// exporting is one run of export.
type exporting struct {
	s       *session
	e       *pipelines.Engine
	build   *store.Reader
	conn    *sql.Conn
	marts   []export.Mart
	options exportOptions
}

// tables are what the command names, each as its edition lets it out.
func (x exporting) tables(ctx context.Context) ([]export.Table, error) {
	where, err := export.Conditions(x.options.where)
	if err != nil {
		return nil, err
	}
	allowed, err := export.Permissions(sqlfiles.Files)
	if err != nil {
		return nil, err
	}
	var tables []export.Table
	for _, name := range x.options.tables {
		t, err := x.table(ctx, name, where, allowed)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(tables, func(o export.Table) bool { return o.Name == t.Name }) {
			return nil, &fault.Error{Kind: fault.Usage, Op: "导出", Value: name, Why: "写了两次", Hint: "每张表写一次"}
		}
		tables = append(tables, t)
	}
	return tables, nil
}

func (x exporting) table(ctx context.Context, name string, where []export.Condition, allowed []export.Permission) (export.Table, error) {
	if name == export.Figures {
		return x.figures(ctx, where)
	}
	m, err := martNamed(x.marts, name)
	if err != nil {
		return export.Table{}, err
	}
	if err := x.built(ctx, m.Name); err != nil {
		return export.Table{}, err
	}
	if !x.options.public {
		return export.FromMart(x.conn, m, where, nil)
	}
	p, err := export.Permit(allowed, m.Name)
	if err != nil {
		return export.Table{}, err
	}
	return export.FromMart(x.conn, m, where, p.Withheld)
}

// built asks the build for a mart: one by an older program may lack it.
func (x exporting) built(ctx context.Context, mart string) error {
	if _, err := x.conn.ExecContext(ctx, "select 1 from marts."+query.Identifier(mart)+" where false"); err != nil {
		return fmt.Errorf("read marts.%s: %w", mart, err)
	}
	return nil
}
