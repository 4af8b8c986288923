package model

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"quxiang/pipelines/check"
)

// provenanceDDL makes the tables of what this build did. load, file,
// finding_count and unknown_column repeat the part of meta that reports cite:
// a report reads the build alone.
const provenanceDDL = `
create table build.provenance.build (
    build_id text not null, built_at timestamp not null, version text not null,
    store_fingerprint text not null, parameters text not null
);
create table build.provenance.step (
    position integer not null, model text not null, kind text not null,
    rows bigint, milliseconds bigint not null
);
create table build.provenance.check_result (
    position integer not null, check_name text not null, title text not null,
    severity text not null, status text not null, bad_rows bigint not null,
    sample text not null, remedy text not null
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
	return []string{"provenance.build", "provenance.step", "provenance.check_result", "provenance.override",
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
	for i, s := range r.Steps {
		_, err := conn.ExecContext(ctx, "insert into build.provenance.step values (?, ?, ?, nullif(?, -1), ?)",
			i+1, s.Model, s.Kind, s.Rows, s.Duration.Milliseconds())
		if err != nil {
			return fmt.Errorf("provenance.step: %w", err)
		}
	}
	for i, c := range r.Checks {
		if err := recordCheck(ctx, conn, i+1, c); err != nil {
			return err
		}
	}
	for _, o := range overrides {
		_, err := conn.ExecContext(ctx, "insert into build.provenance.override values (?, nullif(?, ''), ?, ?)",
			o.Name, o.BaseSHA256, o.SHA256, o.BaseChanged)
		if err != nil {
			return fmt.Errorf("provenance.override: %w", err)
		}
	}
	return nil
}

func recordCheck(ctx context.Context, conn *sql.Conn, position int, c check.Result) error {
	_, err := conn.ExecContext(ctx, "insert into build.provenance.check_result values (?, ?, ?, ?, ?, ?, ?, ?)",
		position, c.Check, c.Title, c.Severity, c.Status, c.BadRows, c.Sample, c.Remedy)
	if err != nil {
		return fmt.Errorf("provenance.check_result: %w", err)
	}
	return nil
}
