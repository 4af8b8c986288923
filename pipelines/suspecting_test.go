package pipelines

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/load"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
	"quxiang/pipelines/suspect"
	"quxiang/pipelines/synth/planted"
	"quxiang/pipelines/workspace"
)

var update = flag.Bool("update", false, "write what was measured into docs/suspects.md anew")

// signalsOf says which signals look for what was planted.
var signalsOf = map[string][]string{
	"小企业扎堆":      {"small_employer"},
	"培训或人力机构":    {"agency"},
	"新成立单位":      {"young_employer"},
	"截止前集中登记":    {"cutoff_rush"},
	"同一电话多家单位":   {"shared_contact"},
	"名称与代码不符":    {"code_invalid", "code_several_names", "name_several_codes"},
	"低于最低工资":     {"below_minimum_wage"},
	"实习单位":       {"internship_as_job"},
	"自由职业占比偏高":   {"freelance_share"},
	"自主创业占比偏高":   {"startup_share", "startup_unproven"},
	"其他录用形式占比偏高": {"other_form_share"},
	"灵活就业占比偏高":   {"flexible_share"},
	"证明材料不全":     {"evidence_incomplete"},
	"本人不确认":      {"contradicted"},
}

// found is a record with what was planted in it and what was found.
type found struct {
	planted.Record
	signals []string
}

// TestSuspectsAsTheyAre generates the planted school, builds it, and holds the
// table of docs/suspects.md against what the rules find. It asks for no precision
// and no recall: it asks that the page tells the truth.
func TestSuspectsAsTheyAre(t *testing.T) {
	records := plantedSchool(t)
	const page, from, to = "../docs/suspects.md", "<!-- 量得的数，开始 -->\n", "<!-- 量得的数，结束 -->\n"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(text), from)
	_, after, closed := strings.Cut(rest, to)
	if !opened || !closed {
		t.Fatal("docs/suspects.md has no place for what was measured")
	}
	want := before + from + measured(records) + to + after
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(text) != want {
		t.Errorf("docs/suspects.md tells other numbers than were measured; run: go test ./pipelines -run Suspects -update\n%s", measured(records))
	}
}

// plantedSchool builds the planted school and returns who is not ordinary and
// who is doubted, at the last cut-off. On the way the list is written and loaded
// back.
func plantedSchool(t *testing.T) []found {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("QUXIANG_CONFIG_DIR", filepath.Join(dir, "config"))
	shapes, err := os.Open("../testdata/suspects/shapes.toml")
	if err != nil {
		t.Fatal(err)
	}
	defer shapes.Close()
	labels, err := planted.Write(filepath.Join(dir, "w"), shapes)
	if err != nil {
		t.Fatal(err)
	}
	e := builtSchool(t, filepath.Join(dir, "w"))
	build, err := e.Current(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer build.Close()
	var all []found
	for _, cohort := range labels.Cohorts {
		all = append(all, foundIn(t, e, build, labels, cohort)...)
	}
	comesBack(t, e, build, filepath.Join(dir, "核查清单.xlsx"))
	return all
}

// comesBack: the list that was written loads as the checks that it asks for,
// nobody's line is lost, and no sheet of it is taken for another.
func comesBack(t *testing.T, e *Engine, build *store.Reader, path string) {
	t.Helper()
	ctx := context.Background()
	n, err := e.ExportSuspects(ctx, build, path, SuspectChoice{Sample: 25, Seed: 3})
	if err != nil || n.Listed != 25 || n.Doubted <= n.Listed {
		t.Fatal(n, err)
	}
	report, err := e.Load(ctx, []load.Request{{Paths: []string{path}}})
	if err != nil || len(report.Files) != 1 {
		t.Fatal(report, err)
	}
	if f := report.Files[0]; f.Contract != ledger.CheckContract || f.Accepted != 25 || f.Refused != 0 || f.Findings != 0 {
		t.Errorf("the list came back as %+v", f)
	}
}

func builtSchool(t *testing.T, dir string) *Engine {
	t.Helper()
	w, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewEngine(w, Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	requests, err := e.Configured()
	if err != nil {
		t.Fatal(err)
	}
	if report, err := e.Load(context.Background(), requests); err != nil {
		t.Fatal(err, report)
	}
	if _, err := e.Build(context.Background()); err != nil && fault.KindOf(err) != fault.Partial {
		t.Fatal(err)
	}
	return e
}

// foundIn joins what was planted in a cohort and what was found, by 学号.
func foundIn(t *testing.T, e *Engine, build *store.Reader, labels planted.Labels, cohort int) []found {
	t.Helper()
	ctx := context.Background()
	doubted, err := doubts(ctx, build, cohort)
	if err != nil {
		t.Fatal(err)
	}
	var rows []ledger.Row
	for _, r := range doubted {
		rows = append(rows, ledger.Row(r.Line))
	}
	said, err := ledger.Lines(ctx, e.ledger("check"), "check --suspects", "", len(rows), rows, ledger.Order{})
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]found{}
	for student, r := range labels.At(cohort, lastCutoff(t, build, cohort)) {
		by[student] = found{Record: r}
	}
	for _, r := range doubted {
		student := said[ledger.Row(r.Line)].Student
		if student == "" {
			t.Fatalf("nobody knows the student of %+v", r.Line)
		}
		one := by[student]
		one.signals = signalsIn(r)
		by[student] = one
	}
	return slices.Collect(maps.Values(by))
}

func signalsIn(r suspect.Record) []string {
	var signals []string
	for _, d := range r.Doubts {
		signals = append(signals, d.Signal)
	}
	return signals
}

func lastCutoff(t *testing.T, build *store.Reader, cohort int) (cutoff string) {
	t.Helper()
	err := query.Each(context.Background(), build.DB(), "warehouse.last_cutoff", "select cutoff from warehouse.last_cutoff where cohort = ?",
		func(scan func(...any) error) error { return scan(&cutoff) }, cohort)
	if err != nil || cutoff == "" {
		t.Fatal(cutoff, err)
	}
	return cutoff
}

// score counts records: planted, found, and both.
type score struct{ planted, found, both int }

func (s *score) add(planted, found bool) {
	for n, is := range map[*int]bool{&s.planted: planted, &s.found: found, &s.both: planted && found} {
		if is {
			*n++
		}
	}
}

// cells are the counts, precision and recall as columns of a table.
func (s score) cells() string {
	return fmt.Sprintf("%d | %d | %d | %s | %s", s.planted, s.found, s.both, share(s.both, s.found), share(s.both, s.planted))
}

// share is k of n in percent; nothing of nothing has none.
func share(k, n int) string {
	if n == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(k)/float64(n))
}

