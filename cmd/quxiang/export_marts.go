package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
	"quxiang/reports/chapter"
	"quxiang/reports/export"
	"quxiang/reports/figure"
)

// martsOf is what the marts say of themselves.
func martsOf(e *pipelines.Engine) []export.Mart {
	var marts []export.Mart
	for _, n := range e.Marts() {
		m := export.Mart{Name: strings.TrimPrefix(n.Name, "marts."), Description: n.Sidecar.Description, Grain: n.Sidecar.Grain, Nullable: n.Sidecar.Nullable}
		for _, c := range n.Sidecar.Columns {
			m.Columns = append(m.Columns, export.Column{Name: c.Name, Type: strings.ToLower(c.Type), Unit: c.Unit, Description: c.Description})
		}
		marts = append(marts, m)
	}
	return marts
}

// martNamed finds a mart by its name, with or without its schema.
func martNamed(marts []export.Mart, name string) (export.Mart, error) {
	schema, table, qualified := strings.Cut(name, ".")
	if qualified && schema != "marts" {
		return export.Mart{}, &fault.Error{Kind: fault.Usage, Op: "导出", Value: name,
			Why: "只能导出 marts 里的汇总表；" + schema + " 里有一人一行的数据，不出本机", Hint: "quxiang export --list 列出可导出的表"}
	}
	if !qualified {
		table = name
	}
	i := slices.IndexFunc(marts, func(m export.Mart) bool { return m.Name == table })
	if i < 0 {
		return export.Mart{}, &fault.Error{Kind: fault.Usage, Op: "导出", Value: name, Why: "没有这张表", Hint: "quxiang export --list 列出可导出的表"}
	}
	return marts[i], nil
}

// exportFacts are what an export says of where it comes from.
func exportFacts(ctx context.Context, e *pipelines.Engine, build *store.Reader, public bool) (export.Facts, error) {
	f := export.Facts{Institution: e.Workspace.Config.Institution.Name, BuildID: build.ID, Stale: build.Stale,
		BuiltAt: build.BuiltAt.In(chapter.China).Format(time.RFC3339), Audience: figure.Internal}
	if public {
		f.Audience = figure.Public
	}
	err := build.DB().QueryRowContext(ctx, "select version from provenance.build").Scan(&f.Version)
	return f, err
}

// export writes the marts that the command names.
func (s *session) export(ctx context.Context, e *pipelines.Engine, build *store.Reader, o exportOptions) (err error) {
	target, err := export.NewTarget(o.to, o.format, len(o.tables))
	if err != nil {
		return err
	}
	facts, err := exportFacts(ctx, e, build, o.public)
	if err != nil {
		return err
	}
	conn, err := build.DB().Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	x := exporting{s: s, e: e, build: build, conn: conn, marts: martsOf(e), options: o}
	tables, err := x.tables(ctx)
	if err != nil {
		return err
	}
	s.progress("导出")
	temp, err := e.Workspace.TempDir()
	if err != nil {
		return err
	}
	written, err := export.Write(ctx, tables, target, export.Options{Facts: facts, Names: o.names, TempDir: temp})
	s.progress("")
	if err != nil {
		return err
	}
	s.stale(build)
	for _, w := range written {
		s.emit(w)
		s.printf("%s：%s，%d 行；%s", w.Table, w.File, w.Rows, w.Stamp)
	}
	return nil
}
