package quota

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Stability says how far the ranks depend on the weights chosen.
type Stability struct {
	Units  []RankRange   // those with an index, by level, the best first
	Levels []LevelStable // in the order of the levels' names
}

// RankRange is a unit's rank within its level and where it lies in 90 % of the
// draws. 1 is the best; equals share the smaller rank.
type RankRange struct {
	Level, Key      string
	Rank, Low, High int
}

// LevelStable sums up a level: how alike the orders are, and how many pairs
// whose indices differ stand the other way round in any draw.
type LevelStable struct {
	Level          string
	Majors         int
	Tau            float64 // mean over the draws of Kendall's τ-b with the order of the index; NaN where all are equal
	Swapped, Pairs int
}

const (
	weightDraws = 1000
	weightShift = 0.2 // each weight is multiplied by 0.8 to 1.2
)

// Sensitivity draws the weights anew, each multiplied by its own number from
// 0.8 to 1.2, and ranks the units each time (sensitivity analysis of composite
// indicators: OECD & JRC 2008, Handbook on Constructing Composite Indicators).
// The same seed gives the same result. Time grows with the square of a level's
// majors.
func Sensitivity(scored []Scored, components []Component, seed uint64) Stability {
	weights := drawWeights(components, seed)
	levels := map[string][]*Scored{}
	for i := range scored {
		if s := &scored[i]; s.OK {
			levels[s.Level] = append(levels[s.Level], s)
		}
	}
	var names []string
	for name := range levels {
		names = append(names, name)
	}
	slices.Sort(names)
	var found Stability
	for _, name := range names {
		units, level := stable(name, levels[name], weights)
		found.Units = append(found.Units, units...)
		found.Levels = append(found.Levels, level)
	}
	return found
}

func drawWeights(components []Component, seed uint64) [][]float64 {
	random := rand.New(rand.NewPCG(seed, 0))
	all := make([][]float64, weightDraws)
	for d := range all {
		for _, c := range components {
			all[d] = append(all[d], float64(c.Weight)*(1-weightShift+2*weightShift*random.Float64()))
		}
	}
	return all
}

// stable ranks the units of one level in every draw.
func stable(name string, peers []*Scored, weights [][]float64) ([]RankRange, LevelStable) {
	peers = slices.Clone(peers)
	slices.SortFunc(peers, func(a, b *Scored) int { return cmp.Or(cmp.Compare(b.Index, a.Index), cmp.Compare(a.Key, b.Key)) })
	base := make([]float64, len(peers))
	for i, s := range peers {
		base[i] = float64(s.Index)
	}
	ranks := make([][]int, len(peers)) // by unit, of each draw
	swaps := newSwaps(base)
	drawn := make([]float64, len(peers))
	for _, w := range weights {
		for i, s := range peers {
			drawn[i] = s.weighed(w)
		}
		for i, r := range rank(drawn) {
			ranks[i] = append(ranks[i], r)
		}
		swaps.compare(drawn)
	}
	units := make([]RankRange, len(peers))
	for i, r := range rank(base) {
		slices.Sort(ranks[i])
		units[i] = RankRange{Level: name, Key: peers[i].Key, Rank: r, Low: quantile(ranks[i], 0.05), High: quantile(ranks[i], 0.95)}
	}
	return units, LevelStable{Level: name, Majors: len(peers), Tau: swaps.tau / weightDraws, Swapped: swaps.count(), Pairs: swaps.pairs}
}

// weighed is the index under other weights, in millionths of a point: fine
// enough to make no ties, and equals stay equal whatever the last bit.
func (s *Scored) weighed(weights []float64) float64 {
	var top, bottom float64
	for i, p := range s.Parts {
		if p.Used {
			top += weights[i] * float64(p.Score)
			bottom += weights[i]
		}
	}
	return math.Round(1e6 * top / bottom)
}

// rank ranks values, 1 the highest; equals share the smaller rank.
func rank(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	ranks := make([]int, len(values))
	for place, i := range order {
		ranks[i] = place + 1
		if place > 0 && values[i] == values[order[place-1]] {
			ranks[i] = ranks[order[place-1]]
		}
	}
	return ranks
}

// quantile is the smallest of the sorted ranks that at least a share p of them
// does not pass.
func quantile(sorted []int, p float64) int {
	return sorted[max(0, int(math.Ceil(p*float64(len(sorted))))-1)]
}

// swaps counts how pairs stand in the draws and in the base order.
type swaps struct {
	base    []float64 // highest first
	pairs   int       // that differ in the base order
	swapped [][]bool  // ever, by the earlier and the later of a pair
	tau     float64   // sum over the draws
}

func newSwaps(base []float64) *swaps {
	s := &swaps{base: base, swapped: make([][]bool, len(base))}
	for i := range base {
		s.swapped[i] = make([]bool, len(base))
		for j := i + 1; j < len(base); j++ {
			if base[i] != base[j] {
				s.pairs++
			}
		}
	}
	return s
}

// compare adds a draw: Kendall's τ-b is (C − D)/√((C+D+T₁)(C+D+T₂)), with C
// and D the pairs in the same and in the other order, T₁ and T₂ those tied in
// one order alone.
func (s *swaps) compare(drawn []float64) {
	var score, distinct float64 // C − D; pairs that differ in the draw
	for i := range drawn {
		for j := i + 1; j < len(drawn); j++ {
			if drawn[i] != drawn[j] {
				distinct++
			}
			if s.base[i] == s.base[j] {
				continue
			}
			switch {
			case drawn[i] > drawn[j]:
				score++
			case drawn[i] < drawn[j]:
				score--
				s.swapped[i][j] = true
			}
		}
	}
	s.tau += score / math.Sqrt(float64(s.pairs)*distinct)
}

func (s *swaps) count() int {
	n := 0
	for _, row := range s.swapped {
		for _, swapped := range row {
			if swapped {
				n++
			}
		}
	}
	return n
}
