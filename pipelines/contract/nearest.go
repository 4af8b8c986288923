package contract

import (
	"slices"
	"strings"
)

// alike is how much two labels must share before one is offered for the other.
const alike = 0.6

// likeness compares two labels by their characters: twice those they share,
// over all they have (Dice's coefficient, which suits short Chinese labels
// better than a distance between spellings). One label within the other counts
// as close. 0 is nothing in common, 1 the same.
func likeness(a, b string) float64 {
	a, b = Normalise(a), Normalise(b)
	if a == b {
		return 1
	}
	left := map[rune]int{}
	for _, r := range a {
		left[r]++
	}
	shared, all := 0, 0
	for _, r := range b {
		if left[r] > 0 {
			left[r]--
			shared++
		}
		all++
	}
	for range a {
		all++
	}
	score := 2 * float64(shared) / float64(max(all, 1))
	if within(a, b) || within(b, a) {
		score = max(score, 0.8)
	}
	return score
}

// within reports whether a is a part of b that says something by itself.
func within(a, b string) bool { return len(a) >= len("升学") && strings.Contains(b, a) }

// Nearest offers the code whose name or label a text is most like, with its
// name. It is false where nothing is alike, or two codes are equally so.
func (c *Codes) Nearest(table, text string) (code, name string, ok bool) {
	t, has := c.tables[table]
	if !has {
		return "", "", false
	}
	best := 0.0
	for label, codes := range t.labels {
		if slices.Contains(openEnded, t.codes[codes[0]]) {
			continue // nobody should pick what says nothing
		}
		switch score := likeness(text, label); {
		case score > best:
			best, code, ok = score, codes[0], true
		case score == best && codes[0] != code:
			ok = false
		}
	}
	if !ok || best < alike {
		return "", "", false
	}
	return code, t.codes[code], true
}
