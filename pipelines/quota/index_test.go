package quota

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
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

// By hand: means of 1, 1.5, 2, 2.5 and 3 with errors of 0.5. Between them τ² =
// 2.5/4 − 0.25 = 0.375, so each keeps 0.375/0.625 = 0.6 of its distance from 2:
// 1.4, 1.7, … 2.6. The majors truly differ by √0.375, so a step of 0.3 is 48.99
// points.
func TestScoresByHand(t *testing.T) {
	units := payUnits([]float64{1, 1.5, 2, 2.5, 3}, []float64{0.5, 0.5, 0.5, 0.5, 0.5})
	scored := Index(units, []Component{pay}, nil)
	for i, want := range []int64{402, 451, 500, 549, 598} {
		near(t, "shrunken", scored[i].Parts[0].Shrunken, 1.4+0.3*float64(i), 1e-12)
		near(t, "raw", scored[i].Parts[0].Raw, 1+0.5*float64(i), 0)
		if s := scored[i]; s.Index != want || !s.OK || s.Parts[0].Score != want || s.Present != 20 || s.Whole != 20 {
			t.Errorf("%+v, want %d", s, want)
		}
	}
	wait := Component{Name: "wait", Title: "求职月数", Weight: 12, Kind: Mean} // less is better
	for i := range units {
		units[i].Values["wait"] = units[i].Values["pay"]
	}
	turned := Index(units, []Component{wait}, nil)
	for i, want := range []int64{598, 549, 500, 451, 402} {
		if turned[i].Index != want {
			t.Errorf("turned round: got %d, want %d", turned[i].Index, want)
		}
	}
	both := Index(units, []Component{pay, wait}, nil)
	// (20·402+12·598)/32 = 475.5, (20·451+12·549)/32 = 487.75, 500, 512.25, 524.5
	for i, want := range []int64{476, 488, 500, 512, 525} {
		if both[i].Index != want {
			t.Errorf("both: got %d, want %d", both[i].Index, want)
		}
	}
}

// By hand: of four majors all are placed, of one nobody, which says nothing of
// what lies between: Beta(0.8, 0.2)/1000.
func TestRatesOfAllOrNobodyByHand(t *testing.T) {
	scored := Index(rateUnits("settled", [2]int64{20, 20}, [2]int64{30, 30}, [2]int64{40, 40}, [2]int64{9, 9}, [2]int64{0, 10}), []Component{settled}, nil)
	for i, want := range []float64{20.0008 / 20.001, 30.0008 / 30.001, 40.0008 / 40.001, 9.0008 / 9.001, 0.0008 / 10.001} {
		near(t, "shrunken", scored[i].Parts[0].Shrunken, want, 1e-12)
	}
}

// By hand: classes of one do not tell how far majors differ, so their rate of 0.6
// counts as one graduate, (K+0.6)/2: 0.8 and 0.3. Mean 0.6; Beta(0.6, 0.4) has the
// deviation √(0.24/2) = 0.3464.
func TestClassesOfOneByHand(t *testing.T) {
	scored := Index(rateUnits("settled", [2]int64{1, 1}, [2]int64{1, 1}, [2]int64{1, 1}, [2]int64{0, 1}, [2]int64{0, 1}), []Component{settled}, nil)
	for i, want := range []float64{0.8, 0.8, 0.8, 0.3, 0.3} {
		near(t, "shrunken", scored[i].Parts[0].Shrunken, want, 1e-12)
	}
	if scored[0].Index != 558 || scored[4].Index != 413 {
		t.Errorf("%d and %d", scored[0].Index, scored[4].Index)
	}
}

// goldenLevel is the majors of a level of testdata/stats/shrunken.csv, with what
// SciPy makes of their rates.
type goldenLevel struct {
	name   string
	phi    float64
	counts [][2]int64
	want   []float64
}

func goldenLevels(t *testing.T) []goldenLevel {
	t.Helper()
	text, err := os.ReadFile("../../testdata/stats/shrunken.csv")
	if err != nil {
		t.Fatal(err)
	}
	var levels []goldenLevel
	for _, line := range strings.Fields(string(text))[1:] {
		var level, k, n int64
		var phi, want float64
		if _, err := fmt.Sscanf(line, "%d,%d,%d,%g,%g", &level, &k, &n, &phi, &want); err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("level %d, φ %v", level, phi)
		if i := len(levels); i == 0 || levels[i-1].name != name {
			levels = append(levels, goldenLevel{name: name, phi: phi})
		}
		l := &levels[len(levels)-1]
		l.counts, l.want = append(l.counts, [2]int64{k, n}), append(l.want, want)
	}
	return levels
}

