package contract

import (
	"fmt"
	"slices"
)

// judge fills what the mapping gives and checks what only whole rows show.
func (r *Reader) judge(record *Record) {
	r.fillMapped(record)
	r.fillFilled(record)
	for i := range r.checks {
		if k := &r.checks[i]; k.table != nil && k.column.Type == Text && !k.mapped && record.Values[i] != "" {
			r.checkLabel(record, k)
		}
	}
}

// checkLabel compares a text with its code table, and with the code beside it.
func (r *Reader) checkLabel(record *Record, k *check) {
	text := record.Values[k.at]
	meant := k.codesOf(text)
	code := ""
	if k.codeAt >= 0 {
		code = record.Values[k.codeAt]
	}
	switch {
	case code == "" && len(meant) == 0:
		r.add(record, k.at, text, k.unknown())
	case code == "" || len(meant) == 0 || !k.column.Agree:
		// one of the two tells enough
	default:
		r.checkAgreement(record, k, code, meant)
	}
}

func (r *Reader) checkAgreement(record *Record, k *check, code string, meant []string) {
	beside := &r.checks[k.codeAt]
	known := beside.known(code)
	if known == "" || slices.Contains(meant, known) {
		return // an unknown code has its own finding
	}
	p := &Problem{Rule: CodeTextDisagree, Severity: k.severity(),
		Why:  fmt.Sprintf("代码 %s 是「%s」，文字却是「%s」，不知道哪个对，按「未识别」计", known, r.codes.Name(k.column.Reference, known), record.Values[k.at]),
		Hint: "核实后改正代码或文字"}
	r.add(record, k.codeAt, code, p)
}
