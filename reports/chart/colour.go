package chart

import (
	"fmt"
	"math"
)

// linear undoes sRGB's transfer curve, for a channel of 0 to 255 (IEC 61966-2-1).
func linear(channel float64) float64 {
	c := channel / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

// luminance is WCAG's relative luminance, 0 for black to 1 for white.
func luminance(hex string) float64 {
	r, g, b := rgb(hex)
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// ramp is a shade from pale to the palette's deep blue for a share of 0 to 1.
func ramp(share float64) string {
	r0, g0, b0 := rgb("#eaf1f7")
	r1, g1, b1 := rgb(Palette[0])
	mix := func(a, b float64) int { return int(math.Round(a + (b-a)*share)) }
	return fmt.Sprintf("#%02x%02x%02x", mix(r0, r1), mix(g0, g1), mix(b0, b1))
}
