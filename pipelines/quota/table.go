package quota

import (
	"slices"
	"strings"
)

// Table is a rule table: which interval next year's plan of a major must lie
// in, by indicators of the major. Exactly one row applies to whatever values
// there can be, or none and else = 人工.
type Table struct {
	Name, Title, Authority string
	Document, Citation     string
	Mark                   string // 原文, 转述, 惯例, 校级
	Note                   string
	ValidFrom, ValidTo     int // cohorts reported on; 0 is open
	Levels                 []string
	Else                   bool // what no row covers is 人工
	Rows                   []Row
	File                   string
	Line                   int // of the file, where the table begins

	inputs   []input
	examples []example
}

// Row is a line of a table.
type Row struct {
	Name   string
	Number int // from 1
	When   string
	Action string // in words

	spans map[string]span // by indicator
	act   action
}

// Valid tells whether the table is meant for the plan of that year.
func (t *Table) Valid(year int) bool {
	return t.ValidFrom <= year && (t.ValidTo == 0 || year <= t.ValidTo)
}

// Covers tells whether the table is meant for that level of study.
func (t *Table) Covers(level string) bool {
	return len(t.Levels) == 0 || slices.Contains(t.Levels, level)
}

// Inputs prints what the table looks at, each with its unit.
func (t *Table) Inputs() []string {
	var printed []string
	for _, in := range t.inputs {
		printed = append(printed, in.title+"（"+in.unit+"）")
	}
	return printed
}

// row finds the row that applies to the facts. Where a value is missing it is
// the row whose every condition is known to hold, if there is one: no other
// can apply then, whatever the missing value. Else missing names the inputs
// that would have decided.
func (t *Table) row(f *Facts) (found *Row, missing []string) {
	values := map[string]value{}
	for i := range t.inputs {
		in := &t.inputs[i]
		if v, known := in.of(in, f); known {
			values[in.name] = v
		}
	}
	open := map[string]bool{}
	for i := range t.Rows {
		lacking, refuted := t.Rows[i].lacking(values)
		if refuted {
			continue
		}
		if len(lacking) == 0 {
			return &t.Rows[i], nil
		}
		for _, name := range lacking {
			open[name] = true
		}
	}
	for _, in := range t.inputs {
		if open[in.name] {
			missing = append(missing, in.title)
		}
	}
	return nil, missing
}

// lacking names the inputs that the row's conditions ask for and that have no
// value; refuted tells that one that has a value fails.
func (r *Row) lacking(values map[string]value) (names []string, refuted bool) {
	for name, s := range r.spans {
		switch v, known := values[name]; {
		case !known:
			names = append(names, name)
		case !s.holds(v):
			return nil, true
		}
	}
	return names, false
}

// covers tells whether all conditions hold for values that are all known.
func (r *Row) covers(values map[string]value) bool {
	lacking, refuted := r.lacking(values)
	return !refuted && len(lacking) == 0
}

// facts prints the values that the table looks at.
func (t *Table) facts(f *Facts) string {
	var words []string
	for i := range t.inputs {
		in := &t.inputs[i]
		if _, known := in.of(in, f); known {
			words = append(words, in.words(in, f))
		} else {
			words = append(words, in.title+"无数据")
		}
	}
	return strings.Join(words, "，")
}
