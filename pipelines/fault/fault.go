// Package fault holds the one error a user is meant to read.
//
// It says what was being done, where, why it is wrong and what to do, in
// Chinese; any other error that reaches the top is a bug and is printed as one.
// cmd/quxiang turns a Kind into an exit code in a single switch.
package fault

import (
	"errors"
	"strconv"
	"strings"
)

// Kind decides the exit code.
type Kind uint8

// The kinds of fault; docs/operations.md lists their exit codes.
const (
	Failed   Kind = iota // 1: it could not be done
	Usage                // 2: the command or the configuration is wrong
	Contract             // 6: a file does not meet its contract
	Check                // 4: a blocking check failed; the last good build is kept
	Locked               // 5: another process holds the store
	Partial              // 3: done, but rows were refused or warning checks failed
)

// Error is a fault with its place. Fields that do not apply stay empty.
type Error struct {
	Kind   Kind
	Op     string // what was being done: 载入毕业去向登记
	File   string
	Sheet  string
	Row    int // 1-based
	Column string
	Value  string // masked where the column identifies a person
	Why    string // why it is wrong
	Hint   string // what to do
	Err    error  // the cause, for those who look deeper
}

// Error prints the fault in one paragraph: 操作：位置：原因。处理办法。
func (e *Error) Error() string {
	var b strings.Builder
	for _, part := range []string{e.Op, e.Place(), e.Why} {
		if part == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("：")
		}
		b.WriteString(part)
	}
	if e.Err != nil {
		b.WriteString("（" + e.cause() + "）")
	}
	if e.Hint != "" {
		b.WriteString("\n  处理办法：" + e.Hint)
	}
	return b.String()
}

// cause is e.Err in words; without a file of its own the fault needs the
// cause's.
func (e *Error) cause() string {
	if e.File == "" {
		return e.Err.Error()
	}
	return words(e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Place names file, sheet, row, column and value, as far as they are known.
func (e *Error) Place() string {
	var parts []string
	add := func(label, s string) {
		if s != "" {
			parts = append(parts, label+s)
		}
	}
	add("", quoted(e.File))
	add("工作表", quoted(e.Sheet))
	if e.Row > 0 {
		parts = append(parts, "第"+strconv.Itoa(e.Row)+"行")
	}
	add("列", quoted(e.Column))
	add("值", quoted(e.Value))
	return strings.Join(parts, " ")
}

// KindOf returns the kind of the first fault in err's chain; Failed for others.
func KindOf(err error) Kind {
	var f *Error
	if errors.As(err, &f) {
		return f.Kind
	}
	return Failed
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "「" + s + "」"
}
