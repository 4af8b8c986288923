package main

import (
	"context"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/load"
	"quxiang/pipelines/workspace"
	"quxiang/reports"
	"quxiang/reports/html"
	"quxiang/reports/workbook"
)

// house is a workspace that a test sends files through, all the way.
type house struct {
	t      *testing.T
	engine *pipelines.Engine
}

// newHouse makes an empty workspace with a key folder of its own.
func newHouse(t *testing.T, year int, change func(*workspace.Config)) *house {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("QUXIANG_CONFIG_DIR", filepath.Join(dir, "config"))
	c := workspace.Defaults("10999", "手算大学", year)
	if change != nil {
		change(&c)
	}
	w, err := workspace.Create(filepath.Join(dir, "w"), c)
	if err != nil {
		t.Fatal(err)
	}
	e, err := pipelines.NewEngine(w, pipelines.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return &house{t: t, engine: e}
}

// load takes files in; what is wrong in single rows is for the test to judge.
func (h *house) load(requests ...load.Request) load.Report {
	h.t.Helper()
	report, err := h.engine.Load(context.Background(), requests)
	if err != nil && fault.KindOf(err) != fault.Partial {
		h.t.Fatal(err)
	}
	return report
}

func (h *house) build() {
	h.t.Helper()
	if _, err := h.engine.Build(context.Background()); err != nil && fault.KindOf(err) != fault.Partial {
		h.t.Fatal(err)
	}
}

// rows runs a query on the current build; every value as text, null as "".
func (h *house) rows(query string) [][]string {
	h.t.Helper()
	build, err := h.engine.Current(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() {
		if err := build.Close(); err != nil {
			h.t.Error(err)
		}
	}()
	wrapped := "select columns(*)::text from (" + query + ")"
	found, err := build.DB().QueryContext(context.Background(), wrapped)
	if err != nil {
		h.t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		h.t.Fatal(err)
	}
	var rows [][]string
	for found.Next() {
		row := make([]string, len(columns))
		cells := make([]any, len(columns))
		for i := range row {
			cells[i] = &nullable{&row[i]}
		}
		if err := found.Scan(cells...); err != nil {
			h.t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if err := found.Err(); err != nil {
		h.t.Fatal(err)
	}
	return rows
}

// nullable scans a text that may be null.
type nullable struct{ into *string }

func (n *nullable) Scan(v any) error {
	if s, ok := v.(string); ok {
		*n.into = s
	}
	return nil
}

// report writes page and workbook and reads every figure back, by its id.
func (h *house) report(year int) (page, book map[string]string, text string) {
	h.t.Helper()
	build, err := h.engine.Current(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	s := newSession()
	s.quiet = true
	files, err := s.draft(context.Background(), h.engine, build, reportFlags{year: year, formats: reports.Formats[:3]})
	if err = errors.Join(err, build.Close()); err != nil {
		h.t.Fatal(err)
	}
	return h.readBack(files)
}

func (h *house) readBack(files reports.Files) (page, book map[string]string, text string) {
	h.t.Helper()
	data, err := os.ReadFile(files.Page)
	if err != nil {
		h.t.Fatal(err)
	}
	if page, err = html.Figures(strings.NewReader(string(data))); err != nil {
		h.t.Fatal(err)
	}
	if book, err = workbook.Figures(files.Workbook); err != nil {
		h.t.Fatal(err)
	}
	return page, book, string(data)
}

// table reads a CSV file of testdata: one map per line.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// onDay is a date for a request.
func onDay(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// shared returns a path of the real files beside the project. Without them the
// test is passed over, unless the environment asks for them.
func shared(t *testing.T, path string) string {
	t.Helper()
	full := filepath.Join(projectRoot, "..", "shared", filepath.FromSlash(path))
	if _, err := os.Stat(full); err == nil {
		return full
	}
	if os.Getenv("QUXIANG_REQUIRE_SHARED") != "" {
		t.Fatalf("%s is required and not there", full)
	}
	t.Skip("the real files are not there: " + path)
	return ""
}

// sorted returns the keys of m in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
