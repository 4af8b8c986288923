package main

import (
	"context"
	"slices"
	"testing"

	"quxiang/pipelines/load"
	"quxiang/pipelines/synth"
)

// checkFaults: what was planted in the files is found, each piece at its file,
// sheet, row and column, and nothing else is complained of.
func (h *house) checkFaults(t *testing.T, m synth.Manifest) {
	findings, err := h.engine.Findings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	found := map[synth.Fault]int{}
	for _, f := range findings {
		found[synth.Fault{File: f.File, Sheet: f.Sheet, Row: int(f.Row), Column: f.Column, Rule: f.Rule}]++
	}
	rules := map[string]int{}
	for _, f := range m.Faults {
		if f.Rule == "empty_destination" {
			continue // no fault of the file: the marts count it as 未识别
		}
		rules[f.Rule]++
		place := synth.Fault{File: f.File, Sheet: f.Sheet, Row: f.Row, Column: f.Column, Rule: f.Rule}
		if found[place]--; found[place] < 0 {
			t.Errorf("planted and not found: %+v", place)
		}
	}
	for place, n := range found {
		if n > 0 {
			t.Errorf("found %d times more than planted: %+v", n, place)
		}
	}
	if len(rules) < 8 {
		t.Errorf("only these rules were tried: %v", rules)
	}
}

// checkFiles: every line of every file is accounted for, and the headings that
// nobody knows are named.
func checkFiles(t *testing.T, m synth.Manifest, report load.Report) {
	unknown := map[string][]string{}
	for _, u := range m.UnknownColumns {
		unknown[u.File] = append(unknown[u.File], u.Heading)
	}
	got := map[string]load.FileResult{}
	for _, f := range report.Files {
		got[f.Path] = f
	}
	for _, want := range m.Files {
		f := got[want.Path]
		if f.Read != int64(want.Records) || f.Skipped != int64(want.Skipped) || f.Accepted+f.Refused != f.Read {
			t.Errorf("%s: read %d, accepted %d, refused %d, skipped %d; want %d records, %d skipped",
				want.Path, f.Read, f.Accepted, f.Refused, f.Skipped, want.Records, want.Skipped)
		}
		if f.Contract != want.Contract || !slices.Equal(slices.Sorted(slices.Values(f.Unknown)), slices.Sorted(slices.Values(unknown[want.Path]))) {
			t.Errorf("%s: contract %s, unknown columns %v; want %s, %v", want.Path, f.Contract, f.Unknown, want.Contract, unknown[want.Path])
		}
	}
	if len(got) != len(m.Files) {
		t.Errorf("%d files loaded, %d written", len(got), len(m.Files))
	}
}
