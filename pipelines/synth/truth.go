package synth

import (
	"cmp"
	"slices"
)

// renamed is the one major that got another name and code.
var renamed = struct{ from, to string }{"120102", "120108"}

// currentMajor follows the renaming.
func currentMajor(digits string) string {
	if digits == renamed.from {
		return renamed.to
	}
	return digits
}

// truth counts a cohort's records at a cut-off the way domain.md says: the
// roster is the denominator, whoever is not in the register is 未登记, whoever
// has no readable destination is 未识别, and no record counts twice.
func (w *world) truth(cohort int, cutoff string, register []*entry) []Cell {
	codes := map[*graduate]string{}
	counts := map[Cell]int{}
	for _, e := range register {
		codes[e.g] = e.counts
		if e.absent && !e.twin {
			counts[cellOf(e.g, cutoff, e.counts)]++
		}
	}
	for _, g := range w.rosters[cohort] {
		code, ok := codes[g]
		if !ok {
			code = codeUnregistered
		}
		counts[cellOf(g, cutoff, code)]++
	}
	return sortedCells(counts)
}

func cellOf(g *graduate, cutoff, code string) Cell {
	p := g.programme
	return Cell{Cohort: g.cohort, Cutoff: cutoff, Exclusion: g.exclusion, Level: p.level,
		College: g.college(), CurrentCollege: p.college, MajorCode: p.digits, Major: p.name,
		CurrentCode: currentMajor(p.digits), ProgrammeKind: p.kind, Completion: g.completion,
		Gender: label("gender", g.gender), Destination: code, Settled: settled(code)}
}

func sortedCells(counts map[Cell]int) []Cell {
	out := make([]Cell, 0, len(counts))
	for c, n := range counts {
		c.Count = n
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Exclusion, b.Exclusion), cmp.Compare(a.Level, b.Level),
			cmp.Compare(a.College, b.College), cmp.Compare(a.MajorCode, b.MajorCode),
			cmp.Compare(a.Major, b.Major), cmp.Compare(a.ProgrammeKind, b.ProgrammeKind),
			cmp.Compare(a.Completion, b.Completion), cmp.Compare(a.Gender, b.Gender),
			cmp.Compare(a.Destination, b.Destination))
	})
	return out
}

// rosterDifference compares roster and register both ways.
func (w *world) rosterDifference(cohort int, cutoff string, register []*entry) RosterDifference {
	d := RosterDifference{Cohort: cohort, Cutoff: cutoff}
	present := map[*graduate]bool{}
	for _, e := range register {
		present[e.g] = true
		if e.absent && !e.twin {
			d.OnlyInRegister++
		}
	}
	for _, g := range w.rosters[cohort] {
		if present[g] {
			continue
		}
		d.OnlyInRoster++
		if g.exclusion == "" {
			d.OfThemCounted++
		}
	}
	return d
}
