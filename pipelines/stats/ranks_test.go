package stats

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"testing"

	"pgregory.net/rapid"
)

func TestRanksByHand(t *testing.T) {
	// Two that are surely first and last, and two alike between them.
	got := Ranks([]Beta{{50, 50}, {9e5, 1e5}, {50, 50}, {1e5, 9e5}}, 2_000, 1)
	want := []Rank{{2, 2, 3, 0}, {1, 1, 1, 0}, {2, 2, 3, 0}, {4, 4, 4, 1}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := Ranks(nil, 100, 1); len(got) != 0 {
		t.Errorf("no units: %v", got)
	}
	if got := Ranks([]Beta{{3, 1}}, 100, 1); got[0] != (Rank{1, 1, 1, 1}) {
		t.Errorf("one unit: %+v", got[0])
	}
}

// Of n alike, each is in the bottom tenth as often as another.
func TestRanksOfUnitsAlike(t *testing.T) {
	const units, draws = 20, 20_000
	posteriors := make([]Beta, units)
	for i := range posteriors {
		posteriors[i] = Beta{30, 10}
	}
	for _, r := range Ranks(posteriors, draws, 3) {
		if r.Rank != 1 || r.Low != 1 && r.Low != 2 || r.High != 19 && r.High != 20 {
			t.Errorf("%+v", r)
		}
		if math.Abs(r.BottomTenth-0.1) > 5*math.Sqrt(0.1*0.9/draws) {
			t.Errorf("bottom tenth in %g of draws", r.BottomTenth)
		}
	}
}

func drawPosteriors(t *rapid.T) []Beta {
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Beta {
		return Beta{rapid.Float64Range(0.01, 200).Draw(t, "a"), rapid.Float64Range(0.01, 200).Draw(t, "b")}
	}), 1, 30, func(p Beta) Beta { return p }).Draw(t, "posteriors")
}

// The order of the units plays no part.
func TestRanksFollowTheUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		posteriors, seed := drawPosteriors(t), rapid.Uint64().Draw(t, "seed")
		places := rand.New(rand.NewPCG(seed, 0)).Perm(len(posteriors))
		moved := make([]Beta, len(posteriors))
		for i, place := range places {
			moved[place] = posteriors[i]
		}
		before, after := Ranks(posteriors, 50, seed), Ranks(moved, 50, seed)
		for i, place := range places {
			if before[i] != after[place] {
				t.Fatalf("unit %d: %+v, moved to %d %+v", i, before[i], place, after[place])
			}
		}
	})
}

func TestRanksLieInRangeAndOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		posteriors := drawPosteriors(t)
		bottom := 0.0
		for i, r := range Ranks(posteriors, 40, 1) {
			if !(1 <= r.Low && r.Low <= r.High && r.High <= len(posteriors)) {
				t.Fatalf("%+v of %d", r, len(posteriors))
			}
			higher := 0
			for _, p := range posteriors {
				if p.Mean() > posteriors[i].Mean() {
					higher++
				}
			}
			if r.Rank != higher+1 {
				t.Fatalf("rank %d with %d above", r.Rank, higher)
			}
			bottom += r.BottomTenth
		}
		if want := math.Ceil(float64(len(posteriors)) / 10); math.Abs(bottom-want) > 1e-9 {
			t.Fatalf("the bottom tenth holds %g of %d", bottom, len(posteriors))
		}
	})
}

func TestRanksDoNotDependOnProcessors(t *testing.T) {
	var posteriors []Beta
	for _, c := range province(60, 200, 5) {
		posteriors = append(posteriors, Posterior(c, 1, Beta{8, 2}))
	}
	want := Ranks(posteriors, 500, 9)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, processors := range []int{1, 3, 8} {
		runtime.GOMAXPROCS(processors)
		if got := Ranks(posteriors, 500, 9); !reflect.DeepEqual(got, want) {
			t.Errorf("%d processors rank otherwise", processors)
		}
	}
	if reflect.DeepEqual(Ranks(posteriors, 500, 10), want) {
		t.Error("another seed draws the same")
	}
}

// The priors of boundary fits, and nonsense, are drawn from without a fault.
func TestRanksOfExtremes(t *testing.T) {
	posteriors := []Beta{{1e-3, 1e-3}, {5e-4, 40}, {1e6, 1}, {math.NaN(), 1}, {0, 0}}
	for i, r := range Ranks(posteriors, 200, 1) {
		if r.Low < 1 || r.High > len(posteriors) {
			t.Errorf("%v: %+v", posteriors[i], r)
		}
	}
}
