package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestWilsonByHand(t *testing.T) {
	cases := []struct {
		c         Count
		level     float64
		low, high float64
	}{
		{Count{0, 0}, 0.95, 0, 1},
		// z = 1.959964, z² = 3.841459: K = 0 gives 0 to z²/(n+z²).
		{Count{0, 10}, 0.95, 0, 3.841459 / 13.841459},
		{Count{10, 10}, 0.95, 10 / 13.841459, 1},
		// p = ½: ½ ± ½ √(z²/(n+z²)).
		{Count{50, 100}, 0.95, 0.5 - 0.5*math.Sqrt(3.841459/103.841459), 0.5 + 0.5*math.Sqrt(3.841459/103.841459)},
	}
	for _, c := range cases {
		got := Wilson(c.c, c.level)
		if math.Abs(got.Low-c.low) > 1e-7 || math.Abs(got.High-c.high) > 1e-7 {
			t.Errorf("Wilson(%v, %g) = %v, want %g to %g", c.c, c.level, got, c.low, c.high)
		}
	}
}

func TestWilsonHoldsTheRateAndRisesWithK(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, level := drawCount(t, "c"), rapid.Float64Range(0.01, 0.999).Draw(t, "level")
		got := Wilson(c, level)
		if !(0 <= got.Low && got.Low <= c.rate() && c.rate() <= got.High && got.High <= 1) {
			t.Fatalf("%v at %g: %v", c, level, got)
		}
		more := Wilson(Count{c.K + 1, c.N}, level)
		if c.K < c.N && (more.Low <= got.Low || more.High <= got.High) {
			t.Fatalf("%v at %g: %v, one more placed %v", c, level, got, more)
		}
		wider := Wilson(c, (1+level)/2)
		if wider.Low > got.Low || wider.High < got.High {
			t.Fatalf("%v at %g: %v, a higher level %v", c, level, got, wider)
		}
	})
}

func TestBetaByHand(t *testing.T) {
	cases := []struct{ x, a, b, want float64 }{
		{0.3, 1, 1, 0.3},
		{0.25, 2, 1, 0.0625},        // x²
		{0.25, 1, 2, 1 - 0.75*0.75}, // 1 − (1−x)²
		{0.5, 7, 7, 0.5},            // symmetric
		{0.25, 0.5, 0.5, 1.0 / 3},   // (2/π) arcsin √x
		{-1, 2, 3, 0}, {0, 2, 3, 0}, {1, 2, 3, 1}, {2, 2, 3, 1},
	}
	for _, c := range cases {
		if got := BetaCDF(c.x, c.a, c.b); math.Abs(got-c.want) > 1e-14 {
			t.Errorf("BetaCDF(%g, %g, %g) = %g, want %g", c.x, c.a, c.b, got, c.want)
		}
	}
}

func TestBetaIsNaNOutsideItsDomain(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range [][3]float64{
		{nan, 1, 1}, {0.5, 0, 1}, {0.5, 1, 0}, {0.5, -1, 2}, {0.5, nan, 1}, {0.5, 1, nan}, {0.5, inf, 1}, {0.5, 1, inf},
	} {
		if got := BetaCDF(c[0], c[1], c[2]); !math.IsNaN(got) {
			t.Errorf("BetaCDF%v = %g", c, got)
		}
		if got := BetaQuantile(c[0], c[1], c[2]); !math.IsNaN(got) {
			t.Errorf("BetaQuantile%v = %g", c, got)
		}
	}
	for _, p := range []float64{-0.1, 1.1} {
		if got := BetaQuantile(p, 2, 3); !math.IsNaN(got) {
			t.Errorf("BetaQuantile(%g, 2, 3) = %g", p, got)
		}
	}
}

// drawShape draws a parameter of a beta distribution over many sizes.
func drawShape(t *rapid.T, label string) float64 {
	return math.Pow(10, rapid.Float64Range(-3, 6).Draw(t, label))
}

func TestBetaCDFRisesAndMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawShape(t, "a"), drawShape(t, "b")
		x, y := rapid.Float64Range(0, 1).Draw(t, "x"), rapid.Float64Range(0, 1).Draw(t, "y")
		low, high := BetaCDF(min(x, y), a, b), BetaCDF(max(x, y), a, b)
		if !(0 <= low && low <= high+1e-12 && high <= 1) {
			t.Fatalf("from %g to %g", low, high)
		}
		x = 1 - (1 - x) // 1−x is then exact
		if mirrored := 1 - BetaCDF(1-x, b, a); math.Abs(BetaCDF(x, a, b)-mirrored) > 1e-11 {
			t.Fatalf("BetaCDF(%g, %g, %g) = %g, mirrored %g", x, a, b, BetaCDF(x, a, b), mirrored)
		}
	})
}

func TestBetaQuantileInvertsTheCDF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawShape(t, "a"), drawShape(t, "b")
		p := rapid.Float64Range(0.001, 0.999).Draw(t, "p")
		x := BetaQuantile(p, a, b)
		if x < 1e-300 {
			return // floats end here
		}
		if low, high := BetaCDF(x*(1-1e-12), a, b), BetaCDF(x*(1+1e-12), a, b); low > p*(1+1e-10) || high < p*(1-1e-10) {
			t.Fatalf("around %g P(X ≤ x) is %g to %g, want %g", x, low, high, p)
		}
	})
}

func TestLogBetaBinomialByHand(t *testing.T) {
	cases := []struct {
		c       Count
		a, b, p float64
	}{
		{Count{3, 9}, 1, 1, 0.1},                 // uniform
		{Count{1, 1}, 8, 2, 0.8},                 // the mean
		{Count{2, 2}, 2, 3, 2.0 / 5 * 3 / 6},     // Pólya's urn
		{Count{1, 2}, 2, 3, 2 * 2.0 / 5 * 3 / 6}, // in either order
		{Count{0, 0}, 2, 3, 1},
	}
	for _, c := range cases {
		if got := math.Exp(LogBetaBinomial(c.c, c.a, c.b)); math.Abs(got-c.p) > 1e-14 {
			t.Errorf("P(%v | %g, %g) = %g, want %g", c.c, c.a, c.b, got, c.p)
		}
	}
	for _, c := range []Count{{-1, 3}, {4, 3}} {
		if got := LogBetaBinomial(c, 1, 1); !math.IsNaN(got) {
			t.Errorf("P(%v) = %g", c, got)
		}
	}
	if got := LogBetaBinomial(Count{1, 2}, 0, 1); !math.IsNaN(got) {
		t.Errorf("without a shape: %g", got)
	}
}

func TestLogBetaBinomialSumsToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, n := drawShape(t, "a"), drawShape(t, "b"), rapid.Int64Range(0, 300).Draw(t, "n")
		sum := 0.0
		for k := range n + 1 {
			sum += math.Exp(LogBetaBinomial(Count{k, n}, a, b))
		}
		if math.Abs(sum-1) > 1e-10 {
			t.Fatalf("a %g, b %g, n %d: %.12f", a, b, n, sum)
		}
	})
}

func TestBelowByHand(t *testing.T) {
	// Beta(1,1) with 1 of 1 is x²; with φ = 2 half a graduate, x^1.5.
	if got := Below(0.25, Count{1, 1}, 1, Beta{1, 1}); math.Abs(got-0.0625) > 1e-14 {
		t.Errorf("φ 1: %g", got)
	}
	if got := Below(0.25, Count{1, 1}, 2, Beta{1, 1}); math.Abs(got-0.125) > 1e-14 {
		t.Errorf("φ 2: %g", got)
	}
	if got, want := Below(0.25, Count{1, 1}, 0.5, Beta{1, 1}), 0.0625; math.Abs(got-want) > 1e-14 {
		t.Errorf("a φ below 1 must count as 1: %g", got)
	}
	if got := AllBelow([]float64{0.9, 0.5, 0.8}); math.Abs(got-0.36) > 1e-15 {
		t.Errorf("AllBelow = %g", got)
	}
	if got := AllBelow(nil); !math.IsNaN(got) {
		t.Errorf("AllBelow of no years = %g", got)
	}
}

