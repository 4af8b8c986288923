package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/duty"
	"quxiang/pipelines/synth"
)

// checkDuties: every number that a duty is judged by is the generator's, and
// what the verdicts find wanting is exactly what was planted.
func (h *house) checkDuties(t *testing.T, m synth.Manifest) {
	cohorts := map[int]bool{}
	for _, d := range m.Duties {
		cohorts[d.Cohort] = true
	}
	if len(cohorts) != 2 || len(m.Shortfalls) < 40 {
		t.Fatalf("%d cohorts with registers, %d shortfalls planted", len(cohorts), len(m.Shortfalls))
	}
	t.Run("registers", func(t *testing.T) { h.checkRegisters(t, m) })
	t.Run("measures", func(t *testing.T) { h.checkMeasures(t, m) })
	t.Run("shortfalls", func(t *testing.T) { h.checkShortfalls(t, m) })
	t.Run("verdicts", func(t *testing.T) { h.checkVerdicts(t, m) })
}

// checkRegisters: the rows that can't be counted where they ought to be are
// complained of, and no others.
func (h *house) checkRegisters(t *testing.T, m synth.Manifest) {
	planted, rules := map[string]bool{}, map[string]bool{}
	for _, f := range m.RegisterFaults {
		planted[fmt.Sprint(path.Base(f.File), " ", f.Row)] = true
		rules[f.Rule] = true
	}
	found := h.rows("select bad_rows, sample from provenance.check_result where check_name = 'register_value'")[0]
	var sample []struct {
		File string `json:"file"`
		Row  int    `json:"row_no"`
	}
	if err := json.Unmarshal([]byte(found[1]), &sample); err != nil {
		t.Fatal(err)
	}
	for _, r := range sample {
		if !planted[fmt.Sprint(r.File, " ", r.Row)] {
			t.Errorf("row %d of %s is complained of, and nothing is planted there", r.Row, r.File)
		}
	}
	if whole(t, found[0]) != len(planted) || len(sample) == 0 || len(rules) < 5 {
		t.Errorf("%s rows complained of, %d planted of the kinds %v", found[0], len(planted), sorted(rules))
	}
}

// personHeadings are the columns of registers that say who somebody is.
var personHeadings = []string{"姓名", "工号", "走访人", "审核人", "负责人", "帮扶人", "帮扶人工号"}

// namedInRegisters collects the staff, the visitors, the reviewers and those
// who help, with their numbers.
func (h *house) namedInRegisters(t *testing.T, m synth.Manifest) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, f := range m.Files {
		if !slices.Contains([]string{"staff", "employer_visit", "posting", "startup", "key_group"}, f.Contract) {
			continue
		}
		book, err := excelize.OpenFile(h.engine.Workspace.Path(f.Path))
		if err != nil {
			t.Fatal(err)
		}
		lines, err := book.GetRows(f.Sheet)
		if err := errors.Join(err, book.Close()); err != nil {
			t.Fatal(err)
		}
		head := slices.IndexFunc(lines, func(l []string) bool { return len(l) > 5 })
		for _, line := range lines[head+1:] {
			for i, cell := range line {
				if cell != "" && slices.Contains(personHeadings, lines[head][i]) {
					out[cell] = true
				}
			}
		}
	}
	if len(out) < 500 {
		t.Fatalf("only %d names and numbers in the registers", len(out))
	}
	return out
}

// notPlanted are measures that the generator does not count: what looks like an
// internship is for the signals to say.
var notPlanted = map[string]bool{"internship_as_job": true}

func (h *house) checkMeasures(t *testing.T, m synth.Manifest) {
	want, got := map[string]string{}, map[string]string{}
	for _, d := range m.Duties {
		want[fmt.Sprint(d.Cohort, " ", d.Measure, "|", d.College, "|", d.Item)] = fmt.Sprint(d.Num, "/", d.Den)
	}
	for _, r := range h.rows(`select cohort, measure, coalesce(college, ''), coalesce(item, ''), num, coalesce(den, 0)
		from marts.duty_measure where cohort in ` + dutyCohorts(m)) {
		if !notPlanted[r[1]] {
			got[r[0]+" "+r[1]+"|"+r[2]+"|"+r[3]] = r[4] + "/" + r[5]
		}
	}
	sameNumbers(t, got, want)
}

