package rule

import (
	"bytes"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// place is a stretch of a rule file, so that a fault can name the line in the
// right one of several tables of the same name.
type place struct {
	file  string
	text  []byte // from the header of the table to that of the next
	first int    // line of text's first line, 1-based
	table string // rule, rule.level
}

// sub finds the i-th table of that name; the place itself where it is not
// written here, as when a base gives it.
func (p place) sub(table string, i int) place {
	lines := bytes.SplitAfter(p.text, []byte("\n"))
	header := "[[" + table + "]]"
	for start, line := range lines {
		if !isHeader(line, header) {
			continue
		}
		if i == 0 {
			return place{p.file, bytes.Join(lines[start:end(lines, start, header)], nil), p.first + start, table}
		}
		i--
	}
	return p
}

// end is where the next table of the same name begins.
func end(lines [][]byte, start int, header string) int {
	for i := start + 1; i < len(lines); i++ {
		if isHeader(lines[i], header) {
			return i
		}
	}
	return len(lines)
}

func isHeader(line []byte, header string) bool {
	text, _, _ := strings.Cut(string(line), "#")
	return strings.TrimSpace(text) == header
}

// row is the line of a key of the table, the table's own where the key is
// not written.
func (p place) row(key string) int {
	if at := strict.Line(p.text, p.table+"."+key); key != "" && at > 0 {
		return p.first + at - 1
	}
	return p.first
}

func (p place) fault(key, value, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "读取红黄牌规则", File: p.file, Row: p.row(key),
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
