package quota

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var (
	settled  = Component{Name: "settled", Title: "落实率", Weight: 50, HigherIsBetter: true, Kind: Rate}
	adjusted = Component{Name: "adjusted", Title: "调剂率", Weight: 30, Kind: Rate}
	pay      = Component{Name: "pay", Title: "月薪", Weight: 20, HigherIsBetter: true, Kind: Mean}
)

// rateUnits has one unit a count, all at one level.
func rateUnits(component string, counts ...[2]int64) []Unit {
	var units []Unit
	for i, c := range counts {
		units = append(units, Unit{Level: "本科", Key: fmt.Sprintf("%02d", i), Values: map[string]Observation{component: {K: c[0], N: c[1]}}})
	}
	return units
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// By hand: rates of 99 people with Jeffreys' prior are (K+½)/100, here 0.505,
// 0.605, … 0.905: mean 0.705, deviation √0.02 = 0.14142, so a tenth is 70.71
// points.
func TestScoresByHand(t *testing.T) {
	units := rateUnits("settled", [2]int64{50, 99}, [2]int64{60, 99}, [2]int64{70, 99}, [2]int64{80, 99}, [2]int64{90, 99})
	scored := Index(units, []Component{settled}, nil)
	for i, want := range []int64{359, 429, 500, 571, 641} {
		near(t, "shrunken", scored[i].Parts[0].Shrunken, 0.505+0.1*float64(i), 1e-12)
		near(t, "raw", scored[i].Parts[0].Raw, float64(50+10*i)/99, 0)
		if s := scored[i]; s.Index != want || !s.OK || s.Parts[0].Score != want || s.Present != 50 || s.Whole != 50 {
			t.Errorf("%+v, want %d", s, want)
		}
	}
	for i := range units { // the same as a rate of which less is better
		units[i].Values["adjusted"] = units[i].Values["settled"]
	}
	turned := Index(units, []Component{adjusted}, nil)
	for i, want := range []int64{641, 571, 500, 429, 359} {
		if turned[i].Index != want {
			t.Errorf("turned round: got %d, want %d", turned[i].Index, want)
		}
	}
	both := Index(units, []Component{settled, adjusted}, nil)
	// (50·359+30·641)/80 = 464.75, (50·429+30·571)/80 = 482.25, 500, 517.75, 535.25
	for i, want := range []int64{465, 482, 500, 518, 535} {
		if both[i].Index != want {
			t.Errorf("both: got %d, want %d", both[i].Index, want)
		}
	}
}

// Rates and their peers, leaving each out, by a maximum-likelihood fit of its
// own (nested golden-section searches over mean and precision, in Python).
func TestRatesAreShrunkenTowardsTheirPeers(t *testing.T) {
	counts := [][2]int64{{40, 50}, {30, 50}, {45, 60}, {20, 40}, {70, 80}, {55, 60}, {33, 70}, {48, 64}, {25, 30}, {60, 90}, {18, 20}, {36, 45}}
	want := map[float64][]float64{
		1: {0.787531, 0.62764, 0.74753, 0.565412, 0.854766, 0.878741, 0.526981, 0.747663, 0.804745, 0.674627, 0.833871, 0.786414},
		2: {0.77879, 0.646487, 0.745699, 0.604035, 0.839228, 0.852905, 0.564595, 0.745902, 0.788272, 0.681046, 0.80374, 0.777202},
	}
	for phi, shrunken := range want {
		scored := Index(rateUnits("settled", counts...), []Component{settled}, map[Series]float64{{"本科", "settled"}: phi})
		for i := range scored {
			near(t, fmt.Sprintf("φ %v, %v", phi, counts[i]), scored[i].Parts[0].Shrunken, shrunken[i], 2e-6)
		}
	}
}

func payUnits(means, errors []float64) []Unit {
	var units []Unit
	for i := range means {
		units = append(units, Unit{Level: "本科", Key: fmt.Sprint(i), Values: map[string]Observation{"pay": {N: 30, Mean: means[i], SE: errors[i]}}})
	}
	return units
}

// The formula of DerSimonian and Laird in exact fractions, in Python: τ² =
// 291273.306, μ = 5561.947.
func TestMeansAreShrunkenTowardsTheirPeers(t *testing.T) {
	scored := Index(payUnits([]float64{5000, 5500, 6200, 4800, 7000}, []float64{200, 100, 300, 150, 500}), []Component{pay}, nil)
	for i, want := range []float64{5067.852961, 5502.056168, 6049.386828, 4854.637549, 6335.800825} {
		near(t, "shrunken", scored[i].Parts[0].Shrunken, want, 1e-6)
	}
}

// Means that scatter less than their errors let expect are all the same.
func TestMeansWithoutVisibleDifference(t *testing.T) {
	for _, s := range Index(payUnits([]float64{5000, 5010, 4990, 5005, 4995}, []float64{100, 130, 170, 190, 230}), []Component{pay}, nil) {
		if s.Index != Neutral || !s.OK {
			t.Errorf("%s has %d", s.Key, s.Index)
		}
	}
}

// What is missing is left out, told, and the rest weighs more; with less than
// half of the weight there is no index.
func TestMissingComponents(t *testing.T) {
	units := rateUnits("settled", [2]int64{50, 99}, [2]int64{60, 99}, [2]int64{70, 99}, [2]int64{80, 99}, [2]int64{90, 99})
	for i := range units {
		units[i].Values["adjusted"] = Observation{K: 10, N: 99}
	}
	units[0].Values["adjusted"] = Observation{K: 1, N: 99, Why: "该省不按志愿录取"}
	delete(units[1].Values, "settled")
	units[1].Values["pay"] = Observation{N: 10, Mean: 5000} // no standard error
	units = append(units, rateUnits("settled", [2]int64{85, 99})...)
	units[5].Key = "05"
	scored := Index(units, []Component{settled, adjusted, pay}, nil)
	cases := []struct {
		unit    int
		ok      bool
		present int64
		missing []string
	}{
		{0, true, 50, []string{"调剂率（该省不按志愿录取）", "月薪（无数据）"}},
		{1, false, 0, []string{"落实率（无数据）", "调剂率（本层次有数据的专业不足 5 个）", "月薪（没有标准误）"}},
		{2, true, 50, []string{"调剂率（本层次有数据的专业不足 5 个）", "月薪（无数据）"}},
		{5, true, 50, []string{"调剂率（无数据）", "月薪（无数据）"}},
	}
	for _, c := range cases {
		s := &scored[c.unit]
		if s.OK != c.ok || s.Present != c.present || s.Whole != 100 || !slices.Equal(s.Missing(), c.missing) {
			t.Errorf("unit %d: %v %d of %d, missing %q", c.unit, s.OK, s.Present, s.Whole, s.Missing())
		}
		if (s.Note == LacksIndex) == s.OK || !s.OK && s.Index != Neutral || s.OK && s.Index != s.Parts[0].Score {
			t.Errorf("unit %d: index %d, note %q", c.unit, s.Index, s.Note)
		}
	}
}

// Four majors are too few for a level; those of another level do not help.
func TestLevelsApart(t *testing.T) {
	units := rateUnits("settled", [2]int64{50, 99}, [2]int64{60, 99}, [2]int64{70, 99}, [2]int64{80, 99}, [2]int64{90, 99}, [2]int64{10, 99}, [2]int64{1, 99}, [2]int64{2, 99}, [2]int64{3, 99})
	for i := range units[5:] {
		units[5+i].Level = "专科"
	}
	scored := Index(units, []Component{settled}, nil)
	if scored[4].Index != 641 || scored[5].OK || scored[5].Missing()[0] != "落实率（本层次有数据的专业不足 5 个）" {
		t.Errorf("%+v\n%+v", scored[4], scored[5])
	}
}

// A single major far off is held at the ends of the scale.
func TestScoresStayOnTheirScale(t *testing.T) {
	var counts [][2]int64
	for range 99 {
		counts = append(counts, [2]int64{9900, 9999})
	}
	scored := Index(rateUnits("settled", append(counts, [2]int64{1, 9999})...), []Component{settled}, nil)
	if got := scored[99].Index; got != 0 { // √99 = 9.95 deviations down
		t.Errorf("got %d", got)
	}
}

// The order of the units plays no part, down to the last digit, and neither
// does another level.
func TestIndexDoesNotDependOnTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var units []Unit
		for i := range rapid.IntRange(1, 20).Draw(t, "units") {
			n := rapid.Int64Range(1, 200).Draw(t, "n")
			units = append(units, Unit{Level: rapid.SampledFrom([]string{"本科", "专科"}).Draw(t, "level"), Key: fmt.Sprintf("%02d", i), Values: map[string]Observation{
				"settled": {K: rapid.Int64Range(0, n).Draw(t, "k"), N: n},
				"pay":     {N: n, Mean: rapid.Float64Range(3000, 9000).Draw(t, "mean"), SE: rapid.Float64Range(50, 900).Draw(t, "se")}}})
		}
		components := []Component{settled, pay}
		scored := Index(units, components, nil)
		shuffled := rapid.Permutation(units).Draw(t, "shuffled")
		for _, other := range Index(shuffled, components, nil) {
			i := slices.IndexFunc(scored, func(s Scored) bool { return s.Key == other.Key })
			if !reflect.DeepEqual(scored[i], other) {
				t.Fatalf("%+v\n%+v", scored[i], other)
			}
			if other.Index < 0 || other.Index > MaxIndex {
				t.Fatalf("index %d", other.Index)
			}
		}
	})
}

