package main

import (
	"context"
	"errors"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
	"quxiang/reports/export"
)

// exportExchange writes what a province takes instead of a school's rows.
func (s *session) exportExchange(ctx context.Context, e *pipelines.Engine, build *store.Reader, o exportOptions) (err error) {
	facts, err := exportFacts(ctx, e, build, false)
	if err != nil {
		return err
	}
	conn, err := build.DB().Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	x := exporting{s: s, e: e, build: build, conn: conn, marts: martsOf(e), options: o}
	if err := errors.Join(x.built(ctx, export.Counts), x.built(ctx, export.Manifest)); err != nil {
		return err
	}
	cohort := o.year
	if cohort == 0 {
		cohort = e.Workspace.Config.Report.Year
	}
	s.progress("导出汇总数")
	written, err := export.WriteExchange(ctx, conn, x.marts, cohort, o.to, export.Options{Facts: facts})
	s.progress("")
	if err != nil {
		return err
	}
	s.stale(build)
	s.emit(written)
	s.printf("%d 届汇总数：%s，%d 行；%s", cohort, written.File, written.Rows, written.Stamp)
	return nil
}
