package stats

import "math"

// tail holds, at j, how many units have a count above j. Sums over units of
// ln[x (x+1) … (x+k−1)] and its derivatives are sums over a tail (Griffiths
// 1973), so they cost the largest count whatever the number of units.
type tail []float64

// newTail counts how many of the values lie above each j.
func newTail(values []int64) tail {
	highest := int64(0)
	for _, v := range values {
		highest = max(highest, v)
	}
	t := make(tail, highest)
	for _, v := range values {
		if v > 0 {
			t[v-1]++
		}
	}
	for j := len(t) - 2; j >= 0; j-- {
		t[j] += t[j+1]
	}
	return t
}

// slopes are Σ 1/(x+j) over the tail without one unit's own count, and
// Σ 1/(x+j)²: the first derivative of logs and minus the second.
func (t tail) slopes(x float64, own int64) (first, second float64) {
	for j, units := range t {
		r := 1 / (x + float64(j))
		first += units * r
		second += units * r * r
	}
	for j := range own {
		r := 1 / (x + float64(j))
		first -= r
		second -= r * r
	}
	return first, second
}

// logs is Σ ln(x+j) over the tail without one unit's own count.
func (t tail) logs(x float64, own int64) float64 {
	sum := 0.0
	for j, units := range t {
		sum += units * math.Log(x+float64(j))
	}
	return sum - logRising(x, own)
}

// moments are sums over units that decide whether a group has a fit inside.
type moments struct {
	count    Count   // everybody
	pairs    pairs   // people of one unit, two by two
	units    int     // with people
	none     int     // with nobody placed
	all      int     // with everybody placed
	binomial float64 // Σ ln C(N, K)
}

// pairs are Σ k(k−1), Σ (n−k)(n−k−1) and Σ n(n−1).
type pairs struct{ placed, left, both float64 }

// add takes a unit in (sign 1) or out (sign −1).
func (m *moments) add(c Count, sign int) {
	k, n, s := float64(c.K), float64(c.N), float64(sign)
	m.count.K += int64(sign) * c.K
	m.count.N += int64(sign) * c.N
	m.pairs.placed += s * k * (k - 1)
	m.pairs.left += s * (n - k) * (n - k - 1)
	m.pairs.both += s * n * (n - 1)
	m.units += sign
	m.binomial += s * logChoose(c)
	if c.K == 0 {
		m.none += sign
	}
	if c.K == c.N {
		m.all += sign
	}
}

// score is the slope of the log-likelihood in 1/(a+b) at 0, times two, with
// the mean at the pooled rate (Tarone 1979): above zero, the units scatter more
// than coins do.
func (m moments) score() float64 {
	p := m.count.rate()
	return m.pairs.placed/p + m.pairs.left/(1-p) - m.pairs.both
}

// coins is the log-likelihood of one rate for all, the limit of a+b → ∞.
func (m moments) coins() float64 {
	p := m.count.rate()
	return m.binomial + float64(m.count.K)*math.Log(p) + float64(m.count.N-m.count.K)*math.Log1p(-p)
}
