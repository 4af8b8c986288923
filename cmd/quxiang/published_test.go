package main

import (
	"encoding/csv"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/load"
	"quxiang/reports/figure"
)

// Figures printed in real quality reports (testdata/published) come out again
// in every cell, once from one row per group and once from one row per person.
func TestPublishedReports(t *testing.T) {
	tables, err := filepath.Glob(filepath.Join(projectRoot, "testdata", "published", "*.rows.csv"))
	if err != nil || len(tables) < 10 {
		t.Fatal("tables are missing", err)
	}
	h := newHouse(t, 2022, nil)
	var requests []load.Request
	for i, path := range tables {
		rows := table(t, path)
		requests = append(requests,
			load.Request{Paths: []string{h.writeRows(t, i, "groups", rows)}, Cohort: 2022, AsOf: cutoffDay(i, 1)},
			load.Request{Paths: []string{h.writeRows(t, i, "persons", expand(t, rows))}, Cohort: 2022, AsOf: cutoffDay(i, 2)})
	}
	h.load(requests...)
	h.build()
	for i, path := range tables {
		name := strings.TrimSuffix(filepath.Base(path), ".rows.csv")
		expected := table(t, strings.Replace(path, ".rows.", ".expect.", 1))
		for form, cutoff := range []time.Time{cutoffDay(i, 1), cutoffDay(i, 2)} {
			t.Run(fmt.Sprintf("%s/%s", name, []string{"groups", "persons"}[form]), func(t *testing.T) {
				found := h.published(cutoff.Format("01-02"))
				for _, want := range expected {
					checkPublished(t, want, found)
				}
			})
		}
	}
}

// cutoffDay gives every table a cut-off of its own, so that one build holds
// them all.
func cutoffDay(table, form int) time.Time {
	return time.Date(2022, time.Month(form), table+1, 0, 0, 0, 0, time.UTC)
}

// expand writes a row of n people as n rows with examination numbers.
func expand(t *testing.T, groups []map[string]string) []map[string]string {
	t.Helper()
	var rows []map[string]string
	for _, group := range groups {
		n, err := strconv.Atoi(group["head_count"])
		if err != nil {
			t.Fatal(err)
		}
		for range n {
			row := map[string]string{"exam_no": fmt.Sprintf("1899%010d", len(rows)+1)}
			for name, value := range group {
				if name != "head_count" {
					row[name] = value
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// writeRows writes rows of canonical columns under the headings of a real file.
func (h *house) writeRows(t *testing.T, i int, form string, rows []map[string]string) string {
	t.Helper()
	c, _ := h.engine.Contracts.Get("destination")
	names := sorted(rows[0])
	var lines [][]string
	heading := make([]string, len(names))
	for at, name := range names {
		column, _ := c.Column(name)
		heading[at] = column.Heading
	}
	lines = append(lines, heading)
	for _, row := range rows {
		line := make([]string, len(names))
		for at, name := range names {
			line[at] = row[name]
		}
		lines = append(lines, line)
	}
	path := h.engine.Workspace.Path(fmt.Sprintf("数据/%02d-%s.csv", i, form))
	var text strings.Builder
	w := csv.NewWriter(&text)
	if err := w.WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// published maps the name of every cell of a cut-off to its count and total.
func (h *house) published(cutoff string) map[string][2]string {
	h.t.Helper()
	cells := map[string][2]string{}
	for _, r := range h.rows(`select dimension, population, level, label, head_count, total
		from marts.distribution where cutoff = '` + cutoff + `'`) {
		cells[strings.Join([]string{"distribution", "", r[0], r[1], r[2], r[3]}, "|")] = [2]string{r[4], r[5]}
	}
	parts := "settled, employed, startup, flexible, further_study, seeking, not_seeking, graduates"
	for _, r := range h.rows("select edition, " + parts + " from marts.placement where grain = 'school' and cutoff = '" + cutoff + "'") {
		for i, part := range strings.Split(parts, ", ") {
			cells[strings.Join([]string{"placement", r[0], part, "", "", ""}, "|")] = [2]string{r[i+1], r[len(r)-1]}
		}
	}
	return cells
}

// checkPublished compares counts exactly, and the percentage as printed: two
// decimals as the report prints them, another number of decimals half-up from
// the same counts.
func checkPublished(t *testing.T, want map[string]string, found map[string][2]string) {
	t.Helper()
	key := strings.Join([]string{want["mart"], want["edition"], want["dimension"], want["population"], want["level"], want["label"]}, "|")
	got, ok := found[key]
	if !ok || got != [2]string{want["head_count"], want["total"]} {
		t.Errorf("%s: %v, want %s of %s", key, got, want["head_count"], want["total"])
		return
	}
	if want["percent"] == "" {
		return
	}
	num, _ := strconv.ParseInt(got[0], 10, 64)
	den, _ := strconv.ParseInt(got[1], 10, 64)
	_, decimals, _ := strings.Cut(want["percent"], ".")
	printed := strings.TrimSuffix(figure.Percent(num, den), "%")
	if len(decimals) != 2 {
		printed = rounded(num, den, len(decimals))
	}
	if printed != want["percent"] {
		t.Errorf("%s: %d of %d prints as %s, the report has %s", key, num, den, printed, want["percent"])
	}
}

// rounded prints a percentage half-up with so many decimals.
func rounded(num, den int64, decimals int) string {
	return new(big.Rat).SetFrac64(100*num, den).FloatString(decimals)
}
