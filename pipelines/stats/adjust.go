package stats

import (
	"cmp"
	"math"
	"slices"
)

// Adjust are p-values adjusted for their number (Benjamini & Hochberg 1995):
// those at or below q have an expected share of false findings of at most q.
// The order is the input's; NaN stays NaN and is not counted.
func Adjust(ps []float64) []float64 {
	adjusted := make([]float64, len(ps))
	var order []int // of the p-values that exist, largest first
	for i, p := range ps {
		adjusted[i] = math.NaN()
		if !math.IsNaN(p) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(ps[j], ps[i]) })
	least, count := 1.0, float64(len(order))
	for above, i := range order {
		least = min(least, ps[i]*(count/(count-float64(above)))) // never below ps[i]: the factor is at least 1
		adjusted[i] = least
	}
	return adjusted
}
