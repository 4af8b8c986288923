package strict

import (
	"bytes"
	"strings"

	"quxiang/pipelines/fault"
)

// Place is a stretch of a file of tables, so that a fault can name the line in
// the right one of several tables of the same name.
type Place struct {
	Op    string // what a fault says was being done
	File  string
	First int // line of the stretch's first line, 1-based

	text  []byte // from the header of the table to that of the next
	table string // rule, rule.level
}

// Whole is the place of all that a file says.
func Whole(op, file string, text []byte) Place {
	return Place{Op: op, File: file, First: 1, text: text}
}

// Sub is the i-th table of that name inside the place; the place itself where
// it is not written as [[table]] here, as when it is an inline table or comes
// from elsewhere.
func (p Place) Sub(table string, i int) Place {
	if all := p.Subs(table); i < len(all) {
		return all[i]
	}
	return p
}

// Subs are the tables of that name inside the place, in their order: what a
// long file is parted by at once.
func (p Place) Subs(table string) []Place {
	lines := bytes.SplitAfter(p.text, []byte("\n"))
	var starts []int
	for at, line := range lines {
		if before(string(line), "#") == "[["+table+"]]" {
			starts = append(starts, at)
		}
	}
	all := make([]Place, len(starts))
	starts = append(starts, len(lines))
	for i := range all {
		all[i] = Place{p.Op, p.File, p.First + starts[i], bytes.Join(lines[starts[i]:starts[i+1]], nil), table}
	}
	return all
}

// row is the line of a key of the table, the table's own where the key is not
// written.
func (p Place) row(key string) int {
	if at := Line(p.text, strings.TrimPrefix(p.table+"."+key, ".")); key != "" && at > 0 {
		return p.First + at - 1
	}
	return p.First
}

// Fault is what is wrong with a key of the table, or with the table itself.
func (p Place) Fault(key, value, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: p.Op, File: p.File, Row: p.row(key),
		Column: key, Value: value, Why: why, Hint: hint}
}

// Check is one thing a table must satisfy. It is an alias so that those who
// check a table may list a dozen without naming the fields of each.
type Check = struct {
	Key, Value string
	OK         bool
	Why, Hint  string
}

// Verify returns the fault of the first check that fails.
func (p Place) Verify(checks []Check) error {
	for _, c := range checks {
		if !c.OK {
			return p.Fault(c.Key, c.Value, c.Why, c.Hint)
		}
	}
	return nil
}
