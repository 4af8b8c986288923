package workbook

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// nameLimit is how many UTF-16 units a sheet's name may have.
const nameLimit = 31

// names gives out sheet names that Excel takes: short enough, without its
// forbidden characters, and no two alike when case is ignored.
type names struct{ used map[string]bool }

func newNames(reserved ...string) *names {
	n := &names{used: map[string]bool{"history": true}} // Excel keeps this one
	for _, r := range reserved {
		n.used[strings.ToLower(r)] = true
	}
	return n
}

// next is a free name near the wanted one.
func (n *names) next(wanted string) string {
	wanted = clean(wanted)
	name := cut(wanted, nameLimit)
	for i := 2; n.used[strings.ToLower(name)]; i++ {
		suffix := fmt.Sprintf("(%d)", i)
		name = cut(wanted, nameLimit-len(suffix)) + suffix
	}
	n.used[strings.ToLower(name)] = true
	return name
}

// clean replaces what a sheet's name must not hold.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`:\/?*[]`, r) {
			return '-'
		}
		return r
	}, s)
	if s = strings.Trim(s, "' "); s == "" {
		return "表"
	}
	return s
}

// cut shortens s to at most limit UTF-16 units, never inside a character.
func cut(s string, limit int) string {
	units := 0
	for i, r := range s {
		units += utf16.RuneLen(r)
		if units > limit {
			return strings.TrimRight(s[:i], "' ")
		}
	}
	return s
}
