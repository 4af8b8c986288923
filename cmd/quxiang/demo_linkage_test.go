package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/synth"
)

// TestDemoWithEverySurveyFaultAndMove is on a university twice as large. Of
// the seeds from 1 it is the first in which everything is planted that the
// small one is too small for: each fault of an answer, a death, 肄业, a place
// in another year after a transfer. What is no longer there is complained of.
func TestDemoWithEverySurveyFaultAndMove(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("QUXIANG_CONFIG_DIR", filepath.Join(dir, "config"))
	at := filepath.Join(dir, "w")
	m, err := synth.Write(at, 5, synth.Options{Graduates: 400})
	if err != nil {
		t.Fatal(err)
	}
	h := openHouse(t, at)
	h.checkPlanted(t, m)
	h.loadConfigured()
	h.build()
	t.Run("surveys", func(t *testing.T) { h.checkSurveys(t, m) })
	t.Run("bias", func(t *testing.T) { h.checkBias(t, m) })
	t.Run("linkage", func(t *testing.T) { h.checkLinkage(t, m) })
	t.Run("report", func(t *testing.T) { h.checkTracking(t) })
}

// checkPlanted fails where the tests of this university could not.
func (h *house) checkPlanted(t *testing.T, m synth.Manifest) {
	t.Helper()
	n, listed := map[string]int{}, map[int]bool{}
	for _, f := range m.SurveyFaults {
		n[f.Rule]++
	}
	for _, a := range m.Alumni {
		n["deaths"] += a.Deaths
	}
	for _, a := range m.Admissions {
		listed[a.Year] = true
		n["left early"] += a.LeftEarly
		if a.Year == lastPlan(m) && classNames[a.Major] {
			n["not come to a 大类"] += a.Admitted - a.Registered
		}
		n["unaccounted"] += a.Unaccounted
	}
	for _, s := range h.transfers(t, m) {
		if s.moved && listed[s.year] {
			n["moved"]++
		}
	}
	for _, what := range []string{"too_quick", "no_consent", "not_on_roster", "repeated", "pay_outlier", "deaths",
		"left early", "unaccounted", "moved", "not come to a 大类"} {
		if n[what] == 0 {
			t.Errorf("nothing of the kind %s is planted", what)
		}
	}
}

// checkLinkage sets every row of marts.linkage and marts.entry_cohort beside
// what the generator counted.
func (h *house) checkLinkage(t *testing.T, m synth.Manifest) {
	want := h.entrants(t, m)
	h.sameEntrants(t, "marts.linkage", "major_key", want)
	sums := map[entered]int{}
	for cell, n := range want {
		cell.major = ""
		sums[cell] += n
	}
	h.sameEntrants(t, "marts.entry_cohort", "''", sums)
	h.checkIdentity(t, "marts.linkage")
	h.checkIdentity(t, "marts.entry_cohort")
	h.checkSilent(t, m)
	h.checkClasses(t, m)
}

// entered is a number of a major of an entry cohort.
type entered struct {
	year                       int
	level, kind, major, column string
}

// entrantColumns are what the generator counts of those who came.
var entrantColumns = map[string]func(synth.AdmissionTruth) int{
	"registered":       func(a synth.AdmissionTruth) int { return a.Registered },
	"transferred_in":   func(a synth.AdmissionTruth) int { return a.TransferredIn },
	"transferred_out":  func(a synth.AdmissionTruth) int { return a.TransferredOut },
	"resumed_in":       func(a synth.AdmissionTruth) int { return a.MovedIn },
	"moved_out":        func(a synth.AdmissionTruth) int { return a.MovedOut },
	"withdrawn":        func(a synth.AdmissionTruth) int { return a.Withdrawn },
	"other_leave":      func(a synth.AdmissionTruth) int { return a.OtherLeave },
	"studying":         func(a synth.AdmissionTruth) int { return a.Studying },
	"concluded":        func(a synth.AdmissionTruth) int { return a.Concluded },
	"left_early":       func(a synth.AdmissionTruth) int { return a.LeftEarly },
	"graduated":        func(a synth.AdmissionTruth) int { return a.Graduated },
	"unmatched":        func(a synth.AdmissionTruth) int { return a.Unaccounted },
	"unmatched_people": func(a synth.AdmissionTruth) int { return a.Unaccounted },
}

// zeroColumns have nothing in them where every list names people and says
// whether they came, and no graduate is missing from them.
var zeroColumns = []string{"registration_unknown", "by_count", "no_entry"}

