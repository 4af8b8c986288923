package suspect

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func record(key string, risks ...int) Record {
	r := Record{Key: key}
	for _, risk := range risks {
		r.Doubts = append(r.Doubts, Doubt{Risk: risk})
	}
	return r
}

func keys(all []Record) []string {
	var out []string
	for _, r := range all {
		out = append(out, r.Key)
	}
	return out
}

func TestRisk(t *testing.T) {
	for _, c := range []struct {
		risks []int
		want  float64
	}{{[]int{40}, 0.4}, {[]int{50, 50}, 0.75}, {[]int{100, 10}, 1}, {[]int{20, 30, 50}, 0.72}} {
		if got := record("a", c.risks...).Risk(); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: %v, want %v", c.risks, got, c.want)
		}
	}
}

func TestDrawAllTheRiskiestFirst(t *testing.T) {
	all := []Record{record("a", 10), record("b", 90), record("c", 10), record("d", 50)}
	for _, n := range []int{0, 4, 9} {
		if got := keys(Draw(all, n, 1)); !slices.Equal(got, []string{"b", "d", "a", "c"}) {
			t.Errorf("%d of four: %v", n, got)
		}
	}
}

// The order of the records doesn't matter, and a larger sample holds a smaller.
func TestDrawDependsOnSeedAndRecordsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		risks := rapid.SliceOfN(rapid.IntRange(1, 100), 2, 40).Draw(t, "risks")
		seed, n := rapid.Uint64().Draw(t, "seed"), rapid.IntRange(1, len(risks)-1).Draw(t, "n")
		var all []Record
		for i, risk := range risks {
			all = append(all, record(strconv.Itoa(i), risk))
		}
		turned := slices.Clone(all)
		slices.Reverse(turned)
		some := keys(Draw(all, n, seed))
		if again := keys(Draw(turned, n, seed)); !slices.Equal(some, again) || len(some) != n {
			t.Fatalf("%v and %v", some, again)
		}
		more := keys(Draw(all, n+1, seed))
		for _, key := range some {
			if !slices.Contains(more, key) {
				t.Fatalf("%s is among %d but not among %d", key, n, n+1)
			}
		}
	})
}

// The first drawn of three is each in proportion to its risk: 10, 30, 60 of 100.
func TestDrawIsInProportionToRisk(t *testing.T) {
	all := []Record{record("a", 10), record("b", 30), record("c", 60)}
	got := map[string]float64{}
	const rounds = 20000
	for seed := range uint64(rounds) {
		got[Draw(all, 1, seed)[0].Key]++
	}
	for key, want := range map[string]float64{"a": 0.1, "b": 0.3, "c": 0.6} {
		if share := got[key] / rounds; math.Abs(share-want) > 0.015 { // four standard errors
			t.Errorf("%s is drawn first in %.3f, want %.3f", key, share, want)
		}
	}
}
