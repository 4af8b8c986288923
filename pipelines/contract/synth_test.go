package contract_test

import (
	"os"
	"path/filepath"
	"testing"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/source"
	"quxiang/pipelines/synth"
)

// byLoad are the rules that need the whole file at once, and so are not the
// reader's; empty destinations are no problem of a row.
var byLoad = map[string]bool{"duplicate_row": true, "cohort_differs": true, "empty_destination": true}

// A synthetic university knows what dirt it planted: the reader must find each
// piece, and complain of nothing else.
func TestEveryPlantedFaultIsFoundAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	m, err := synth.Write(dir, 7, synth.Options{Graduates: 300, Cohorts: []int{2018, 2019, 2020, 2022, 2023, 2024}})
	if err != nil {
		t.Fatal(err)
	}
	want, got := map[synth.Fault]int{}, map[synth.Fault]int{}
	for _, f := range m.Faults {
		if !byLoad[f.Rule] {
			want[synth.Fault{File: f.File, Sheet: f.Sheet, Row: f.Row, Column: f.Column, Rule: f.Rule}]++
		}
	}
	unknown := map[string]int64{}
	for _, file := range m.Files {
		readSynthetic(t, dir, file, got, unknown)
	}
	for f, n := range want {
		if got[f] != n {
			t.Errorf("planted, found %d times: %+v", got[f], f)
		}
	}
	for f := range got {
		if want[f] == 0 {
			t.Errorf("complained of: %+v", f)
		}
	}
	for _, u := range m.UnknownColumns {
		if unknown[u.File+u.Heading] != int64(u.Filled) {
			t.Errorf("%s %s: %d cells found, want %d", u.File, u.Heading, unknown[u.File+u.Heading], u.Filled)
		}
	}
}

func readSynthetic(t *testing.T, dir string, file synth.File, got map[synth.Fault]int, unknown map[string]int64) {
	t.Helper()
	book, err := source.Open(filepath.Join(dir, file.Path), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var mapping *contract.Mapping
	if file.Contract == "admission_plan" && file.Skipped == 3 {
		mapping = syntheticMapping(t, dir)
	}
	rows, reader := readAll(t, book, file.Contract, mapping)
	lines := map[int]bool{}
	for _, r := range rows {
		lines[r.Row] = true
		for _, p := range r.Problems {
			got[placed(file, r.Row, p)]++
		}
	}
	for _, p := range reader.SheetProblems() {
		got[synth.Fault{File: file.Path, Sheet: p.Sheet, Rule: string(p.Rule)}]++
	}
	for _, u := range reader.Unknown() {
		unknown[file.Path+u.Heading] = u.Filled
	}
	if len(lines) != file.Rows || reader.Skipped() != int64(file.Skipped) {
		t.Errorf("%s: %d rows and %d skipped, want %d and %d", file.Path, len(lines), reader.Skipped(), file.Rows, file.Skipped)
	}
}

func placed(file synth.File, row int, p contract.Problem) synth.Fault {
	return synth.Fault{File: file.Path, Sheet: file.Sheet, Row: row, Column: p.Column, Rule: string(p.Rule)}
}

func syntheticMapping(t *testing.T, dir string) *contract.Mapping {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "mappings", "*.toml"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	return loadMapping(t, files[0])
}

func loadMapping(t *testing.T, file string) *contract.Mapping {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := contract.ParseMapping(file, data, shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