// entrants are the generator's counts in the words of the marts; cells of
// nobody are left out.
func (h *house) entrants(t *testing.T, m synth.Manifest) map[entered]int {
	t.Helper()
	want, listed := map[entered]int{}, map[entered]bool{}
	majors := currentMajors(m)
	for _, a := range m.Admissions {
		cell := entered{year: a.Year, level: a.Level, kind: kindOf(a.Type)}
		listed[cell] = true
		cell.major = majorKeyOf(majors, a.Level, a.MajorCode, a.Major)
		cell.count(want, a)
	}
	for _, p := range m.Plans {
		cell := entered{year: p.Year, level: p.Level, kind: kindOf(p.Type)}
		if listed[cell] {
			cell.major, cell.column = majorKeyOf(majors, p.Level, p.MajorCode, p.Major), "plan"
			want[cell] += p.Plan
		}
	}
	for _, s := range h.transfers(t, m) {
		s.correct(want)
	}
	maps.DeleteFunc(want, func(_ entered, n int) bool { return n == 0 })
	return want
}

// count enters a major of an entry cohort. The list has who began in a major
// of a 大类 at the 大类; and so have the marts, all the way, those of whom no
// other line tells.
func (c entered) count(want map[entered]int, a synth.AdmissionTruth) {
	for column, count := range entrantColumns {
		c.column = column
		want[c] += count(a)
	}
	major := c.major
	c.major, c.column = admittedKey(c.major, a), "admitted"
	want[c] += a.Admitted
	for _, column := range []string{"registered", "unmatched", "unmatched_people"} {
		want[entered{c.year, c.level, c.kind, major, column}] -= a.Unaccounted
		want[entered{c.year, c.level, c.kind, c.major, column}] += a.Unaccounted
	}
}

// currentMajors says what each code is today.
func currentMajors(m synth.Manifest) map[string]string {
	majors := map[string]string{}
	for _, c := range m.Truth {
		majors[c.MajorCode] = c.CurrentCode
	}
	return majors
}

// kindOf is the generator's type of admission in the words of the marts.
func kindOf(kind string) string {
	if kind == "统招" {
		return "普通"
	}
	return kind
}

// majorKeyOf is the key of a major's present code, or of a 大类's name.
func majorKeyOf(majors map[string]string, level, code, name string) string {
	if code == "" {
		return level + ":名称:" + name
	}
	return level + ":" + majors[code]
}

// classOf are the 大类 that recruit from 2018 on for their majors. A
// cooperation, whose name says so, recruits apart, and so does 专升本.
var classOf = map[string]string{"080901": "计算机类", "080902": "计算机类", "080910": "计算机类", "120203": "工商管理类", "120206": "工商管理类"}

// admittedKey is where the list has somebody who began in a major.
func admittedKey(key string, a synth.AdmissionTruth) string {
	class := classOf[a.MajorCode]
	if class == "" || a.Year < 2018 || kindOf(a.Type) != "普通" || strings.Contains(a.Major, "（") {
		return key
	}
	return a.Level + ":名称:" + class
}

// transfer is somebody who changed the major, by the lines of the file.
type transfer struct {
	year     int // of entry
	level    string
	from, to string // keys
	moved    bool   // and was put into another year later
}

// transfers reads the file of changes: by examination number a 转专业, and a
// later line with another 年级.
func (h *house) transfers(t *testing.T, m synth.Manifest) map[string]transfer {
	t.Helper()
	majors, out := currentMajors(m), map[string]transfer{}
	for _, r := range h.sheet(t, "数据/学籍/学籍异动-2013至2024.xlsx") {
		s, changed := out[r["考生号"]]
		switch {
		case r["异动类型"] == "转专业":
			s.year, _ = strconv.Atoi(r["入学年份"]) // a year without an admission list is not looked at
			s.level, s.from, s.to = r["学历"], r["学历"]+":"+majors[r["原专业代码"]], r["学历"]+":"+majors[r["现专业代码"]]
		case changed && r["现年级"] != r["原年级"]:
			s.moved = true
		default:
			continue
		}
		out[r["考生号"]] = s
	}
	return out
}

