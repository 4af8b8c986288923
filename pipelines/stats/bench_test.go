package stats

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// province makes units with beta rates and up to largest graduates each.
func province(units int, largest int64, seed uint64) []Count {
	src := rand.NewPCG(seed, 1)
	rng := rand.New(src)
	counts := make([]Count, units)
	for i := range counts {
		n := 1 + rng.Int64N(largest)
		p := distuv.Beta{Alpha: 8, Beta: 2, Src: src}.Rand()
		counts[i] = Count{int64(distuv.Binomial{N: float64(n), P: p, Src: src}.Rand()), n}
	}
	return counts
}

// Ten thousand units of up to 5,000 graduates, each left out once: under 3 s.
func BenchmarkWithout(b *testing.B) {
	counts := province(10_000, 5_000, 1)
	g := NewGroup(counts)
	for b.Loop() {
		for _, c := range counts {
			g.Without(c)
		}
	}
}

func BenchmarkNewGroup(b *testing.B) {
	counts := province(10_000, 5_000, 1)
	for b.Loop() {
		NewGroup(counts)
	}
}

// Ten thousand units, 2,000 draws: under 25 s on two processors.
func BenchmarkRanks(b *testing.B) {
	benchmarkRanks(b, 10_000)
}

// One group of peers must be instant.
func BenchmarkRanksOfPeers(b *testing.B) {
	benchmarkRanks(b, 300)
}

func benchmarkRanks(b *testing.B, units int) {
	var posteriors []Beta
	for _, c := range province(units, 500, 1) {
		posteriors = append(posteriors, Posterior(c, 1.5, Beta{8, 2}))
	}
	for b.Loop() {
		Ranks(posteriors, 2_000, 1)
	}
}
