package synth

import (
	"slices"
	"testing"
)

// The full university, without its files: what the demo promises of it.
func fullTruth(t *testing.T) (*world, Manifest) {
	t.Helper()
	o := Options{}.withDefaults()
	w := newWorld(1, o)
	w.populate()
	b := &builder{world: w, opts: o, hired: map[int]hires{}, states: map[state]string{}, helped: map[int][]*helped{}}
	b.plan()
	return w, b.manifest
}

func TestDemoKeepsItsPromises(t *testing.T) {
	w, m := fullTruth(t)
	rows := 0
	for _, f := range m.Files {
		if f.Contract == "destination" {
			rows += f.Rows
		}
	}
	if rows < 76_000 || rows > 80_000 {
		t.Errorf("%d destination rows, want about 78,000", rows)
	}
	t.Run("rates", func(t *testing.T) { checkRates(t, m) })
	t.Run("majors", func(t *testing.T) { checkMajors(t, w, m) })
	t.Run("snapshots", func(t *testing.T) { checkSnapshots(t, w) })
	t.Run("records", func(t *testing.T) { checkRecords(t, w) })
	t.Run("admissions", func(t *testing.T) { checkAdmissions(t, m) })
	t.Run("careers", func(t *testing.T) { checkCareers(t, w) })
	t.Run("surveys", func(t *testing.T) { checkSurveys(t, m) })
	t.Run("colleges", func(t *testing.T) { checkColleges(t, m) })
	t.Run("duties", func(t *testing.T) { checkPlantedDuties(t, m) })
}

func rate(m Manifest, cohort int, cutoff string, keep func(Cell) bool) float64 {
	n := m.Count(cohort, cutoff, keep)
	s := m.Count(cohort, cutoff, func(c Cell) bool { return c.Settled && (keep == nil || keep(c)) })
	return 100 * float64(s) / float64(n)
}

func checkRates(t *testing.T, m Manifest) {
	for _, cohort := range m.Cohorts {
		if n := m.Count(cohort, "12-31", nil); n < 5700 || n > 6300 {
			t.Errorf("%d graduates in %d", n, cohort)
		}
		if r := rate(m, cohort, "12-31", nil); r < 85 || r > 93 {
			t.Errorf("%d: %.2f %% placed at year end", cohort, r)
		}
		if r := rate(m, cohort, "08-31", nil); cohort >= 2020 && (r < 77.5 || r > 86) {
			t.Errorf("%d: %.2f %% placed in August", cohort, r)
		}
		for _, bad := range []string{"030302", "120401"} {
			if r := rate(m, cohort, "12-31", func(c Cell) bool { return c.MajorCode == bad }); r > 68 {
				t.Errorf("%d: major %s at %.2f %%, want a bad one", cohort, bad, r)
			}
		}
	}
}

func checkMajors(t *testing.T, w *world, m Manifest) {
	majors, tiny := map[string]bool{}, map[string]bool{}
	for _, p := range w.programmes {
		key := p.level + p.digits
		majors[key] = true
		n := m.Count(2024, "12-31", func(c Cell) bool { return c.Level == p.level && c.MajorCode == p.digits })
		if n > 0 && n < 10 {
			tiny[key] = true
		}
	}
	if len(majors) < 60 || len(majors) > 80 {
		t.Errorf("%d majors", len(majors))
	}
	if len(tiny) < 3 {
		t.Errorf("only %d majors with fewer than 10 graduates", len(tiny))
	}
	present := func(digits string, cohort int) bool {
		return m.Count(cohort, "12-31", func(c Cell) bool { return c.MajorCode == digits }) > 0
	}
	for _, c := range []struct {
		digits string
		cohort int
		want   bool
	}{{renamed.from, 2021, true}, {renamed.from, 2022, false}, {renamed.to, 2021, false}, {renamed.to, 2022, true},
		{"080717", 2022, false}, {"080717", 2023, true}, {"082503", 2021, true}, {"082503", 2022, false}} {
		if present(c.digits, c.cohort) != c.want {
			t.Errorf("major %s in %d: present = %v", c.digits, c.cohort, !c.want)
		}
	}
	cooperation := m.Count(2024, "12-31", func(c Cell) bool { return c.MajorCode == "080902" && c.ProgrammeKind != "" })
	plain := m.Count(2024, "12-31", func(c Cell) bool { return c.MajorCode == "080902" && c.ProgrammeKind == "" })
	if cooperation == 0 || plain == 0 {
		t.Errorf("软件工程: %d in cooperation, %d plain", cooperation, plain)
	}
}

