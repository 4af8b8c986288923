package stats

import "math"

// Margin is a known composition of the roster, such as the level of study, by
// which a survey is weighted.
type Margin struct {
	Name       string
	Categories []string
}

// SampleCell is the people who agree on every margin, and how many of them
// answered.
type SampleCell struct {
	Categories []int // by margin, an index into its categories
	People     int64 // of the roster
	Answers    int64 // valid ones, at most People
}

// RakeOptions says how far raking goes. A zero stands for the default.
type RakeOptions struct {
	LeastAnswers int64   // a category with fewer is put together with others; 5
	Tolerance    float64 // the largest relative gap to a margin; 1e-10
	Rounds       int     // at most, between two trimmings; 1,000
	Cap          float64 // the largest weight, in mean weights, above 1; 5. +Inf: none
}

// Raking is a survey weighted to its roster. All answers of a cell have the
// same weight. Without any valid answer Answers is 0 and so is every weight.
type Raking struct {
	Weights  []float64 // by cell, of one answer; 0 where nobody answered
	People   int64     // of the roster: what the answers' weights sum to
	Answers  int64     // valid ones
	Rounds   int       // of raking, all cycles together
	Cycles   int       // of trimming and raking again
	WorstGap float64   // the largest relative gap to a margin at the end

	Converged bool // WorstGap is within the tolerance
	Capped    bool // no weight is above the cap, but for a millionth of it

	Trimmed int64   // answers whose weight was cut in some cycle
	Largest float64 // largest weight over the mean weight
	Merged  []Merge // categories put together because too few answered

	cells []int64 // answers by cell
	sides []side
}

// mostCycles is how often weights are trimmed and raked again. Each cycle brings
// the largest weight nearer to the cap where the margins let it.
const mostCycles = 20

// slack is the part of the cap by which raking may pass it again.
const slack = 1e-6

// Rake weights the answers so that they reproduce the roster's margins, by
// iterative proportional fitting (Deming & Stephan 1940, Annals of Mathematical
// Statistics 11, 427–444), starting from equal weights. Small categories are
// put together first. A weight above the cap is cut to it, what is cut off goes
// to the others in equal parts per answer (trimWeights(strict = TRUE) of R's
// survey), and the answers are raked again: the margins come last, so they hold
// even where the cap does not. Whether either holds is told.
//
// The error is a *fault.Error: a cell has more answers than people, or an index
// or an option is out of range.
func Rake(cells []SampleCell, margins []Margin, o RakeOptions) (Raking, error) {
	o = o.withDefaults()
	if err := checkRaking(cells, margins, o); err != nil {
		return Raking{}, err
	}
	r := equalWeights(cells)
	if r.Answers == 0 {
		return r, nil
	}
	for m, margin := range margins {
		r.addSide(cells, m, margin, o.LeastAnswers)
	}
	r.fit(o)
	r.trimToCap(o)
	r.Largest = r.largest() / r.mean()
	r.Capped = r.Largest <= o.Cap*(1+slack)
	return r, nil
}

// withDefaults puts defaults for zeros.
func (o RakeOptions) withDefaults() RakeOptions {
	if o.LeastAnswers == 0 {
		o.LeastAnswers = 5
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-10
	}
	if o.Rounds == 0 {
		o.Rounds = 1000
	}
	if o.Cap == 0 {
		o.Cap = 5
	}
	return o
}

// equalWeights lets every answer stand for the same number of people.
func equalWeights(cells []SampleCell) Raking {
	r := Raking{Weights: make([]float64, len(cells)), cells: make([]int64, len(cells))}
	for i, c := range cells {
		r.People += c.People
		r.Answers += c.Answers
		r.cells[i] = c.Answers
	}
	for i, c := range cells {
		if c.Answers > 0 {
			r.Weights[i] = r.mean()
		}
	}
	return r
}

// mean is the weight of an answer if all were equal.
func (r *Raking) mean() float64 { return float64(r.People) / float64(r.Answers) }

// largest is the largest weight.
func (r *Raking) largest() float64 {
	most := 0.0
	for _, w := range r.Weights {
		most = max(most, w)
	}
	return most
}

// side is a margin with its small categories put together into groups.
type side struct {
	group  []int     // by cell
	totals []float64 // people of the roster, by group
}

// sums adds up values of cells by group.
func (s side) sums(values []float64) []float64 {
	sums := make([]float64, len(s.totals))
	for i, g := range s.group {
		sums[g] += values[i]
	}
	return sums
}

// weighted is the weight of each cell's answers together.
func (r *Raking) weighted() []float64 {
	all := make([]float64, len(r.Weights))
	for i, w := range r.Weights {
		all[i] = w * float64(r.cells[i])
	}
	return all
}

// fit rakes until the margins are met or the rounds are used up.
func (r *Raking) fit(o RakeOptions) {
	for round := 0; ; round++ {
		r.WorstGap = r.gap()
		r.Converged = r.WorstGap <= o.Tolerance
		if r.Converged || round == o.Rounds {
			return
		}
		r.Rounds++
		for _, s := range r.sides {
			r.scale(s)
		}
	}
}

// scale makes the weights meet one margin.
func (r *Raking) scale(s side) {
	sums := s.sums(r.weighted())
	for i, g := range s.group {
		if r.cells[i] > 0 {
			r.Weights[i] *= s.totals[g] / sums[g]
		}
	}
}

// gap is the largest relative gap of the weights to a margin.
func (r *Raking) gap() float64 {
	worst, all := 0.0, r.weighted()
	for _, s := range r.sides {
		for g, sum := range s.sums(all) {
			worst = max(worst, math.Abs(sum-s.totals[g])/s.totals[g])
		}
	}
	return worst
}
