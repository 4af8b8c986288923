//go:build duckdb_arrow

package model_test

import (
	"context"
	"path"
	"testing"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/model"
	"quxiang/pipelines/store"
	sqlfiles "quxiang/sql"
)

// shipped loads the sql/ that the binary carries.
func shipped(t *testing.T) *model.Project {
	t.Helper()
	contracts, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	var raw []store.Table
	for _, c := range contracts {
		table := store.Table{Name: c.Name}
		for _, column := range c.RawColumns() {
			table.Columns = append(table.Columns, store.Column(column))
		}
		raw = append(raw, table)
	}
	p, err := model.Load(sqlfiles.Files, nil, raw)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestShippedModels runs the unit tests in the sidecars of sql/.
func TestShippedModels(t *testing.T) {
	p := shipped(t)
	dir := t.TempDir()
	results, err := p.Test(context.Background(), store.Config{Dir: path.Join(dir, "warehouse"), TempDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Err != nil {
			t.Errorf("%s: %s: %v", r.Model, r.Test, r.Err)
		}
		for _, line := range r.Diff {
			t.Errorf("%s: %s: %s", r.Model, r.Test, line)
		}
	}
	t.Log(model.Summary(results))
}
