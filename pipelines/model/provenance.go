package model

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"quxiang/pipelines/check"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// provenanceDDL makes the tables of what this build did. load, file,
// finding_count and unknown_column repeat the part of meta that reports cite:
// a report reads the build alone.
const provenanceDDL = `
create table build.provenance.build (
    build_id text not null, built_at timestamp not null, version text not null,
    store_fingerprint text not null, parameters text not null, origin text not null
);
create table build.provenance.source (
    name text not null, kind text not null, sha256 text not null
);
create table build.provenance.step (
    position integer not null, model text not null, kind text not null,
    rows bigint, milliseconds bigint not null
);
create table build.provenance.check_result (
    position integer not null, check_name text not null, title text not null,
    severity text not null, status text not null, bad_rows bigint not null,
    sample text not null, remedy text not null, microseconds bigint not null
);
create table build.provenance.override (
    model text not null, base_sha256 text, sha256 text not null, base_changed boolean not null
);`

const provenanceCopies = `
create table build.provenance.load as
select l.* from meta.load as l order by l.load_id;
create table build.provenance.file as
select file_id, load_id, path, name, sha256, size, format, encoding, sheets,
    rows_read, rows_accepted, rows_refused, rows_skipped
from meta.file order by file_id;
create table build.provenance.finding_count as
select file_id, rule, severity, count(*)::bigint as n from (
    select file_id, rule, severity from meta.finding
    union all
    select file_id, rule, 'refused' as severity from meta.refusal
) as f group by file_id, rule, severity order by file_id, rule, severity;
create table build.provenance.unknown_column as
select file_id, sheet, heading, filled, rows from meta.unknown_column
order by file_id, sheet, heading;`

func provenanceTables() []string {
	return []string{"provenance.build", "provenance.source", "provenance.step", "provenance.check_result", "provenance.override",
		"provenance.load", "provenance.file", "provenance.finding_count", "provenance.unknown_column"}
}

func createProvenance(ctx context.Context, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, provenanceDDL+provenanceCopies); err != nil {
		return fmt.Errorf("provenance: %w", err)
	}
	return nil
}

// Step is one thing that a build did.
type Step struct {
	Model    string
	Kind     string // view, table, go
	Rows     int64  // -1 for a view
	Duration time.Duration
}

func (r Result) record(ctx context.Context, conn *sql.Conn, overrides []Override) error {
	var steps, checks, copied [][]string
	for i, s := range r.Steps {
		rows := query.Integer(s.Rows)
		if s.Rows < 0 {
			rows = ""
		}
		steps = append(steps, []string{query.Integer(int64(i + 1)), s.Model, s.Kind, rows, query.Integer(s.Duration.Milliseconds())})
	}
	for i, c := range r.Checks {
		checks = append(checks, []string{query.Integer(int64(i + 1)), c.Check, c.Title, c.Severity, c.Status, query.Integer(c.BadRows), c.Sample, c.Remedy,
			query.Integer(c.Duration.Microseconds())})
	}
	for _, o := range overrides {
		copied = append(copied, []string{o.Name, o.BaseSHA256, o.SHA256, strconv.FormatBool(o.BaseChanged)})
	}
	return errors.Join(
		appendText(ctx, conn, "build.provenance.step", []string{"position", "model", "kind", "rows", "milliseconds"}, steps),
		appendText(ctx, conn, "build.provenance.check_result",
			[]string{"position", "check_name", "title", "severity", "status", "bad_rows", "sample", "remedy", "microseconds"}, checks),
		appendText(ctx, conn, "build.provenance.override", []string{"model", "base_sha256", "sha256", "base_changed"}, copied))
}

// recordSources writes down what turned the files into marts: models, code
// tables, macros and checks, each with the sha256 of its text, of a Go model of
// its sidecar.
func (p *Project) recordSources(ctx context.Context, conn *sql.Conn) error {
	var rows [][]string
	add := func(name, kind string, text []byte) { rows = append(rows, []string{name, kind, digest(text)}) }
	for _, n := range p.Nodes {
		text := []byte(n.SQL)
		if n.Go != nil {
			text, _ = fs.ReadFile(p.files, n.Path)
		}
		add(n.Name, "model", text)
	}
	var problems error
	for _, r := range p.References {
		text, err := fs.ReadFile(p.files, r.Path)
		problems = errors.Join(problems, err)
		add(r.Name, "reference", text)
	}
	for _, m := range p.Macros {
		add(m.Path, "macro", []byte(m.SQL))
	}
	for _, c := range p.Checks {
		add(c.Name, "check", []byte(c.SQL))
	}
	return errors.Join(problems, appendText(ctx, conn, "build.provenance.source", []string{"name", "kind", "sha256"}, rows))
}

// ReadResult is what a finished build did and found, as it has written it down.
func ReadResult(ctx context.Context, q query.Querier, id string) (Result, error) {
	r := Result{BuildID: id}
	err := query.Each(ctx, q, "provenance.step", "select model, kind, coalesce(rows, -1), milliseconds from provenance.step order by position",
		func(scan func(...any) error) error {
			var s Step
			var milliseconds int64
			err := scan(&s.Model, &s.Kind, &s.Rows, &milliseconds)
			s.Duration = time.Duration(milliseconds) * time.Millisecond
			r.Steps = append(r.Steps, s)
			return err
		})
	if err != nil {
		return r, err
	}
	err = query.Each(ctx, q, "provenance.check_result", `select check_name, title, severity, status, bad_rows, sample, remedy
		from provenance.check_result order by position`, func(scan func(...any) error) error {
		var c check.Result
		err := scan(&c.Check, &c.Title, &c.Severity, &c.Status, &c.BadRows, &c.Sample, &c.Remedy)
		r.Checks = append(r.Checks, c)
		return err
	})
	return r, err
}

// Fits says of a finished build, read as build beside the store, whether a build
// with these parameters would come out the same and be published.
func (v Params) Fits(ctx context.Context, conn *sql.Conn) (bool, error) {
	now, err := store.Fingerprint(ctx, conn)
	if err != nil {
		return false, err
	}
	return v.Made(ctx, conn, now)
}

// Made says whether a build was made of these parameters and of a store with
// that fingerprint, and passed its blocking checks.
func (v Params) Made(ctx context.Context, q query.Querier, fingerprint string) (bool, error) {
	parameters, err := v.json()
	if err != nil {
		return false, err
	}
	var same, blocked int
	err = query.Each(ctx, q, "provenance.build", `select
		(select count(*) from provenance.build where version = ? and store_fingerprint = ? and parameters = ? and origin = ?),
		(select count(*) from provenance.check_result where severity = ? and status = ?)`,
		func(scan func(...any) error) error { return scan(&same, &blocked) },
		v.Version, fingerprint, parameters, v.Origin, check.Block, check.Failed)
	return same == 1 && blocked == 0, err
}
