package strict

import (
	"strconv"
	"strings"
)

// Hundredths reads a decimal of at most two places exactly: 60, 60.0 and 60.00
// are 6000. TOML's own floats are binary, so numbers that are compared with
// counts are written as text.
func Hundredths(s string) (int64, bool) {
	whole, places, dotted := strings.Cut(s, ".")
	if len(places) > 2 || dotted && places == "" || whole == "" || len(whole) > 9 {
		return 0, false
	}
	h, err := strconv.ParseUint(whole+places+strings.Repeat("0", 2-len(places)), 10, 62)
	return int64(h), err == nil
}
