package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Beta is a beta distribution of a rate, A, B > 0: a prior or a posterior. It
// weighs as much as A+B people, A of them placed.
type Beta struct{ A, B float64 }

// Jeffreys is the prior where there are no peers.
var Jeffreys = Beta{0.5, 0.5}

// Mean is A/(A+B).
func (d Beta) Mean() float64 { return d.A / (d.A + d.B) }

// variance is AB/((A+B)²(A+B+1)).
func (d Beta) variance() float64 {
	m := d.Mean()
	return m * (1 - m) / (d.A + d.B + 1)
}

// Central is the equal-tailed interval that holds level of the distribution.
func (d Beta) Central(level float64) Interval {
	tail := (1 - level) / 2
	return Interval{BetaQuantile(tail, d.A, d.B), BetaQuantile(1-tail, d.A, d.B)}
}

// The parameters that are computed with: beyond a thousand million people there
// is nothing to count.
const leastShape, mostShape = 1e-9, 1e9

// valid reports whether both parameters are in range.
func (d Beta) valid() bool {
	return min(d.A, d.B) >= leastShape && max(d.A, d.B) <= mostShape // false for NaN
}

// BetaCDF is P(X ≤ x) of Beta(a, b), the regularised incomplete beta function
// (relative error about 1e-12 up to a+b = 1e6). It is NaN unless a and b lie
// between 1e-9 and 1e9, 0 left of 0 and 1 right of 1.
func BetaCDF(x, a, b float64) float64 {
	switch {
	case math.IsNaN(x) || !(Beta{a, b}).valid():
		return math.NaN()
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	return regularised(x, 1-x, a, b)
}

// BetaQuantile is the x with P(X ≤ x) = p of Beta(a, b); NaN unless 0 ≤ p ≤ 1
// and a and b lie between 1e-9 and 1e9.
func BetaQuantile(p, a, b float64) float64 {
	if !(p >= 0 && p <= 1) || !(Beta{a, b}).valid() {
		return math.NaN()
	}
	x := mathext.InvRegIncBeta(a, b, p)
	if x <= 0 || x >= 1 {
		return x
	}
	// It stops at seven digits where a or b is small: go on from there.
	return root(0, 1, x, func(x float64) (value, slope float64) {
		return p - BetaCDF(x, a, b), -math.Exp(logKernel(x, 1-x, a, b)) / (x * (1 - x))
	})
}

// Posterior is the prior with a class added, its n counted as n/φ independent
// graduates: Beta(A + K/φ, B + (N−K)/φ). φ below 1 counts as 1.
func Posterior(c Count, phi float64, prior Beta) Beta {
	d := Dispersion{Phi: phi}
	return Beta{prior.A + d.Effective(c.K), prior.B + d.Effective(c.N-c.K)}
}

// Below is the probability that the rate behind a count lies below the line.
func Below(line float64, c Count, phi float64, prior Beta) float64 {
	d := Posterior(c, phi, prior)
	return BetaCDF(line, d.A, d.B)
}

// AllBelow is the probability that the rates of all years lie below the line,
// the years' posteriors being independent: the product. Of no years nothing is
// known: NaN.
func AllBelow(ps []float64) float64 {
	if len(ps) == 0 {
		return math.NaN()
	}
	product := 1.0
	for _, p := range ps {
		product *= p
	}
	return product
}

// Shrunken is a rate drawn towards its peers.
type Shrunken struct {
	Mean     float64  // of the posterior
	Interval Interval // equal-tailed
}

// Shrink is the posterior mean of a rate and its equal-tailed interval at a
// level such as 0.90.
func Shrink(c Count, phi float64, prior Beta, level float64) Shrunken {
	d := Posterior(c, phi, prior)
	return Shrunken{d.Mean(), d.Central(level)}
}
