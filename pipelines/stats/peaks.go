package stats

import "math"

// slope is the gradient and the Hessian of the log-likelihood in the logit of
// the mean (m) and the logarithm of the precision a+b (s).
type slope struct{ m, s, mm, ms, ss float64 }

// slope derives the log-likelihood at Beta(a, b). With A, B, N the sums of
// 1/(a+j), 1/(b+j), 1/(a+b+j) over tails and A2, B2, N2 those of the squares,
// the derivatives in a and b are A−N and B−N, and −A2+N2, N2, −B2+N2; the rest
// is the chain rule with q = ∂a/∂logit = ab/(a+b).
func (v view) slope(a, b float64) slope {
	a1, a2 := v.placed.slopes(a, v.out.K)
	b1, b2 := v.left.slopes(b, v.out.N-v.out.K)
	n1, n2 := v.both.slopes(a+b, v.out.N)
	s := a + b
	q := a * b / s
	d := slope{m: q * (a1 - b1), s: a*a1 + b*b1 - s*n1}
	d.mm = -q*q*(a2+b2) + (b-a)/s*d.m
	d.ms = q*(b*b2-a*a2) + d.m
	d.ss = s*s*n2 - a*a*a2 - b*b*b2 + d.s
	return d
}

// falls reports whether the log-likelihood is concave here.
func (d slope) falls() bool { return d.mm < 0 && d.mm*d.ss > d.ms*d.ms }

// climb is Newton's method from a fit nearby. It is false where that leads
// nowhere: out of a concave region, or past the range of precisions.
func (v view) climb(a, b float64) (Beta, bool) {
	const longest, near = 1.0, 1e-7 // steps; quadratic: the next would be 1e-14
	for range 20 {
		d := v.slope(a, b)
		if !d.falls() {
			return Beta{}, false
		}
		det := d.mm*d.ss - d.ms*d.ms
		dm, ds := (d.ms*d.s-d.ss*d.m)/det, (d.ms*d.m-d.mm*d.s)/det
		size := math.Hypot(dm, ds)
		if size > longest {
			dm, ds = dm*longest/size, ds*longest/size
		}
		s := (a + b) * math.Exp(ds)
		m := 1 / (1 + b/a*math.Exp(-dm))
		a, b = s*m, s*(1-m)
		if s >= HighestPrecision || s <= LowestPrecision {
			return Beta{}, false
		}
		if size <= near {
			return Beta{a, b}, true
		}
	}
	return Beta{}, false
}

// peaks are the maxima inside. For each precision the likelihood has one peak
// in the mean; along these peaks it is followed from low precision to high, and
// every change from rising to falling is a maximum. (More than one occurs: a
// huge unit beside small ones that differ from it.)
func (v view) peaks() []Beta {
	const step = math.Ln10 / 4 // a peak and the trough behind it can lie within a decade
	var found []Beta
	mean := v.moments.count.rate()
	at := math.Log(LowestPrecision)
	m, d := v.profile(at, mean)
	for d.s < 0 { // some unit is split, so that it rises at last
		at -= step
		m, d = v.profile(at, m)
	}
	for at < math.Log(HighestPrecision)-step/2 {
		rose := d.s > 0
		m, d = v.profile(at+step, m)
		if rose && d.s <= 0 {
			found = append(found, v.peak(at, at+step, m))
		}
		at += step
	}
	return found
}

// peak is the maximum between two logarithms of precision.
func (v view) peak(low, high, mean float64) Beta {
	m := mean
	log := root(low, high, (low+high)/2, func(x float64) (float64, float64) {
		var d slope
		m, d = v.profile(x, m)
		return d.s, d.ss - d.ms*d.ms/d.mm
	})
	m, _ = v.profile(log, m)
	s := math.Exp(log)
	return Beta{s * m, s * (1 - m)}
}

// profile is the mean at which the likelihood peaks for a logarithm of the
// precision, from a mean nearby, and the slope there. In the mean the
// likelihood is concave.
func (v view) profile(log, near float64) (float64, slope) {
	s := math.Exp(log)
	mean := root(0, 1, near, func(m float64) (float64, float64) {
		a1, a2 := v.placed.slopes(s*m, v.out.K)
		b1, b2 := v.left.slopes(s*(1-m), v.out.N-v.out.K)
		return a1 - b1, -s * (a2 + b2)
	})
	return mean, v.slope(s*mean, s*(1-mean))
}

// refuted is how far the log-likelihood falls where the likelihood-ratio test
// refutes a precision at 5 %, one-sided: half the 90 % quantile of χ² of one.
const refuted = 2.705543454095404 / 2

// weakest is the smallest precision that is not refuted when the highest
// log-likelihood is that of one rate for all; at least that of Jeffreys' prior.
func (v view) weakest(highest float64) float64 {
	m := v.moments.count.rate()
	above := func(log float64) (float64, float64) {
		var d slope
		m, d = v.profile(log, m)
		s := math.Exp(log)
		return highest - refuted - v.logLik(Beta{s * m, s * (1 - m)}), -d.s
	}
	least := math.Log(Jeffreys.A + Jeffreys.B)
	if value, _ := above(least); value <= 0 {
		return math.Exp(least)
	}
	return math.Exp(root(least, math.Log(HighestPrecision), math.Ln10, above))
}