// More overdispersion draws the rate nearer to the peers and tells less.
func TestShrinkLiesBetweenTheRateAndItsPeers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, phi := drawCount(t, "c"), rapid.Float64Range(1, 20).Draw(t, "phi")
		prior := Beta{rapid.Float64Range(0.5, 50).Draw(t, "a"), rapid.Float64Range(0.5, 50).Draw(t, "b")}
		got, more := Shrink(c, phi, prior, 0.90), Shrink(c, 2*phi, prior, 0.90)
		low, high := min(c.rate(), prior.Mean()), max(c.rate(), prior.Mean())
		if got.Mean < low-1e-12 || got.Mean > high+1e-12 || got.Interval.Low > got.Mean && c.K > 0 && c.K < c.N {
			t.Fatalf("%v with %v and φ %g: %+v", c, prior, phi, got)
		}
		if math.Abs(more.Mean-prior.Mean()) > math.Abs(got.Mean-prior.Mean())+1e-12 {
			t.Fatalf("φ %g: %g, twice that %g, peers %g", phi, got.Mean, more.Mean, prior.Mean())
		}
	})
}

func TestAdjustByHand(t *testing.T) {
	nan := math.NaN()
	cases := []struct{ ps, want []float64 }{
		{nil, []float64{}},
		{[]float64{0.01, 0.04, 0.03, 0.005}, []float64{0.02, 0.04, 0.04, 0.02}},
		{[]float64{0.04, nan, 0.01}, []float64{0.04, nan, 0.02}},
		{[]float64{0.5, 0.5}, []float64{0.5, 0.5}},
		{[]float64{nan}, []float64{nan}},
	}
	for _, c := range cases {
		got := Adjust(c.ps)
		if len(got) != len(c.want) {
			t.Fatalf("Adjust(%v) = %v", c.ps, got)
		}
		for i := range got {
			if !(math.Abs(got[i]-c.want[i]) < 1e-15) && !(math.IsNaN(got[i]) && math.IsNaN(c.want[i])) {
				t.Errorf("Adjust(%v) = %v, want %v", c.ps, got, c.want)
			}
		}
	}
}

func TestAdjustKeepsTheOrderAndRaises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 40).Draw(t, "ps")
		got := Adjust(ps)
		for i := range ps {
			if got[i] < ps[i] || got[i] > 1 {
				t.Fatalf("%g becomes %g", ps[i], got[i])
			}
			for j := range ps {
				if ps[i] <= ps[j] && got[i] > got[j] {
					t.Fatalf("%g, %g become %g, %g", ps[i], ps[j], got[i], got[j])
				}
			}
		}
	})
}

// Whatever the numbers, an answer comes, and it is a probability.
func TestBetaAnswersExtremes(t *testing.T) {
	extremes := []float64{1e-9, 1e-3, 0.5, 1, 15.999, 16, 1e3, 1e6, 1e9}
	for _, a := range extremes {
		for _, b := range extremes {
			for _, x := range []float64{5e-324, 1e-300, 1e-9, 0.3, 0.5, 1 - 1e-9, 1 - 1e-16} {
				if got := BetaCDF(x, a, b); !(got >= 0 && got <= 1) {
					t.Errorf("BetaCDF(%g, %g, %g) = %g", x, a, b, got)
				}
				if got := BetaQuantile(x, a, b); !(got >= 0 && got <= 1) {
					t.Errorf("BetaQuantile(%g, %g, %g) = %g", x, a, b, got)
				}
			}
		}
	}
}
