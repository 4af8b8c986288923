package stats

import "math"

// Count is K of N people, 0 ≤ K ≤ N.
type Count struct{ K, N int64 }

// rate is K/N; NaN without people.
func (c Count) rate() float64 { return float64(c.K) / float64(c.N) }

// plus adds the people of two counts.
func (c Count) plus(d Count) Count { return Count{c.K + d.K, c.N + d.N} }

// pool adds the people of all counts.
func pool(cs []Count) Count {
	var sum Count
	for _, c := range cs {
		sum = sum.plus(c)
	}
	return sum
}

// Interval is a range of shares of one.
type Interval struct{ Low, High float64 }

// Wilson is the score interval of a share at a level such as 0.95 (Wilson
// 1927). Without people nothing is known: 0 to 1.
func Wilson(c Count, level float64) Interval {
	if c.N == 0 {
		return Interval{0, 1}
	}
	n, p := float64(c.N), c.rate()
	z := math.Sqrt2 * math.Erfinv(level)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	// Rounding must not push the ends past the rate itself: at K = 0 and K = N
	// they are exactly 0 and 1.
	low, high := min(max(0, middle-half), p), max(min(1, middle+half), p)
	if c.K == 0 {
		low = 0
	}
	if c.K == c.N {
		high = 1
	}
	return Interval{low, high}
}