// measured is the text of the page between the marks.
func measured(records []found) string {
	var b strings.Builder
	b.WriteString("\n| 植入的情形 | 植入 | 查出 | 其中植入的 | 查准率 | 查全率 |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, kind := range planted.Kinds {
		var s score
		for _, r := range records {
			s.add(slices.Contains(r.Kinds, kind), anyOf(r.signals, signalsOf[kind]))
		}
		fmt.Fprintf(&b, "| %s | %s |\n", kind, s.cells())
	}
	var all score
	for _, r := range records {
		all.add(len(r.Kinds) > 0, len(r.signals) > 0)
	}
	fmt.Fprintf(&b, "| 合计（人，不论哪一种） | %s |\n", all.cells())
	b.WriteString("\n| 植入的强弱 | 植入 | 查出 | 查全率 |\n| --- | --- | --- | --- |\n")
	b.WriteString(grouped(records, func(r found) string { return r.Strength }, []string{"明显", "中等", "隐蔽"}))
	b.WriteString("\n| 相似而正常的情形 | 人数 | 误列 | 误列率 |\n| --- | --- | --- | --- |\n")
	b.WriteString(grouped(records, func(r found) string { return r.Honest }, honest(records)))
	return b.String()
}

func anyOf(some, of []string) bool {
	return slices.ContainsFunc(some, func(s string) bool { return slices.Contains(of, s) })
}

// honest are the look-alikes' names.
func honest(records []found) []string {
	names := map[string]bool{}
	for _, r := range records {
		if r.Honest != "" {
			names[r.Honest] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// grouped counts how many of each group have a doubt.
func grouped(records []found, of func(found) string, groups []string) string {
	var b strings.Builder
	for _, group := range groups {
		n, doubted := 0, 0
		for _, r := range records {
			if of(r) == group {
				n++
				doubted += min(1, len(r.signals))
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %s |\n", group, n, doubted, share(doubted, n))
	}
	return b.String()
}

// TestKindsAreLookedFor: whatever can be planted has a signal that looks for it.
func TestKindsAreLookedFor(t *testing.T) {
	for _, kind := range planted.Kinds {
		if len(signalsOf[kind]) == 0 {
			t.Errorf("no signal looks for %s", kind)
		}
	}
	if len(signalsOf) != len(planted.Kinds) {
		t.Errorf("%d kinds are looked for, %d can be planted", len(signalsOf), len(planted.Kinds))
	}
}
