package fault

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// offered is how many names are worth reading when none of them was meant.
const offered = 3

// Near are the known names that a word may have been meant for, the likeliest
// first: those that hold it or lie in it, and those that share half of their letters.
func Near(word string, known []string) []string {
	type match struct {
		name     string
		distance int
	}
	var found []match
	for _, name := range known {
		a, b := strings.ToLower(word), strings.ToLower(name)
		distance := levenshtein.ComputeDistance(a, b)
		if within := min(len(a), len(b)) > 2 && (strings.Contains(b, a) || strings.Contains(a, b)); within || 2*distance <= max(len([]rune(a)), len([]rune(b))) {
			found = append(found, match{name, distance})
		}
	}
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.name, b.name))
	})
	var names []string
	for _, m := range found[:min(len(found), offered)] {
		names = append(names, m.name)
	}
	return names
}

// Meant is the hint that offers the names near to a word, and otherwise says
// where all of them are to be found.
func Meant(word string, known []string, otherwise string) string {
	near := Near(word, known)
	if len(near) == 0 {
		return otherwise
	}
	return "是不是 " + strings.Join(near, "、") + "？" + otherwise
}
