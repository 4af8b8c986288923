package chart

import (
	"math"
	"testing"
)

// deficiencies simulate colour vision deficiency of full severity on linear
// RGB: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
// Simulation of Color Vision Deficiency" (2009), table 1, severity 1.0.
var deficiencies = map[string][3][3]float64{
	"normal":       {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// TestPaletteStaysApart wants the first six colours at least 15 apart in CIELAB
// (CIE 1976 difference; about 2.3 is just noticeable) whoever looks at them.
func TestPaletteStaysApart(t *testing.T) {
	const apart = 15
	for name, m := range deficiencies {
		for i := range 6 {
			for j := range i {
				if d := distance(lab(seen(Palette[i], m)), lab(seen(Palette[j], m))); d < apart {
					t.Errorf("%s: %s and %s are %.1f apart", name, Palette[i], Palette[j], d)
				}
			}
		}
	}
}

// TestTextOnColours wants WCAG's 4.5 to 1 for text inside bars and tiles.
func TestTextOnColours(t *testing.T) {
	shades := append([]string{}, Palette...)
	for i := range 21 {
		shades = append(shades, ramp(float64(i)/20))
	}
	for _, background := range shades {
		text, ground := luminance(onto(background)), luminance(background)
		contrast := (math.Max(text, ground) + 0.05) / (math.Min(text, ground) + 0.05)
		if contrast < 4.5 {
			t.Errorf("text on %s has a contrast of %.2f", background, contrast)
		}
	}
}

func seen(hex string, m [3][3]float64) [3]float64 {
	r, g, b := rgb(hex)
	in := [3]float64{linear(r), linear(g), linear(b)}
	var out [3]float64
	for i := range out {
		for j := range in {
			out[i] += m[i][j] * in[j]
		}
		out[i] = math.Min(1, math.Max(0, out[i]))
	}
	return out
}

// lab turns linear sRGB into CIELAB under D65.
func lab(c [3]float64) [3]float64 {
	x := (0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.9505
	y := 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
	z := (0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.089
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	return [3]float64{116*f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt(math.Pow(a[0]-b[0], 2) + math.Pow(a[1]-b[1], 2) + math.Pow(a[2]-b[2], 2))
}
