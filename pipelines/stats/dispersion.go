package stats

import "math"

// Dispersion says how much more the classes of a unit vary than independent
// graduates would.
type Dispersion struct {
	Phi     float64 // φ ≥ 1: variance over binomial variance
	Cohorts int     // with people
}

// Effective is how many independent graduates tell as much as n of these: n/φ.
func (d Dispersion) Effective(n int64) float64 { return float64(n) / max(1, d.Phi) }

// fewestCohorts is how many classes a unit needs for a φ of its own.
const fewestCohorts = 3

// Overdispersion estimates φ of one unit from its cohorts: Pearson's X² about
// the pooled rate, over m−1 (Wedderburn 1974), and never below 1. It is false
// with fewer than three cohorts that have people. Where everybody or nobody is
// placed, nothing varies and φ is 1.
func Overdispersion(years []Count) (Dispersion, bool) {
	x2, free := pearson(years)
	if free+1 < fewestCohorts {
		return Dispersion{Phi: 1, Cohorts: free + 1}, false
	}
	return Dispersion{Phi: max(1, x2/float64(free)), Cohorts: free + 1}, true
}

// ClassDispersion is the φ that many units share: the sum of their Pearson X²
// over the sum of their degrees of freedom, and never below 1. units holds the
// cohorts of each. One unit's three or four cohorts tell φ very poorly; use
// this for prediction. Units whose rate is 0 or 1, and those with one cohort,
// tell nothing about it and are left out; without any other unit φ is 1.
func ClassDispersion(units [][]Count) float64 {
	x2, free := 0.0, 0
	for _, years := range units {
		all := pool(years)
		if all.K == 0 || all.K == all.N {
			continue
		}
		x, f := pearson(years)
		x2, free = x2+x, free+f
	}
	if free == 0 {
		return 1
	}
	return max(1, x2/float64(free))
}

// pearson is Σ (k−np)²/(np(1−p)) about the pooled rate p, 0 where p is 0 or 1,
// and its degrees of freedom, the cohorts with people less one.
func pearson(years []Count) (x2 float64, free int) {
	all, cohorts := pool(years), 0
	p := all.rate()
	for _, c := range years {
		if c.N == 0 {
			continue
		}
		cohorts++
		if all.K > 0 && all.K < all.N {
			n := float64(c.N)
			x2 += math.Pow(float64(c.K)-n*p, 2) / (n * p * (1 - p))
		}
	}
	return x2, cohorts - 1
}

// SizeDispersion is a φ that grows with the size of a class. Clusters of hires
// make φ the same for all sizes; what moves a class as a whole, a good or a bad
// year, adds a part in proportion to its size.
type SizeDispersion struct{ Base, PerHead float64 }

// Phi is φ of a class of n: Base + PerHead × n, at least 1.
func (s SizeDispersion) Phi(n int64) float64 { return max(1, s.Base+s.PerHead*float64(n)) }

// DispersionBySize fits φ to many units by least squares: X²/(m−1) of each
// against its mean class, weighted by (m−1)/φ², the inverse of the variance of
// X²/(m−1) up to a factor. One φ for all, [ClassDispersion], makes intervals
// too wide for small classes and too narrow for large ones where years differ.
// Where φ does not grow, it is that one.
func DispersionBySize(units [][]Count) SizeDispersion {
	flat := SizeDispersion{Base: ClassDispersion(units)}
	fitted := flat
	for range 5 { // the weights need φ: it settles in three
		fitted = fitted.refit(units)
		if !(fitted.PerHead > 0) {
			return flat
		}
	}
	return fitted
}

// refit is weighted least squares with the weights of an earlier fit.
func (s SizeDispersion) refit(units [][]Count) SizeDispersion {
	var w, x, y, xx, xy float64
	for _, years := range units {
		all := pool(years)
		x2, free := pearson(years)
		if free < 1 || all.K == 0 || all.K == all.N {
			continue
		}
		size := float64(all.N) / float64(free+1)
		weight := float64(free) / math.Pow(s.Phi(int64(size)), 2)
		ratio := x2 / float64(free)
		w, x, y = w+weight, x+weight*size, y+weight*ratio
		xx, xy = xx+weight*size*size, xy+weight*size*ratio
	}
	spread := w*xx - x*x
	if spread <= 1e-9*w*xx {
		return SizeDispersion{} // all of one size
	}
	perHead := (w*xy - x*y) / spread
	return SizeDispersion{Base: (y - perHead*x) / w, PerHead: perHead}
}
