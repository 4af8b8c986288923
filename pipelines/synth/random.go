package synth

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"sort"
)

// stream returns the random numbers of one topic. Every topic has its own, so
// that adding one leaves all others as they were.
func stream(seed uint64, topic string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(topic))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// wheel draws items in proportion to their weights.
type wheel[T any] struct {
	items []T
	upTo  []float64 // cumulated weights
}

func newWheel[T any](items []T, weight func(T) float64) wheel[T] {
	w := wheel[T]{items: items, upTo: make([]float64, len(items))}
	sum := 0.0
	for i, item := range items {
		sum += weight(item)
		w.upTo[i] = sum
	}
	return w
}

func (w wheel[T]) pick(r *rand.Rand) T {
	u := r.Float64() * w.upTo[len(w.upTo)-1]
	i := sort.SearchFloat64s(w.upTo, u)
	return w.items[min(i, len(w.items)-1)]
}

// pair is an item of a small wheel written in the source or in a table.
type pair struct {
	item   string
	weight float64
}

func wheelOf(pairs ...pair) wheel[string] {
	w := newWheel(pairs, func(p pair) float64 { return p.weight })
	items := make([]string, len(pairs))
	for i, p := range pairs {
		items[i] = p.item
	}
	return wheel[string]{items: items, upTo: w.upTo}
}

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func pickOf[T any](r *rand.Rand, items []T) T { return items[r.IntN(len(items))] }
