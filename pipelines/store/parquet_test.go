//go:build duckdb_arrow

package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
)

// twoFiles writes Parquet files of three rows and of one, with a build.
func twoFiles(t *testing.T, cfg Config) []string {
	t.Helper()
	one, two := filepath.Join(t.TempDir(), "甲 '1'.parquet"), filepath.Join(t.TempDir(), "乙.parquet")
	b, err := NewBuild(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, b.Conn(), "copy (select range + 1 as head_count from range(3)) to "+query.Literal(one)+" (format parquet)")
	mustExec(t, b.Conn(), "copy (select cast(10 as integer) as head_count) to "+query.Literal(two)+" (format parquet)")
	if err := b.Discard(); err != nil {
		t.Fatal(err)
	}
	return []string{one, two}
}

// Files stand for the raw table of their name, also within views of staging,
// and leave the others alone; a column that no file has is told.
func TestParquetStandsForARawTable(t *testing.T) {
	cfg, ctx := testConfig(t), context.Background()
	facts := Table{Name: "graduate_fact", Columns: []Column{{"_file_id", "bigint"}, {"_row", "bigint"}, {"head_count", "bigint"}}}
	cfg.Raw = append(cfg.Raw, facts)
	cfg.Facts = []Parquet{{Table: facts, Files: twoFiles(t, cfg)}}
	b, err := NewBuild(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(b.Conns()); n != 1 {
		t.Errorf("%d queries over the facts at once", n)
	}
	mustExec(t, b.Conn(), "create view stg.staging.stg_fact as select * from raw.graduate_fact")
	var people, loaded int
	var places string
	err = b.Conn().QueryRowContext(ctx, `select sum(head_count), string_agg(_file_id || ':' || _row, ' ' order by _file_id, _row),
		(select count(*) from raw.destination) from staging.stg_fact`).Scan(&people, &places, &loaded)
	if err != nil || people != 16 || places != "0:0 0:1 0:2 1:0" || loaded != 0 {
		t.Errorf("%d people at %s, %d loaded, %v", people, places, loaded, err)
	}
	if err := b.Discard(); err != nil {
		t.Fatal(err)
	}

	cfg.Facts[0].Table.Columns = append(facts.Columns, Column{"level", "text"})
	if _, err = NewBuild(ctx, cfg); err == nil || !strings.Contains(err.Error(), "level") {
		t.Errorf("a column that no file has: %v", err)
	}
}

// What would spill more than is allowed ends with a fault, not with a full disk.
func TestSpillIsCapped(t *testing.T) {
	cfg, ctx := testConfig(t), context.Background()
	cfg.Memory, cfg.Spill = 256*mib, "1MB"
	b, err := NewBuild(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	var limit string
	if err := b.Conn().QueryRowContext(ctx, "select current_setting('max_temp_directory_size')").Scan(&limit); err != nil || !strings.HasSuffix(limit, "KiB") {
		t.Errorf("capped at %s, %v", limit, err)
	}
	_, err = b.Conn().ExecContext(ctx, "select count(distinct md5(range::text)) from range(6000000)")
	if err == nil || !strings.Contains(fault.Explain(err).Error(), "data.spill") {
		t.Errorf("spilled 1 MB at most: %v", err)
	}
	if err := b.Discard(); err != nil {
		t.Error(err)
	}
}
