package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawGroup draws up to 40 units, some without people, some alike.
func drawGroup(t *rapid.T) []Count {
	largest := rapid.Int64Range(1, 60).Draw(t, "largest")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Count {
		n := rapid.Int64Range(0, largest).Draw(t, "n")
		return Count{rapid.Int64Range(0, n).Draw(t, "k"), n}
	}), 1, 40).Draw(t, "group")
}

// same compares fits. A precision is told less well than the mean: near the
// boundary the likelihood is flat.
func same(f, g Fit) bool {
	near := func(x, y, tolerance float64) bool { return math.Abs(x-y) <= tolerance*max(1, math.Abs(y)) }
	return f.Boundary == g.Boundary && f.Units == g.Units && near(f.LogLik, g.LogLik, 1e-9) &&
		near(f.A/(f.A+f.B), g.A/(g.A+g.B), 1e-6) && near(1/(f.A+f.B), 1/(g.A+g.B), 1e-6) && near(f.Weakest, g.Weakest, 1e-6)
}

func TestWithoutIsTheFitOfTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := drawGroup(t)
		g := NewGroup(cs)
		for i, c := range cs {
			others := slices.Delete(slices.Clone(cs), i, i+1)
			if got, want := g.Without(c), NewGroup(others).Fit(); !same(got, want) {
				t.Fatalf("without %v: %+v, want %+v", c, got, want)
			}
		}
	})
}

// No beta on a grid around is likelier, nor is one rate for all.
func TestFitIsTheHighest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := drawGroup(t)
		fit := NewGroup(cs).Fit()
		for s := 0.01; s < 1e6; s *= 3 {
			for m := 0.04; m < 1; m += 0.04 {
				sum := 0.0
				for _, c := range cs {
					sum += LogBetaBinomial(c, s*m, s*(1-m))
				}
				if sum > fit.LogLik+1e-8 {
					t.Fatalf("%+v, but %g at Beta(%g, %g)", fit, sum, s*m, s*(1-m))
				}
			}
		}
	})
}

func TestLogLikIsTheSumOverUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := drawGroup(t)
		fit := NewGroup(cs).Fit()
		if fit.Boundary != Inside {
			return
		}
		sum := 0.0
		for _, c := range cs {
			sum += LogBetaBinomial(c, fit.A, fit.B)
		}
		if math.Abs(sum-fit.LogLik) > 1e-8 {
			t.Fatalf("%g, want %g", fit.LogLik, sum)
		}
	})
}

func TestBoundariesByHand(t *testing.T) {
	cases := []struct {
		name  string
		group []Count
		want  Fit
	}{
		{"nobody at all", []Count{{0, 0}}, Fit{A: 0.5, B: 0.5, Boundary: NoUnits}},
		{"everybody placed", []Count{{9, 9}, {0, 0}, {5, 5}}, Fit{A: 14.5, B: 0.5, Units: 2, Boundary: AllAlike}},
		{"nobody placed", []Count{{0, 9}, {0, 5}}, Fit{A: 0.5, B: 14.5, Units: 2, Boundary: AllAlike}},
		{"all or none", []Count{{9, 9}, {0, 4}, {5, 5}, {6, 6}},
			Fit{A: 0.00075, B: 0.00025, LogLik: 3*math.Log(0.75) + math.Log(0.25), Units: 4, Boundary: AllOrNone}},
		{"classes of one", []Count{{1, 1}, {0, 1}},
			Fit{A: 5e5, B: 5e5, LogLik: 2 * math.Log(0.5), Units: 2, Boundary: NoSpread, Weakest: 1}},
	}
	for _, c := range cases {
		if got := NewGroup(c.group).Fit(); !same(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// 17 of 20 and its multiples: X² is 0, nothing scatters.
func TestOneRateHasNoSpread(t *testing.T) {
	fit := NewGroup([]Count{{17, 20}, {34, 40}, {85, 100}}).Fit()
	if fit.Boundary != NoSpread || math.Abs(fit.A-850_000) > 1e-6 || math.Abs(fit.B-150_000) > 1e-6 {
		t.Errorf("%+v", fit)
	}
	if !(fit.Weakest > 1 && fit.Weakest < 1000) {
		t.Errorf("160 people refute every precision below %g", fit.Weakest)
	}
}

// Ten small peers that happen to agree must not overrule forty graduates.
func TestPriorOfPeersWithoutSpreadLeavesTheUnitItsSay(t *testing.T) {
	peers := make([]Count, 10)
	for i := range peers {
		peers[i] = Count{17, 20}
	}
	fit := NewGroup(peers).Fit()
	if fit.Boundary != NoSpread {
		t.Fatalf("%+v", fit)
	}
	if got := Below(0.6, Count{10, 40}, 1, fit.Prior()); got < 0.25 {
		t.Errorf("P(below 60 %%) of 10 in 40 is %g with %v", got, fit.Prior())
	}
	if got := Below(0.6, Count{10, 40}, 1, Beta{fit.A, fit.B}); got > 1e-9 {
		t.Errorf("A and B stand for peers alike beyond doubt, yet %g", got)
	}
}

func TestWithoutAStrangerLeavesNothingOut(t *testing.T) {
	g := NewGroup([]Count{{3, 10}, {9, 10}, {7, 9}})
	for _, c := range []Count{{4, 10}, {0, 0}} {
		if got := g.Without(c); got != g.Fit() {
			t.Errorf("without %v: %+v, want %+v", c, got, g.Fit())
		}
	}
}
