package stats

import "pgregory.net/rapid"

// drawCount draws a count of up to 300 people, at least one.
func drawCount(t *rapid.T, label string) Count {
	n := rapid.Int64Range(1, 300).Draw(t, label+" n")
	return Count{rapid.Int64Range(0, n).Draw(t, label+" k"), n}
}
