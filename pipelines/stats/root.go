package stats

import "math"

// root finds the zero of a function that falls through zero between low and
// high, by Newton's method kept inside the shrinking bracket; f gives value and
// slope. It is exact to a relative 1e-13 or so.
func root(low, high, start float64, f func(x float64) (value, slope float64)) float64 {
	x := start
	for range 200 {
		value, slope := f(x)
		if value > 0 {
			low = x
		} else {
			high = x
		}
		next := x - value/slope
		if !(next > low && next < high) {
			next = low + (high-low)/2
		}
		if math.Abs(next-x) <= 1e-13*math.Abs(x) || next == low || next == high {
			return next
		}
		x = next
	}
	return x
}
