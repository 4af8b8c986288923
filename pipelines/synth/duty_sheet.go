package synth

import (
	"math/rand/v2"
	"slices"
	"strconv"
)

// ledger is a register as an office keeps it: perhaps a title above the
// headings and a sum below the rows.
type ledger struct {
	path, contract, sheet, title string
	headings                     []string
	rows                         []line
	total                        bool
	flaws                        []flaw
}

// flaw is something wrong with a row, by its number among the rows.
type flaw struct {
	row                  int
	heading, field, rule string
}

// add appends a row.
func (l *ledger) add(cells ...string) { l.rows = append(l.rows, textLine(cells...)) }

// spoil notes that something is wrong with the row added last.
func (l *ledger) spoil(heading, field, rule string) {
	l.flaws = append(l.flaws, flaw{len(l.rows) - 1, heading, field, rule})
}

// What is wrong with rows of registers so that a check complains of them; what
// a cell can't be read for is a fault of its file.
const (
	flawNumber = "no_staff_no" // who it is
	flawUnit   = "no_unit"     // 元 or 万元
	flawStage  = "no_stage"
	flawKind   = "no_kind"
	flawNobody = "no_college" // of a leader's visit
)

// unreadable are the rules of package contract that registers break.
var unreadable = []string{"date_unreadable", "number_unreadable"}

// tellFlaws sorts what is wrong by who has to find it.
func (b *builder) tellFlaws(l *ledger, f File) {
	first := f.Skipped + 1 - one(l.total)
	for _, w := range l.flaws {
		fault := Fault{File: f.Path, Sheet: f.Sheet, Row: first + w.row, Column: w.heading, Field: w.field, Rule: w.rule}
		if slices.Contains(unreadable, w.rule) {
			b.manifest.Faults = append(b.manifest.Faults, fault)
		} else {
			b.manifest.RegisterFaults = append(b.manifest.RegisterFaults, fault)
		}
	}
}

// addLedger queues a register.
func (b *builder) addLedger(l *ledger) {
	f := File{Path: l.path, Contract: l.contract, Sheet: l.sheet, Rows: len(l.rows), Skipped: 1}
	g := grid{sheet: l.sheet}
	var lines []line
	if l.title != "" {
		lines = append(lines, textLine(l.title))
		g.merged = [][4]int{{1, 1, 1, len(l.headings)}}
		f.Skipped++
	}
	lines = append(append(lines, textLine(l.headings...)), l.rows...)
	if l.total {
		lines = append(lines, textLine("合计", "", strconv.Itoa(len(l.rows))))
		f.Skipped++
	}
	g.lines = slices.Values(lines)
	b.tellFlaws(l, f)
	b.add(f, "", g, "")
}

// ledger begins a register of the cohort.
func (d *duties) ledger(name, contract string, headings ...string) *ledger {
	return &ledger{path: "数据/就业工作/" + name + "-" + d.year() + ".xlsx", contract: contract, sheet: name, headings: headings}
}

// spelled is a college as people write it: now and then with a space too many.
func spelled(r *rand.Rand, college string) string {
	if college == "" || !chance(r, 0.04) {
		return college
	}
	return pickOf(r, []string{college + "　", " " + college, college + " "})
}

// digits writes a number, now and then full-width.
func digits(r *rand.Rand, n int) string {
	s := strconv.Itoa(n)
	if chance(r, 0.03) {
		return fullWidthDigits.Replace(s)
	}
	return s
}

// orNothing leaves a zero blank, as people do.
func orNothing(r *rand.Rand, n int) string {
	if n == 0 && chance(r, 0.5) {
		return ""
	}
	return digits(r, n)
}

// noOrNothing says 是 or 否 by that word, by a tick, or by nothing.
func noOrNothing(r *rand.Rand, yes bool) string {
	switch u := r.Float64(); {
	case !yes && u < 0.4:
		return ""
	case yes && u < 0.1:
		return "√"
	}
	return yesNo(yes)
}