// scoredBy makes units with the given scores of components.
func scoredBy(components []Component, scores ...[]int64) []Scored {
	var all []Scored
	for i, own := range scores {
		s := Scored{Unit: Unit{Level: "本科", Key: fmt.Sprint(i)}}
		for c, score := range own {
			s.Parts = append(s.Parts, Part{Component: components[c], Score: score, Used: true})
		}
		s.compose()
		all = append(all, s)
	}
	return all
}

// A unit that is better in everything never falls behind; two that are good at
// different things change places in some draws; the same seed says the same.
func TestSensitivity(t *testing.T) {
	components := []Component{{Name: "a", Weight: 50}, {Name: "b", Weight: 50}}
	scored := scoredBy(components, []int64{600, 402}, []int64{400, 600}, []int64{300, 300}, []int64{900, 900}, []int64{300, 300})
	got := Sensitivity(scored, components, 7)
	want := []RankRange{{"本科", "3", 1, 1, 1}, {"本科", "0", 2, 2, 3}, {"本科", "1", 3, 2, 3}, {"本科", "2", 4, 4, 4}, {"本科", "4", 4, 4, 4}}
	if !slices.Equal(got.Units, want) {
		t.Errorf("got %v, want %v", got.Units, want)
	}
	level := got.Levels[0]
	if level.Majors != 5 || level.Pairs != 9 || level.Swapped != 1 {
		t.Errorf("%+v", level)
	}
	// Nine pairs; in about half of the draws one of them is turned, so that τ is
	// 1 or 7/9, 8/9 on average.
	near(t, "τ", level.Tau, 8.0/9, 0.02)
	if again := Sensitivity(scored, components, 7); !reflect.DeepEqual(got, again) {
		t.Error("the same seed says something else")
	}
	if other := Sensitivity(scored, components, 8); other.Levels[0].Tau == level.Tau {
		t.Error("another seed draws the same")
	}
}

// With one component the weight is of no account.
func TestSensitivityOfOneComponent(t *testing.T) {
	components := []Component{{Name: "a", Weight: 50}}
	got := Sensitivity(scoredBy(components, []int64{600}, []int64{601}, []int64{599}), components, 1)
	if level := got.Levels[0]; level.Tau != 1 || level.Swapped != 0 || level.Pairs != 3 {
		t.Errorf("%+v", level)
	}
	for _, u := range got.Units {
		if u.Low != u.Rank || u.High != u.Rank {
			t.Errorf("%+v", u)
		}
	}
}

func TestKendallWithTies(t *testing.T) {
	// Base 4 3 3 1, draw 4 2 3 2: of the pairs 01, 02, 03, 13, 23 that differ in
	// the base, four stand the same way and 13 is tied in the draw: C − D = 4;
	// five pairs differ in each, so τ is 4/5.
	s := newSwaps([]float64{4, 3, 3, 1})
	s.compare([]float64{4, 2, 3, 2})
	near(t, "τ", s.tau, 0.8, 1e-12)
	if s.pairs != 5 || s.count() != 0 {
		t.Errorf("%d pairs, %d swapped", s.pairs, s.count())
	}
}
