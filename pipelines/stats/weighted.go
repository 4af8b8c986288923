package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// DesignEffect is Kish's: how many times the variance of a mean grows by
// unequal weights, n Σw² / (Σw)² (Kish 1965, Survey Sampling, §11.7). counts
// says how many answers have each weight. Without answers it is 0.
func DesignEffect(weights []float64, counts []int64) float64 {
	n := int64(0)
	for _, c := range counts {
		n += c
	}
	if effective := EffectiveN(weights, counts); effective > 0 {
		return float64(n) / effective
	}
	return 0
}

// EffectiveN is how many answers of equal weight tell as much as these:
// (Σw)² / Σw², n over Kish's design effect. Without answers it is 0.
func EffectiveN(weights []float64, counts []int64) float64 {
	sum, squares := 0.0, 0.0
	for i, w := range weights {
		n := float64(counts[i])
		sum += n * w
		squares += n * w * w
	}
	if squares == 0 {
		return 0
	}
	return sum * sum / squares
}

// Answer is a value given by N people of a cell. A cell may come in several.
type Answer struct {
	Cell  int // an index into the cells that were raked
	Value float64
	N     int64
}

// Pair is two values given by the same people: pay then and pay now.
type Pair struct {
	Cell          int
	Before, After float64
	N             int64
}

// Estimate is what weighted answers say of a domain: a major, a level, all. In
// the unit of the values; a ratio has none.
type Estimate struct {
	N            int64   // answers with a value; without any all else is 0
	Mean         float64 // weighted
	Unweighted   float64
	DesignEffect float64 // Kish's, of the domain's weights
	EffectiveN   float64 // N / DesignEffect
	SE           float64 // of the mean after raking, see Raking.Mean
	Interval     Interval
	OK           bool // false: too little is known for SE and interval
}

// upper95 is the quantile at which the 95 % interval ends.
const upper95 = 0.975

// Mean is the weighted mean of the values with its 95 % interval. people is how
// many the domain has in the roster; 0 where the roster cannot tell (those
// employed today), and the weights' sum stands for it.
//
// Answering is taken as a Poisson sample, in which an answer of weight w had
// the chance 1/w. As the weights meet the margins, only what these leave
// unexplained varies (Deville & Särndal 1992, JASA 87, 376–382): with
// z = (value − mean) / Σw in the domain and 0 outside, e the residual of z in
// the regression on all margins weighted by w, over all answers,
//
//	SE² = n/(n−1) m/(m−q) Σ w² (1 − 1/w) e²
//
// with n answers in the domain, m in all and q free categories of the margins.
// The factor 1 − 1/w is the finite population correction: where everybody
// answered, nothing is left to chance. Where the domain's weights do not sum to
// its people, the chance is taken from weights that do. The interval is
// mean ± t SE with t of n_eff − 1 degrees of freedom, at least 1. Kish's design
// effect takes no part in it: it knows nothing of what the margins explain.
//
// There is no interval (OK is false) for fewer than two answers, nor where the
// margins leave nothing unexplained though not everybody answered: all values
// alike, or alike within each category.
func (r Raking) Mean(answers []Answer, people int64) Estimate {
	return r.Ratio(pairsOf(answers), people)
}

// Share is the weighted share of those whose value is 1, all others being 0. SE
// is as for Mean; the interval is Wilson's with the effective number of answers
// that has this SE, p(1−p)/SE², in place of n (Korn & Graubard 1998, Survey
// Methodology 24, 193–201) and t in place of z. At 0 and 1 the number is
// (Σw)² / Σw²(1 − 1/w), whatever the margins say. So it lies within 0 and 1 and
// has width wherever not everybody answered; inside, OK is false where Mean's is.
func (r Raking) Share(answers []Answer, people int64) Estimate {
	pairs := pairsOf(answers)
	d := r.domain(pairs, people)
	e := r.estimate(pairs, d)
	e.Mean = min(e.Mean, 1) // rounding
	n := e.Mean * (1 - e.Mean) / (e.SE * e.SE)
	if e.Mean == 0 || e.Mean == 1 {
		n, e.OK = 1/d.luck, d.n >= 2 && d.weight > 0
	}
	if e.OK {
		e.Interval = score(e.Mean, n, quantileT(e.EffectiveN))
	}
	return e
}

// Base is what an estimate of the answers would rest on: N, DesignEffect and
// EffectiveN alone, which cost nothing.
func (r Raking) Base(answers []Answer) Estimate {
	return baseOf(r.domain(pairsOf(answers), 0))
}

func baseOf(d domain) Estimate {
	return Estimate{N: d.n, DesignEffect: DesignEffect(d.weights, d.counts), EffectiveN: EffectiveN(d.weights, d.counts)}
}

// Ratio is the growth on the same people, Σ w·after / Σ w·before, with the SE
// and the interval of Mean, z being (after − ratio × before) / Σ w·before.
// Where the people had nothing before, there is no ratio: Mean is 0, OK false.
func (r Raking) Ratio(pairs []Pair, people int64) Estimate {
	return r.estimate(pairs, r.domain(pairs, people))
}

// estimate is a ratio with its interval.
func (r Raking) estimate(pairs []Pair, d domain) Estimate {
	e := baseOf(d)
	if d.before == 0 || d.plainBefore == 0 {
		return e
	}
	e.Mean, e.Unweighted = d.after/d.before, d.plainAfter/d.plainBefore
	if d.n < 2 {
		return e
	}
	e.SE = math.Sqrt(r.variance(pairs, d))
	e.OK = e.SE > 0 || d.luck == 0
	if e.OK {
		half := quantileT(e.EffectiveN) * e.SE
		e.Interval = Interval{e.Mean - half, e.Mean + half}
	}
	return e
}

// pairsOf makes a mean a ratio to 1.
func pairsOf(answers []Answer) []Pair {
	pairs := make([]Pair, len(answers))
	for i, a := range answers {
		pairs[i] = Pair{a.Cell, 1, a.Value, a.N}
	}
	return pairs
}

// quantileT is t for the 95 % interval of so many effective answers.
func quantileT(effective float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: max(1, effective-1)}.Quantile(upper95)
}

// Quantile is the smallest value at which the answers up to it have a share of
// at least p of the weight (Hyndman & Fan 1996, American Statistician 50,
// 361–365, definition 1; svyquantile(qrule = "math") of R's survey). At an exact
// half the median is therefore the lower of two values, never a mean of both.
// Shares that differ by rounding alone are equal. It is false without answers.
func (r Raking) Quantile(answers []Answer, p float64) (float64, bool) {
	sorted, all := []Answer{}, 0.0
	for _, a := range answers {
		if a.N > 0 {
			sorted = append(sorted, a)
			all += r.Weights[a.Cell] * float64(a.N)
		}
	}
	if len(sorted) == 0 {
		return 0, false
	}
	slices.SortFunc(sorted, func(a, b Answer) int { return cmp.Compare(a.Value, b.Value) })
	enough, sum := p*all*(1-1e-12), 0.0
	for _, a := range sorted {
		sum += r.Weights[a.Cell] * float64(a.N)
		if sum >= enough {
			return a.Value, true
		}
	}
	return sorted[len(sorted)-1].Value, true
}