func TestRatesAreShrunkenTowardsTheirPeers(t *testing.T) {
	levels := goldenLevels(t)
	if len(levels) < 10 {
		t.Fatalf("%d levels", len(levels))
	}
	for _, l := range levels {
		scored := Index(rateUnits("settled", l.counts...), []Component{settled}, map[Series]float64{{"本科", "settled"}: l.phi})
		for i := range scored {
			near(t, fmt.Sprintf("%s, %v", l.name, l.counts[i]), scored[i].Parts[0].Shrunken, l.want[i], 1e-6)
		}
	}
}

// Of two majors of one size the one with more placed never has less.
func TestMorePlacedIsNeverLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 200).Draw(t, "n")
		counts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int64 { return [2]int64{rapid.Int64Range(0, n).Draw(t, "k"), n} }), 5, 20).Draw(t, "counts")
		slices.SortFunc(counts, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
		scored := Index(rateUnits("settled", counts...), []Component{settled}, nil)
		for i := range scored[1:] {
			if scored[i].Parts[0].Shrunken > scored[i+1].Parts[0].Shrunken+1e-12 {
				t.Fatalf("%v has %v, %v has %v", counts[i], scored[i].Parts[0].Shrunken, counts[i+1], scored[i+1].Parts[0].Shrunken)
			}
		}
	})
}

// Where everybody is placed no major is better, whatever its size and φ.
func TestMajorsWithEverybodyPlacedAreAlike(t *testing.T) {
	units := rateUnits("settled", [2]int64{20, 20}, [2]int64{30, 30}, [2]int64{40, 40}, [2]int64{9, 9}, [2]int64{50, 50})
	for _, s := range Index(units, []Component{settled}, map[Series]float64{{"本科", "settled"}: 2}) {
		near(t, "shrunken", s.Parts[0].Shrunken, 149.5/150, 1e-12) // Jeffreys' of all 149
		if s.Index != Neutral {
			t.Errorf("%s has %d", s.Key, s.Index)
		}
	}
}

// Nine majors with 95 % to 98 % placed, and one with nine of nine: too few to
// tell it from the others, but nothing speaks against it.
func TestASmallMajorIsNotBadForBeingSmall(t *testing.T) {
	scored := Index(rateUnits("settled", [2]int64{95, 100}, [2]int64{116, 120}, [2]int64{78, 80}, [2]int64{147, 150}, [2]int64{58, 60},
		[2]int64{87, 90}, [2]int64{192, 200}, [2]int64{68, 70}, [2]int64{125, 130}, [2]int64{9, 9}), []Component{settled}, nil)
	worse := 0
	for _, s := range scored[:9] {
		if s.Index < scored[9].Index {
			worse++
		}
	}
	if worse < 5 || scored[9].Index < Neutral {
		t.Errorf("%d of nine are worse than %d", worse, scored[9].Index)
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
		{1, false, 0, []string{"落实率（无数据）", "调剂率（本层次有数据的专业不足五个）", "月薪（没有标准误）"}},
		{2, true, 50, []string{"调剂率（本层次有数据的专业不足五个）", "月薪（无数据）"}},
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
	scored, alone := Index(units, []Component{settled}, nil), Index(units[:5], []Component{settled}, nil)
	if !reflect.DeepEqual(scored[:5], alone) || scored[5].OK || scored[5].Missing()[0] != "落实率（本层次有数据的专业不足五个）" {
		t.Errorf("%+v\n%+v", scored, alone)
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

// What is told of an index is what moves it: weight times distance, three on
// each side at most, and nothing near the average.
func TestWhy(t *testing.T) {
	part := func(title string, weight, score int64) Part {
		return Part{Component: Component{Title: title, Weight: weight}, Score: score, Used: true}
	}
	s := Scored{Parts: []Part{part("甲", 100, 600), part("乙", 200, 560), part("丙", 100, 532), part("丁", 100, 420), part("戊", 100, 590), part("己", 100, 580), {Component: Component{Title: "庚", Weight: 900}}}}
	if got, want := s.Why(), "偏高：乙 560、甲 600、戊 590，偏低：丁 420"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (&Scored{Parts: []Part{part("甲", 100, 500)}}).Why(); got != "" {
		t.Errorf("of an average major %q", got)
	}
}
