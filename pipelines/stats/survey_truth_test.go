package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// missed sums up how far estimates lie from the truth.
type missed struct {
	raw, raked, se       float64 // sums of signed errors, relative to the truth
	absRaw, absRaked     float64
	covered, all, absent int
}

// add compares an estimate with the truth.
func (m *missed) add(e Estimate, truth float64) {
	m.all++
	m.raw += e.Unweighted/truth - 1
	m.raked += e.Mean/truth - 1
	m.se += e.SE / truth
	m.absRaw += math.Abs(e.Unweighted/truth - 1)
	m.absRaked += math.Abs(e.Mean/truth - 1)
	switch {
	case !e.OK:
		m.absent++
	case e.Interval.Low <= truth && truth <= e.Interval.High:
		m.covered++
	}
}

// coverage is the share of intervals that hold the truth.
func (m *missed) coverage() float64 { return float64(m.covered) / float64(m.all-m.absent) }

// estimateOf asks one question in a domain.
func (p poll) estimateOf(g graduates, value int, in func(person int) bool, people int64) Estimate {
	if value == suits {
		return p.raking.Share(p.given(g, value, in), people)
	}
	return p.raking.Mean(p.given(g, value, in), people)
}

// aMajor is a domain that no margin sees: every fiftieth person.
func aMajor(person int) bool { return person%50 == 0 }

// surveys runs polls of so many universities, on all processors, and hands
// them over in order.
func surveys[T any](seeds, size int, ask func(g graduates, rng *rand.Rand) T) []T {
	found := make([]T, seeds)
	share(seeds, func(i int) {
		rng := rand.New(rand.NewPCG(uint64(i), 11))
		found[i] = ask(newGraduates(size, rng), rng)
	})
	return found
}

// Where answering depends on the margins alone, raking takes the bias away and
// the intervals hold the truth as often as they say.
func TestRakingTakesAwayTheBiasOfMargins(t *testing.T) {
	const seeds = 800
	type result struct {
		estimate [2][2]Estimate // by domain and question
		truth    [2][2]float64
	}
	results := surveys(seeds, 6000, func(g graduates, rng *rand.Rand) (r result) {
		p := g.poll(func(person int) float64 { return g.by(person) - 0.4 }, rng)
		for d, in := range []func(int) bool{everybody, aMajor} {
			for q := range g.values {
				truth, people := g.mean(q, in)
				r.estimate[d][q], r.truth[d][q] = p.estimateOf(g, q, in, people), truth
			}
		}
		return r
	})
	for d, domain := range []string{"all", "a major"} {
		for q, question := range []string{"pay", "suits"} {
			var m missed
			for _, r := range results {
				m.add(r.estimate[d][q], r.truth[d][q])
			}
			t.Logf("%s, %s: bias %.4f, raked %.4f; mean error %.4f, raked %.4f; SE %.4f; coverage %.3f", domain, question,
				m.raw/seeds, m.raked/seeds, m.absRaw/seeds, m.absRaked/seeds, m.se/seeds, m.coverage())
			if math.Abs(m.raked) > math.Abs(m.raw)/2 {
				t.Errorf("%s, %s: raking leaves %.4f of a bias of %.4f", domain, question, m.raked/seeds, m.raw/seeds)
			}
			if m.absent > 0 || m.coverage() < 0.92 || m.coverage() > 0.97 {
				t.Errorf("%s, %s: %.3f of the intervals hold the truth, %d are missing", domain, question, m.coverage(), m.absent)
			}
		}
	}
}

// Where answering depends on pay itself, raking promises nothing. How often the
// truth then lies in the band of those who did not answer is measured: the odds
// of answering fall by a factor with each standard deviation of log pay.
func TestBandsWhereAnsweringDependsOnPay(t *testing.T) {
	const seeds, deviation = 250, 0.414 // of the log of pay in these universities
	cases := []struct {
		factor      float64
		ten, twenty float64 // shares of surveys with the truth within ±10 and ±20 %
	}{{1.5, 0.87, 1}, {2, 0, 1}, {2.5, 0, 0.22}}
	type result [3]struct{ mean, response, truth float64 }
	results := surveys(seeds, 6000, func(g graduates, rng *rand.Rand) (r result) {
		for c, w := range cases {
			p := g.poll(func(person int) float64 {
				return g.by(person) - 0.5 - math.Log(w.factor)*(math.Log(g.values[pay][person])-8.6)/deviation
			}, rng)
			r[c].truth, _ = g.mean(pay, everybody)
			r[c].mean = p.estimateOf(g, pay, everybody, 0).Mean
			r[c].response = float64(p.raking.Answers) / float64(p.raking.People)
		}
		return r
	})
	for c, w := range cases {
		ten, twenty, bias := 0.0, 0.0, 0.0
		for _, r := range results {
			ten += within(Band(r[c].mean, r[c].response, 0.1), r[c].truth) / seeds
			twenty += within(Band(r[c].mean, r[c].response, 0.2), r[c].truth) / seeds
			bias += (r[c].mean/r[c].truth - 1) / seeds
		}
		t.Logf("odds fall by %g: bias after raking %.3f, within ±10 %% %.3f, within ±20 %% %.3f", w.factor, bias, ten, twenty)
		if math.Abs(ten-w.ten) > 0.05 || math.Abs(twenty-w.twenty) > 0.05 {
			t.Errorf("odds fall by %g: within ±10 %% %.3f, within ±20 %% %.3f", w.factor, ten, twenty)
		}
	}
}

// within is 1 where the interval holds x.
func within(i Interval, x float64) float64 {
	if i.Low <= x && x <= i.High {
		return 1
	}
	return 0
}
