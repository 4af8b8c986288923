package stats

import "math"

// domain is the answers of a domain, summed.
type domain struct {
	weights                 []float64 // by pair
	counts                  []int64
	n                       int64
	weight                  float64 // Σw
	before, after           float64 // weighted sums
	plainBefore, plainAfter float64 // unweighted
	share                   float64 // of the chance to answer that the weights leave, see chance
	luck                    float64 // Σw²(1 − 1/w) / (Σw)²: 1 over an effective n
}

// domain sums the answers.
func (r Raking) domain(pairs []Pair, people int64) domain {
	d := domain{share: 1}
	for _, p := range pairs {
		w, n := r.Weights[p.Cell], float64(p.N)
		d.weights, d.counts = append(d.weights, w), append(d.counts, p.N)
		d.n += p.N
		d.weight += w * n
		d.before += w * n * p.Before
		d.after += w * n * p.After
		d.plainBefore += n * p.Before
		d.plainAfter += n * p.After
	}
	if people > 0 {
		d.share = d.weight / float64(people)
	}
	for i, w := range d.weights {
		d.luck += float64(d.counts[i]) * unsure(w, d.share) * w * w / (d.weight * d.weight)
	}
	return d
}

// unsure is 1 − 1/w, the chance that an answer of weight w had not come, share
// being the weights' sum over the people that they stand for. A weight below 1
// comes of raking, not of a chance above 1.
func unsure(w, share float64) float64 { return max(0, 1-share/w) }

// nothing is the part of an error that is only rounding: what the values would
// be off by if none of them were explained, times this. The weights of a raking
// and the fit on its margins are no more exact.
const nothing = 1e-8

// variance is that of Raking.Mean; 0 where only rounding is left.
func (r Raking) variance(pairs []Pair, d domain) float64 {
	ratio := d.after / d.before
	z := func(p Pair) float64 { return (p.After - ratio*p.Before) / d.before }
	size := func(p Pair) float64 { return (math.Abs(p.After) + math.Abs(ratio*p.Before)) / d.before }
	totals, rest := make([]float64, len(r.cells)), append([]int64(nil), r.cells...)
	for _, p := range pairs {
		totals[p.Cell] += z(p) * float64(p.N)
		rest[p.Cell] -= p.N
	}
	fitted := r.explained(totals)
	sum, whole := 0.0, 0.0
	for _, p := range pairs {
		w := r.Weights[p.Cell]
		sum += float64(p.N) * unsure(w, d.share) * math.Pow(w*(z(p)-fitted[p.Cell]), 2)
		whole += float64(p.N) * math.Pow(w*size(p), 2)
	}
	for i, n := range rest { // outside the domain z is 0
		if n > 0 {
			w := r.Weights[i]
			sum += float64(n) * unsure(w, 1) * math.Pow(w*fitted[i], 2)
		}
	}
	if sum <= nothing*nothing*whole {
		return 0
	}
	return sum * float64(d.n) / float64(d.n-1) * r.fitted()
}

// fitted makes up for residuals being smaller than errors, as the margins were
// fitted to the same answers: m/(m−q) for m answers and q free categories.
func (r Raking) fitted() float64 {
	free := int64(0)
	for _, s := range r.sides {
		free += int64(len(s.totals) - 1)
	}
	return float64(r.Answers) / float64(max(1, r.Answers-free))
}

// explained is what the margins explain of a value, by cell, from its sums over
// the answers of each cell: least squares, every answer weighted by w, on the
// categories of all margins. It goes round the margins and takes the mean
// residual of each category (backfitting), which needs no independent columns.
func (r Raking) explained(totals []float64) []float64 {
	fitted, all := make([]float64, len(totals)), r.weighted()
	weights := make([][]float64, len(r.sides)) // by margin and group
	for i, s := range r.sides {
		weights[i] = s.sums(all)
	}
	left := make([]float64, len(totals)) // weighted residuals by cell
	size := 0.0
	for i, t := range totals {
		left[i] = t * r.Weights[i]
		size += math.Abs(left[i])
	}
	for range mostSweeps {
		moved := 0.0
		for i, s := range r.sides {
			moved += s.refit(fitted, left, all, weights[i])
		}
		if moved <= 1e-10*size {
			break
		}
	}
	return fitted
}

// mostSweeps ends the fit where two margins say nearly the same; what is left
// then is too small to see.
const mostSweeps = 1000

// refit takes the mean residual of each group into the fit and returns by how
// much, weighted.
func (s side) refit(fitted, left, all, weights []float64) float64 {
	residual, moved := s.sums(left), 0.0
	for g, weight := range weights {
		moved += math.Abs(residual[g])
		residual[g] /= weight
	}
	for i, g := range s.group {
		fitted[i] += residual[g]
		left[i] -= residual[g] * all[i]
	}
	return moved
}