// correct turns the generator's counts into those of the marts. The generator
// has who transferred and was then put into another year twice: as a transfer
// within the year, and as moved out of the second major. The marts look from
// the beginning to the end: moved out of the first. And a transfer between two
// names of one present major is none.
func (s transfer) correct(want map[entered]int) {
	at := func(major, column string) entered { return entered{s.year, s.level, "普通", major, column} }
	if _, listed := want[at(s.from, "transferred_out")]; !listed {
		return
	}
	if s.moved || s.from == s.to {
		want[at(s.from, "transferred_out")]--
		want[at(s.to, "transferred_in")]--
	}
	if s.moved {
		want[at(s.from, "moved_out")]++
		want[at(s.to, "moved_out")]--
	}
}

// sheet reads the first sheet of a workbook of the workspace by its headings.
func (h *house) sheet(t *testing.T, path string) []map[string]string {
	t.Helper()
	book, err := excelize.OpenFile(h.engine.Workspace.Path(path))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	lines, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// sameEntrants compares a mart, cell by cell, with what it should hold.
func (h *house) sameEntrants(t *testing.T, mart, major string, want map[entered]int) {
	t.Helper()
	columns := append(slices.Sorted(maps.Keys(entrantColumns)), append(zeroColumns, "admitted", "plan")...)
	got := map[entered]int{}
	for _, r := range h.rows("select entry_year, level, admission_type, " + major + ", " + strings.Join(columns, ", ") + " from " + mart) {
		year, _ := strconv.Atoi(r[0]) // integers, column tests see to it
		for i, column := range columns {
			if n, _ := strconv.Atoi(r[4+i]); n != 0 {
				got[entered{year, r[1], r[2], r[3], column}] = n
			}
		}
	}
	if len(got) < 100 {
		t.Errorf("%s: only %d numbers", mart, len(got))
	}
	for cell := range mergedKeys(got, want) {
		if got[cell] != want[cell] {
			t.Errorf("%s, %v: %d, the generator counted %d", mart, cell, got[cell], want[cell])
		}
	}
}

// mergedKeys are the keys of both.
func mergedKeys(a, b map[entered]int) map[entered]int {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// checkIdentity adds up who came and went, without the mart's own sum: who is
// left over is who of those who came, known by name or by number, has no end,
// less who ended and never came.
func (h *house) checkIdentity(t *testing.T, mart string) {
	t.Helper()
	got := h.rows(`select count(*), count(*) filter (
			where registered + transferred_in + resumed_in
				- transferred_out - moved_out - withdrawn - other_leave
				- studying - concluded - left_early - graduated
			<> unmatched_people + by_count - no_entry
		), count(*) filter (where unmatched <> unmatched_people + by_count - no_entry) from ` + mart)
	if got[0][0] == "0" || got[0][1] != "0" || got[0][2] != "0" {
		t.Errorf("%s: of %s rows %s do not add up, and %s say that another number is missing", mart, got[0][0], got[0][1], got[0][2])
	}
	moved := h.rows(`select entry_year, level, admission_type, sum(transferred_in) - sum(transferred_out)
		from ` + mart + ` group by 1, 2, 3 having sum(transferred_in) <> sum(transferred_out)`)
	if len(moved) > 0 {
		t.Errorf("%s: transfers in and out differ: %v", mart, moved)
	}
}

// checkSilent: of the checks of the linkage only that of people without an end
// speaks, and of those cohorts only where the generator left more than 2 %.
func (h *house) checkSilent(t *testing.T, m synth.Manifest) {
	t.Helper()
	cohorts := map[string][2]int{}
	for _, a := range m.Admissions {
		key := fmt.Sprint(a.Year, a.Level, a.Type)
		n := cohorts[key]
		cohorts[key] = [2]int{n[0] + a.Unaccounted, n[1] + a.Registered}
	}
	unmatched := 0
	for _, n := range cohorts {
		if 50*n[0] > n[1] {
			unmatched++
		}
	}
	want := map[string]string{"admission_mode_once": "0", "linkage_contradiction": "0", "linkage_identity": "0",
		"linkage_incomplete": "0", "linkage_major_negative": "0", "linkage_negative": "0", "linkage_unmatched": strconv.Itoa(unmatched)}
	got := map[string]string{}
	for _, r := range h.rows(`select check_name, bad_rows from provenance.check_result
		where check_name like 'linkage!_%' escape '!' or check_name = 'admission_mode_once'`) {
		got[r[0]] = r[1]
	}
	if !maps.Equal(got, want) {
		t.Errorf("checks of the linkage: %v, want %v", got, want)
	}
}
