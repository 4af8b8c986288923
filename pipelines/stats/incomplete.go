package stats

import "math"

// regularised is the regularised incomplete beta function I_x(a, b) for x inside
// (0, 1) and y = 1−x: exact to a relative 1e-12 up to a+b = 1e6. Gonum's loses
// up to four digits where a or b is near 0, which priors of boundary fits are.
func regularised(x, y, a, b float64) float64 {
	if x*(a+b+2) > a+1 { // the fraction converges on the other side
		return max(0, 1-regularised(y, x, b, a))
	}
	return min(1, math.Exp(logKernel(x, y, a, b))/a*fraction(x, a, b))
}

// fraction is the continued fraction of I_x(a, b) (Abramowitz & Stegun 26.5.8),
// from the front by Lentz's method. It takes about √(a+b) steps.
func fraction(x, a, b float64) float64 {
	const tiny, enough = 1e-300, 1e-15
	c, d := 1.0, 1/away(1-(a+b)*x/(a+1), tiny)
	h := d
	for i := range 100_000 {
		m := float64(i + 1)
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		c, d = away(1+even/c, tiny), 1/away(1+even*d, tiny)
		h *= c * d
		c, d = away(1+odd/c, tiny), 1/away(1+odd*d, tiny)
		h *= c * d
		if math.Abs(c*d-1) < enough {
			break
		}
	}
	return h
}

// away keeps a denominator off zero.
func away(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// logKernel is ln[x^a y^b / B(a,b)], y = 1−x. For large a and b it is written
// about the mode a/(a+b), where the large terms cancel on paper instead of in
// the sum (Loader 2000, Fast and accurate computation of binomial probabilities).
func logKernel(x, y, a, b float64) float64 {
	if a < stirlingFrom || b < stirlingFrom {
		return a*logOf(x, y) + b*logOf(y, x) - logBeta(a, b)
	}
	s := a + b
	d := b*x - a*y // s·x − a
	return 0.5*math.Log(a/s*b/(2*math.Pi)) + stirling(s) - stirling(a) - stirling(b) -
		a*excess(d/a) - b*excess(-d/b)
}

// logOf is ln x, given 1−x too, the smaller of which is the exact one.
func logOf(x, rest float64) float64 {
	if rest < x {
		return math.Log1p(-rest)
	}
	return math.Log(x)
}

// logBeta is ln B(a, b) where a or b is small.
func logBeta(a, b float64) float64 {
	small, large := min(a, b), max(a, b)
	log, _ := math.Lgamma(small)
	if large < stirlingFrom {
		l, _ := math.Lgamma(large)
		s, _ := math.Lgamma(a + b)
		return log + l - s
	}
	return log - logRisingBy(large, small)
}

// excess is t − ln(1+t), t > −1.
func excess(t float64) float64 {
	if math.Abs(t) > 0.1 {
		return t - math.Log1p(t)
	}
	sum, power := 0.0, t*t // t²/2 − t³/3 + …
	for i := 2; i < 18; i++ {
		sum += power / float64(i)
		power *= -t
	}
	return sum
}