func checkSnapshots(t *testing.T, w *world) {
	for _, cohort := range []int{2020, 2024} {
		gained, lost, moved := 0, 0, 0
		for _, g := range w.rosters[cohort] {
			first, last := g.outcomes["08-31"], g.outcomes["12-31"]
			if first == nil || last == nil {
				continue
			}
			switch a, b := settled(first.code), settled(last.code); {
			case !a && b:
				gained++
			case a && !b:
				lost++
			case first.code != last.code:
				moved++
			}
		}
		if gained < 200 || lost < 10 || moved < 30 {
			t.Errorf("%d: %d gained a place, %d lost it, %d changed between the snapshots", cohort, gained, lost, moved)
		}
	}
	if slices.Contains(cutoffsOf(2019), "08-31") || !slices.Contains(cutoffsOf(2020), "08-31") {
		t.Error("the August snapshots begin in 2020")
	}
	checkNovember(t, w)
}

// checkNovember: who stands in November where he stood in August or will stand
// in December, some of each; only the latest cohort has the snapshot.
func checkNovember(t *testing.T, w *world) {
	t.Helper()
	old, new := 0, 0
	for _, g := range w.rosters[2024] {
		first, now, last := g.outcomes["08-31"], g.outcomes["11-30"], g.outcomes["12-31"]
		switch {
		case now != first && now != last:
			t.Fatalf("%s stands in November where nobody put him", g.student)
		case first != last && now == first:
			old++
		case first != last && now == last:
			new++
		}
	}
	if old < 50 || new < 2*old {
		t.Errorf("of those who moved %d stand in November as in August, %d as in December", old, new)
	}
	for _, g := range w.rosters[2023] {
		if g.outcomes["11-30"] != nil {
			t.Fatal("the November snapshots begin in 2024")
		}
	}
}

func checkRecords(t *testing.T, w *world) {
	cards, students := map[string][]*graduate{}, map[string]int{}
	for _, cohort := range w.cohorts {
		for _, g := range w.rosters[cohort] {
			cards[g.card] = append(cards[g.card], g)
			students[g.student]++
		}
	}
	second, converted, master := 0, 0, 0
	for _, list := range cards {
		for _, g := range list[1:] {
			switch {
			case g.exclusion == excludedRepeated:
				converted++
				if list[0].student != g.student || list[0].completion != "结业" {
					t.Errorf("%s came twice, but not as 结业 first", g.student)
				}
			case g.student == list[0].student:
				t.Errorf("two records share the student number %s", g.student)
			case g.programme.level == "第二学士学位":
				second++
			case g.programme.level == "硕士":
				master++
			}
		}
	}
	if second < 50 || converted < 100 || master < 50 {
		t.Errorf("%d second bachelors of our own, %d converted, %d masters of our own", second, converted, master)
	}
	for s, n := range students {
		if n > 2 {
			t.Errorf("student number %s stands for %d records", s, n)
		}
	}
}

func checkColleges(t *testing.T, m Manifest) {
	names := func(cohort int, current bool) map[string]bool {
		out := map[string]bool{}
		for _, c := range m.Truth {
			if c.Cohort == cohort && current {
				out[c.CurrentCollege] = true
			} else if c.Cohort == cohort {
				out[c.College] = true
			}
		}
		return out
	}
	before, after, current := names(2020, false), names(2021, false), names(2020, true)
	if len(before) != 13 || len(after) != 12 || len(current) != 12 || !before["管理学院"] || after["管理学院"] {
		t.Errorf("%d colleges before, %d after the merger, %d today", len(before), len(after), len(current))
	}
}
