package prose

import (
	"math"
	"unicode"
)

// Width is how wide text stands, in digits: a Chinese character is two. Nothing
// is narrower than one.
func Width(s string) float64 {
	n := 0.0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef {
			n += 2
			continue
		}
		n++
	}
	return math.Max(n, 1)
}
