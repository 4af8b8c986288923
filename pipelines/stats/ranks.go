package stats

import (
	"cmp"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// Rank is a unit's place among its peers and how sure it is.
type Rank struct {
	Rank        int     // by posterior mean, 1 the highest; equals share the smaller
	Low, High   int     // 90 % interval of the rank over the draws
	BottomTenth float64 // probability to be in the bottom tenth, rounded up to whole units
}

// Ranks ranks units by the posteriors of their rates (Goldstein & Spiegelhalter
// 1996): in each draw every unit gets a rate from its posterior, and the rates
// are ranked. The same seed gives the same result whatever the number of
// processors and the order of the units; 2,000 draws put the ends of an
// interval in their place to about one per cent of probability.
func Ranks(posteriors []Beta, draws int, seed uint64) []Rank {
	// Units are drawn in the order of their posteriors, so that theirs among the
	// inputs plays no part.
	order := make([]int, len(posteriors))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareBetas(posteriors[i], posteriors[j]) })
	sorted := make([]Beta, len(order))
	for place, i := range order {
		sorted[place] = posteriors[i]
	}
	found := rankSorted(sorted, draws, seed)
	ranks := make([]Rank, len(order))
	for place, i := range order {
		ranks[i] = found[place]
	}
	return ranks
}

// compareBetas puts the higher mean first.
func compareBetas(x, y Beta) int {
	return cmp.Or(cmp.Compare(y.Mean(), x.Mean()), cmp.Compare(y.A, x.A), cmp.Compare(y.B, x.B))
}

// rankSorted ranks posteriors that stand from the highest mean down.
func rankSorted(posteriors []Beta, draws int, seed uint64) []Rank {
	drawn := make([][]int32, draws)
	share(draws, func(d int) {
		drawn[d] = rankOnce(posteriors, rand.NewPCG(seed, uint64(d)))
	})
	ranks := make([]Rank, len(posteriors))
	share(len(ranks), func(i int) {
		own := make([]int32, draws)
		for d := range own {
			own[d] = drawn[d][i]
		}
		ranks[i] = summarise(own, len(ranks))
	})
	for i := range ranks {
		ranks[i].Rank = i + 1
		if i > 0 && posteriors[i].Mean() == posteriors[i-1].Mean() {
			ranks[i].Rank = ranks[i-1].Rank
		}
	}
	return ranks
}

// share runs work(0) … work(n−1) on all processors.
func share(n int, work func(i int)) {
	workers := runtime.GOMAXPROCS(0)
	var running sync.WaitGroup
	for w := range workers {
		running.Go(func() {
			for i := w; i < n; i += workers {
				work(i)
			}
		})
	}
	running.Wait()
}

// rankOnce draws a rate for every unit and ranks the rates, 1 the highest.
func rankOnce(posteriors []Beta, src rand.Source) []int32 {
	type drawn struct {
		rate float64
		unit int32
	}
	rates := make([]drawn, len(posteriors))
	for i, p := range posteriors {
		rates[i] = drawn{draw(p, src), int32(i)}
	}
	slices.SortFunc(rates, func(x, y drawn) int {
		return cmp.Or(cmp.Compare(y.rate, x.rate), cmp.Compare(x.unit, y.unit))
	})
	ranks := make([]int32, len(rates))
	for place, r := range rates {
		ranks[r.unit] = int32(place + 1)
	}
	return ranks
}

// draw takes a rate from a beta distribution. Where A and B are both so small
// that their gamma variates vanish, it is the coin that the beta has become.
func draw(p Beta, src rand.Source) float64 {
	if !p.valid() {
		return math.NaN() // sorts last
	}
	rate := distuv.Beta{Alpha: p.A, Beta: p.B, Src: src}.Rand()
	if !math.IsNaN(rate) {
		return rate
	}
	if rand.New(src).Float64() < p.Mean() {
		return 1
	}
	return 0
}

// summarise turns the ranks drawn for one unit into its interval and the share
// of draws in the bottom tenth of all units.
func summarise(drawn []int32, units int) Rank {
	slices.Sort(drawn)
	bottom := 0
	for _, r := range drawn {
		if 10*int(r) > 9*units {
			bottom++
		}
	}
	at := func(p float64) int { // the smallest rank that a share p of draws does not pass
		i := int(math.Ceil(p*float64(len(drawn)))) - 1
		return int(drawn[max(i, 0)])
	}
	return Rank{Low: at(0.05), High: at(0.95), BottomTenth: float64(bottom) / float64(len(drawn))}
}
