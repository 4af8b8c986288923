package quota

import (
	"cmp"
	"math"
	"slices"

	"quxiang/pipelines/stats"
)

// shrinkRates draws the rates of a level towards each other by one prior for
// all, so that of two majors of one size the better stays ahead; leaving each
// out gave the extremes the strongest priors, and turned the order round.
// Jeffreys' prior would draw a small major of a level at 95 % towards a half. It
// returns the prior's standard deviation: how far the majors truly differ.
func shrinkRates(parts []*Part, phi float64) float64 {
	fit := peers(parts).Fit()
	prior := fit.Prior()
	for _, p := range parts {
		d := prior
		if fit.Boundary != stats.AllAlike { // else size would rank them
			d = stats.Posterior(stats.Count{K: p.K, N: p.N}, max(1, phi), prior)
		}
		p.Shrunken = d.Mean()
	}
	m := prior.Mean()
	return math.Sqrt(m * (1 - m) / (prior.A + prior.B + 1))
}

// peers are the rates of a level, sorted for sums that do not depend on the
// order.
func peers(parts []*Part) *stats.Group {
	counts := make([]stats.Count, len(parts))
	for i, p := range parts {
		counts[i] = stats.Count{K: p.K, N: p.N}
	}
	slices.SortFunc(counts, func(a, b stats.Count) int { return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.K, b.K)) })
	return stats.NewGroup(counts)
}

// shrinkMeans draws the means of a level towards their common mean, the more
// so the less sure each is (normal–normal empirical Bayes):
//
//	shrunken = μ + τ²/(τ² + SE²) (mean − μ)
//
// τ² is the variance between the majors by the method of moments (DerSimonian &
// Laird 1986, Controlled Clinical Trials 7, 177–188), μ their mean weighted
// with 1/(τ² + SE²). With τ² = 0 the majors do not differ visibly, and all are
// μ. It returns τ.
func shrinkMeans(parts []*Part) float64 {
	sorted := slices.Clone(parts) // as in peers
	slices.SortStableFunc(sorted, func(a, b *Part) int { return cmp.Or(cmp.Compare(a.Mean, b.Mean), cmp.Compare(a.SE, b.SE)) })
	between := betweenVariance(sorted)
	mean := weightedMean(sorted, between)
	for _, p := range parts {
		p.Shrunken = mean + between/(between+p.SE*p.SE)*(p.Mean-mean)
	}
	return math.Sqrt(between)
}

// betweenVariance is τ² = max(0, (Q − (m−1)) / (Σw − Σw²/Σw)), w = 1/SE² and
// Q = Σ w (mean − μ)² about the mean weighted with w.
func betweenVariance(parts []*Part) float64 {
	mean := weightedMean(parts, 0)
	var q, sum, squares float64
	for _, p := range parts {
		w := 1 / (p.SE * p.SE)
		q += w * (p.Mean - mean) * (p.Mean - mean)
		sum += w
		squares += w * w
	}
	return max(0, (q-float64(len(parts)-1))/(sum-squares/sum))
}

func weightedMean(parts []*Part, between float64) float64 {
	var top, bottom float64
	for _, p := range parts {
		w := 1 / (between + p.SE*p.SE)
		top += w * p.Mean
		bottom += w
	}
	return top / bottom
}
