package stats

import "math"

// Predict is the interval, at a level such as 0.90, of how many of the next
// class will be placed, from the classes before it.
//
// The pooled past, counted as N/φ independent graduates, gives the posterior
// Beta of the unit's rate p. The next class's rate then has the variance
//
//	V = Var[p] + φ E[p(1−p)] / n
//
// the second part being that of a class of n whose graduates are φ times as
// variable as independent ones. K is taken as beta-binomial of n with the
// posterior's mean m and the precision S that gives its rate variance V,
// m(1−m)/n × (1 + (n−1)/(S+1)); without overdispersion that is the exact
// predictive distribution. low and high are its equal-tailed quantiles.
//
// phi should be pooled over many units ([ClassDispersion]): the φ of one unit's
// few cohorts is too rough to predict with.
func Predict(past []Count, next int64, phi float64, prior Beta, level float64) (low, high int64) {
	if next <= 0 {
		return 0, 0
	}
	rate := Posterior(pool(past), phi, prior)
	spread := nextRate(rate, float64(next), phi)
	tail := (1 - level) / 2
	return betaBinomialQuantile(tail, next, spread), betaBinomialQuantile(1-tail, next, spread)
}

// loosest is the precision of a class whose graduates all do the same: n ≤ φ.
const loosest = 1e-3

// nextRate is the beta whose beta-binomial of n has the mean of the posterior
// and the variance of the next class.
func nextRate(posterior Beta, n, phi float64) Beta {
	m := posterior.Mean()
	inner := m*(1-m) - posterior.variance() // E[p(1−p)]
	variance := posterior.variance() + max(1, phi)*inner/n
	ratio := variance * n / (m * (1 - m))
	s := max(loosest, (n-1)/(ratio-1)-1)
	if n == 1 {
		s = 1 // one graduate: placed with probability m, whatever the precision
	}
	return Beta{s * m, s * (1 - m)}
}

// betaBinomialQuantile is the smallest k with P(K ≤ k) ≥ p.
func betaBinomialQuantile(p float64, n int64, d Beta) int64 {
	log, sum := LogBetaBinomial(Count{0, n}, d.A, d.B), 0.0
	for k := range n {
		sum += math.Exp(log)
		if sum >= p {
			return k
		}
		placed, left := float64(k), float64(n-k)
		log += math.Log(left / (placed + 1) * (placed + d.A) / (left - 1 + d.B))
	}
	return n
}
