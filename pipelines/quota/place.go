package quota

import (
	"bytes"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// place is a stretch of a file of tables, so that a fault can name the line in
// the right one of several [[table.row]].
type place struct {
	file  string
	text  []byte // from the header to the next of the same name
	first int    // line of text's first line, 1-based
	name  string // table, table.row
}

// sub is the i-th [[name]] inside the place.
func (p place) sub(name string, i int) place {
	lines := bytes.SplitAfter(p.text, []byte("\n"))
	var starts []int
	for at, line := range lines {
		if header, _, _ := strings.Cut(string(line), "#"); strings.TrimSpace(header) == "[["+name+"]]" {
			starts = append(starts, at)
		}
	}
	if i >= len(starts) {
		return p // written as an inline table
	}
	starts = append(starts, len(lines))
	return place{p.file, bytes.Join(lines[starts[i]:starts[i+1]], nil), p.first + starts[i], name}
}

// row is the line of a key; the header's where the key is not written.
func (p place) row(key string) int {
	if at := strict.Line(p.text, p.name+"."+key); key != "" && at > 0 {
		return p.first + at - 1
	}
	return p.first
}

func (p place) fault(key, value, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "读取招生计划规则", File: p.file, Row: p.row(key),
		Column: key, Value: value, Why: why, Hint: hint}
}

// check is one thing a table must satisfy.
type check struct {
	key, value string
	ok         bool
	why, hint  string
}

// verify returns the fault of the first check that fails.
func (p place) verify(checks []check) error {
	for _, c := range checks {
		if !c.ok {
			return p.fault(c.key, c.value, c.why, c.hint)
		}
	}
	return nil
}
