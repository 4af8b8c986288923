package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Doubt is how likely it is beforehand that a unit is none of its peers' kind,
// so that their scatter says nothing about it. The value is a convention
// (robust priors: Schmidli et al. 2014, Biometrics 70, 1023–1032); on the
// synthetic province any from 0.05 to 0.2 does better than none, see
// docs/statistics.md.
const Doubt = 0.1

// Trust is how likely it is, once the class is known, that the unit is of its
// peers' kind: the weight of their prior beside Jeffreys'. With m₁ and m₀ the
// beta-binomial likelihoods of the class, its n counted as n/φ, under either
// prior, it is (1−d)m₁ / ((1−d)m₁ + d·m₀), d being [Doubt]. Three years at
// 40 % among peers at 90 % are not an accident of sampling: the peers' prior
// then loses its weight.
func Trust(c Count, phi float64, peers Beta) float64 {
	odds := math.Log((1-Doubt)/Doubt) + logMarginal(c, phi, peers) - logMarginal(c, phi, Jeffreys)
	return 1 / (1 + math.Exp(-odds))
}

// logMarginal is the log-likelihood of a class under a prior, but for the
// binomial coefficient, which no prior changes.
func logMarginal(c Count, phi float64, prior Beta) float64 {
	d := Posterior(c, phi, prior)
	return mathext.Lbeta(d.A, d.B) - mathext.Lbeta(prior.A, prior.B)
}

// RateBelow is the probability that the rate behind a class lies below the
// line, under the peers' prior as far as it is to be trusted and Jeffreys'
// otherwise:
//
//	w P(p < line | peers) + (1−w) P(p < line | Jeffreys), w = Trust
func RateBelow(line float64, c Count, phi float64, peers Beta) float64 {
	w := Trust(c, phi, peers)
	return w*Below(line, c, phi, peers) + (1-w)*Below(line, c, phi, Jeffreys)
}
