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

// Interval is a range of what is estimated: a share of one, a ratio, or a mean in
// the unit of its values.
type Interval struct{ Low, High float64 }

// Wilson is the score interval of a share at a level such as 0.95 (Wilson
// 1927). Without people nothing is known: 0 to 1.
func Wilson(c Count, level float64) Interval {
	if c.N == 0 {
		return Interval{0, 1}
	}
	return score(c.rate(), float64(c.N), math.Sqrt2*math.Erfinv(level))
}

// score is Wilson's interval of a share p of n answers, n need not be whole; z
// is the quantile of its level.
func score(p, n, z float64) Interval {
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	// Rounding must not push the ends past the share itself: at shares of 0 and 1
	// they are exactly 0 and 1.
	return Interval{min(max(0, middle-half), p), max(min(1, middle+half), p)}
}
