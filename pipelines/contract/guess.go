package contract

import (
	"fmt"

	"quxiang/pipelines/identity"
)

// A guess by content needs so large a share of the values, and so many
// different ones: 1 and 2 are codes of many tables.
const (
	enoughShare    = 0.8
	enoughDistinct = 3
	enoughLikeness = 0.6 // of a heading
)

// guess decides by the values first, which say more than a heading.
func guess(u Unclaimed, values map[string]int, free []Column, codes *Codes) (Guess, bool) {
	g := Guess{Col: u.Col, Heading: tidyHeading(u.Heading)}
	share, at := 0.0, -1
	for i, column := range free {
		if s := fits(column, values, codes); s > share {
			share, at = s, i
		}
	}
	if at >= 0 && share >= enoughShare {
		g.Name, g.Title = free[at].Name, free[at].Heading
		g.Why = fmt.Sprintf("%.0f%% 的内容合乎「%s」", 100*share, g.Title)
		return g, true
	}
	best := 0.0
	for i, column := range free {
		for _, heading := range append([]string{column.Heading}, column.Alias...) {
			if score := likeness(heading, u.Heading); score > best {
				best, at = score, i
			}
		}
	}
	if best < enoughLikeness {
		return g, false
	}
	g.Name, g.Title = free[at].Name, free[at].Heading
	g.Why = "表头与「" + g.Title + "」相近"
	return g, true
}

// fits is the share of the values that a column would take: labels or codes of
// its table, sound identifiers. 0 where the values cannot tell.
func fits(column Column, values map[string]int, codes *Codes) float64 {
	good, all := 0, 0
	distinct := map[string]bool{}
	for value, n := range values {
		all += n
		if takes(column, value, codes) {
			good += n
			distinct[value] = true
		}
	}
	if all == 0 || len(distinct) < enoughDistinct {
		return 0
	}
	return float64(good) / float64(all)
}

func takes(column Column, value string, codes *Codes) bool {
	switch {
	case column.Identifier == identity.IDCard:
		_, problem := identity.Normalise(identity.IDCard, value)
		return problem == identity.OK
	case column.Reference == "":
		return false
	case column.Type == Code:
		return len(value) >= 4 && codes.Known(column.Reference, Normalise(value))
	}
	return len(codes.Lookup(column.Reference, value)) > 0
}
