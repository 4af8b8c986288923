package stats

import "math"

// LogBetaBinomial is the natural logarithm of P(K of N) when the rate is drawn
// from Beta(a, b): ln C(n,k) + ln B(k+a, n−k+b) − ln B(a,b) (Griffiths 1973).
// It is NaN unless 0 ≤ K ≤ N and a and b lie between 1e-9 and 1e9.
func LogBetaBinomial(c Count, a, b float64) float64 {
	if c.K < 0 || c.K > c.N || !(Beta{a, b}).valid() {
		return math.NaN()
	}
	return logChoose(c) + logRising(a, c.K) + logRising(b, c.N-c.K) - logRising(a+b, c.N)
}

// logChoose is the logarithm of the binomial coefficient C(N, K).
func logChoose(c Count) float64 {
	return logRising(1, c.N) - logRising(1, c.K) - logRising(1, c.N-c.K)
}

// stirlingFrom is where Stirling's series below is exact to 1e-16.
const stirlingFrom = 16

// logRising is ln[x (x+1) … (x+m−1)], x > 0. The difference of two lnΓ would
// lose every digit after the seventh for x around 1e6, so the leading terms of
// Stirling's formula are subtracted on paper.
func logRising(x float64, m int64) float64 {
	sum := 0.0
	for ; m > 0 && x < stirlingFrom; m-- {
		sum += math.Log(x)
		x++
	}
	if m == 0 {
		return sum
	}
	return sum + logRisingBy(x, float64(m))
}

// logRisingBy is lnΓ(x+m) − lnΓ(x) for x ≥ stirlingFrom and any m ≥ 0.
func logRisingBy(x, m float64) float64 {
	return (x-0.5)*math.Log1p(m/x) + m*math.Log(x+m) - m + stirling(x+m) - stirling(x)
}

// stirling is lnΓ(x) − [(x−½) ln x − x + ½ ln 2π] for x ≥ stirlingFrom.
func stirling(x float64) float64 {
	r := 1 / (x * x)
	return (1.0/12 - r*(1.0/360-r*(1.0/1260-r*(1.0/1680-r/1188)))) / x
}