// nothing is 0 and 0 of nobody: a mart may have a row for it or not.
const nothing = "0/0"

func sameNumbers(t *testing.T, got, want map[string]string) {
	t.Helper()
	for key, n := range got {
		if cmp.Or(want[key], nothing) != n {
			t.Errorf("%s is %s, the generator counted %q", key, n, want[key])
		}
	}
	for key, n := range want {
		if cmp.Or(got[key], nothing) != n {
			t.Errorf("%s is %q, the generator counted %s", key, got[key], n)
		}
	}
}

// dutyCohorts lists the cohorts that have registers, for SQL.
func dutyCohorts(m synth.Manifest) string {
	var out []string
	for _, d := range m.Duties {
		out = append(out, fmt.Sprint(d.Cohort))
	}
	slices.Sort(out)
	return "(" + strings.Join(slices.Compact(out), ", ") + ")"
}

// dutyItems says of a duty which items of its measure it takes together.
func dutyItems(t *testing.T) map[string]string {
	t.Helper()
	rules, err := duty.Load(os.DirFS("../../sql"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, d := range rules.Duties {
		out[d.ID] = strings.Join(d.Items, "、")
	}
	return out
}

func (h *house) checkShortfalls(t *testing.T, m synth.Manifest) {
	want, got, items := map[string]bool{}, map[string]bool{}, dutyItems(t)
	for _, s := range m.Shortfalls {
		want[fmt.Sprint(s.Cohort, " ", s.Clause, " ", s.Measure, "|", s.College, "|", s.Item, " ", s.Shortfall)] = true
	}
	for _, r := range h.rows(`select s.cohort, r.clause, r.measure, coalesce(s.college, ''), coalesce(s.item, ''), s.shortfall, s.duty
		from marts.duty_shortfall as s inner join marts.duty_rule as r on s.duty = r.duty where s.cohort in ` + dutyCohorts(m)) {
		if r[4] == "" {
			r[4] = items[r[6]]
		}
		got[r[0]+" "+r[1]+" "+r[2]+"|"+r[3]+"|"+r[4]+" "+r[5]] = true
	}
	for _, key := range sorted(want) {
		if !got[key] {
			t.Errorf("planted and not found: %s", key)
		}
	}
	for _, key := range sorted(got) {
		if !want[key] {
			t.Errorf("found and not planted: %s", key)
		}
	}
}

// checkVerdicts: a duty is told to be unmet where something is missing from it,
// and only there; nothing is without data, since every register is filled.
func (h *house) checkVerdicts(t *testing.T, m synth.Manifest) {
	rows := h.rows(`select v.cohort, v.duty, coalesce(v.college, ''), v.status, v.words, count(s.duty)
		from marts.duty_verdict as v
		inner join marts.duty_rule as r on v.duty = r.duty
		left join marts.duty_shortfall as s
			on v.cohort = s.cohort and v.duty = s.duty
			and (v.college_key is not distinct from s.college_key or v.college is null and r.scope = 'college')
		where v.cohort in ` + dutyCohorts(m) + " group by all")
	counts := map[string]int{}
	for _, r := range rows {
		counts[r[3]]++
		if short := r[3] == "未达到" || r[3] == "未做"; short != (r[5] != "0") {
			t.Errorf("%s %s %s: %s with %s things missing: %s", r[0], r[1], r[2], r[3], r[5], r[4])
		}
		if r[3] == "无数据" {
			t.Errorf("%s %s %s: 无数据: %s", r[0], r[1], r[2], r[4])
		}
	}
	for _, status := range []string{"达到", "未达到", "已做", "未做", "不适用"} {
		if counts[status] == 0 {
			t.Errorf("no verdict says %s: %v", status, counts)
		}
	}
}
