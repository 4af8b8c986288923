package stats

import (
	"errors"
	"math"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"quxiang/pipelines/fault"
)

// twoByTwo is levels 60 to 40 and genders 30 to 70, with the answers given.
func twoByTwo(answers [4]int64) ([]SampleCell, []Margin) {
	people := [4]int64{20, 40, 10, 30}
	var cells []SampleCell
	for i := range 4 {
		cells = append(cells, SampleCell{[]int{i / 2, i % 2}, people[i], answers[i]})
	}
	return cells, []Margin{{"层次", []string{"本科", "专科"}}, {"性别", []string{"男", "女"}}}
}

// mustRake rakes what can be raked.
func mustRake(t interface{ Fatal(...any) }, cells []SampleCell, margins []Margin, o RakeOptions) Raking {
	r, err := Rake(cells, margins, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRakeByHand(t *testing.T) {
	// Ten answers in each cell know nothing of the two together, so the cells
	// become the products of the margins: 60 × 0.3 / 10 and so on.
	cells, margins := twoByTwo([4]int64{10, 10, 10, 10})
	r := mustRake(t, cells, margins, RakeOptions{})
	for i, want := range []float64{1.8, 4.2, 1.2, 2.8} {
		if math.Abs(r.Weights[i]-want) > 1e-9 {
			t.Errorf("cell %d weighs %g, want %g", i, r.Weights[i], want)
		}
	}
	if !r.Converged || !r.Capped || r.People != 100 || r.Answers != 40 || r.Trimmed != 0 || r.Merged != nil {
		t.Errorf("%+v", r)
	}
	if math.Abs(r.Largest-4.2/2.5) > 1e-9 {
		t.Errorf("largest %g", r.Largest)
	}
}

func TestRakeWithoutAnswersSaysSo(t *testing.T) {
	cells, margins := twoByTwo([4]int64{})
	r := mustRake(t, cells, margins, RakeOptions{})
	if r.Answers != 0 || r.People != 100 || r.Converged || !reflect.DeepEqual(r.Weights, make([]float64, 4)) {
		t.Errorf("%+v", r)
	}
	if e := r.Mean(nil, 100); e != (Estimate{}) {
		t.Errorf("%+v", e)
	}
	if r := mustRake(t, nil, nil, RakeOptions{}); r.Answers != 0 || len(r.Weights) != 0 {
		t.Errorf("nobody: %+v", r)
	}
}

// Men with a bachelor's degree and women without alone cannot be 60 to 40 and
// 30 to 70 at once.
func TestRakeTellsThatMarginsContradict(t *testing.T) {
	cells, margins := twoByTwo([4]int64{8, 0, 0, 9})
	r := mustRake(t, cells, margins, RakeOptions{Rounds: 50})
	// The last margin is met: 30 and 70. The first is 60 and 40.
	if r.Converged || math.Abs(r.WorstGap-30.0/40) > 1e-9 || r.Weights[1] != 0 || r.Weights[2] != 0 {
		t.Errorf("%+v", r)
	}
}

func TestRakeRefusesWhatCannotBe(t *testing.T) {
	margins := []Margin{{"层次", []string{"本科", "专科"}}}
	cases := []struct {
		name  string
		cell  SampleCell
		o     RakeOptions
		value string // told
	}{
		{"more answers than people", SampleCell{[]int{1}, 3, 4}, RakeOptions{}, "专科"},
		{"answers below zero", SampleCell{[]int{0}, 3, -1}, RakeOptions{}, "本科"},
		{"a category beyond the margin", SampleCell{[]int{2}, 3, 1}, RakeOptions{}, "1"},
		{"a category below zero", SampleCell{[]int{-1}, 3, 1}, RakeOptions{}, "1"},
		{"a margin too few", SampleCell{nil, 3, 1}, RakeOptions{}, "1"},
		{"a cap at the mean", SampleCell{[]int{0}, 3, 1}, RakeOptions{Cap: 1}, ""},
		{"no cap at all", SampleCell{[]int{0}, 3, 1}, RakeOptions{Cap: math.NaN()}, ""},
		{"rounds below zero", SampleCell{[]int{0}, 3, 1}, RakeOptions{Rounds: -1}, ""},
		{"a tolerance below zero", SampleCell{[]int{0}, 3, 1}, RakeOptions{Tolerance: -1}, ""},
		{"least answers below zero", SampleCell{[]int{0}, 3, 1}, RakeOptions{LeastAnswers: -1}, ""},
	}
	for _, c := range cases {
		_, err := Rake([]SampleCell{c.cell}, margins, c.o)
		var f *fault.Error
		if !errors.As(err, &f) || f.Value != c.value || f.Why == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestSmallCategoriesAreMergedByHand(t *testing.T) {
	cases := []struct {
		name           string
		answers        []int64 // −1: no people either
		together       []string
		dropped        bool
		sides, classes int
	}{
		{"none is small", []int64{5, 9, 7}, nil, false, 1, 3},
		{"the small ones are enough together", []int64{10, 3, 4, 20}, []string{"1", "2"}, false, 1, 3},
		{"one is not: with the fewest of the others", []int64{30, 3, 10}, []string{"1", "2"}, false, 1, 2},
		{"two are not: with the first of the fewest", []int64{1, 8, 2, 8}, []string{"0", "1", "2"}, false, 1, 2},
		{"nobody answered there", []int64{12, 0, 9}, []string{"1", "2"}, false, 1, 2},
		{"one category is left", []int64{30, 2}, []string{"0", "1"}, true, 0, 0},
		{"all are small", []int64{3, 4}, []string{"0", "1"}, true, 0, 0},
		{"without people it does not count", []int64{6, -1, 8}, nil, false, 1, 2},
		{"the only one with people is small", []int64{-1, 3}, nil, false, 0, 0},
	}
	for _, c := range cases {
		var cells []SampleCell
		margin := Margin{Name: "门类"}
		for i, answers := range c.answers {
			margin.Categories = append(margin.Categories, strconv.Itoa(i))
			if answers >= 0 {
				cells = append(cells, SampleCell{[]int{i}, 40, answers})
			}
		}
		r := mustRake(t, cells, []Margin{margin}, RakeOptions{})
		var want []Merge
		if c.together != nil {
			want = []Merge{{"门类", c.together, c.dropped}}
		}
		if !reflect.DeepEqual(r.Merged, want) || len(r.sides) != c.sides || !r.Converged {
			t.Errorf("%s: %+v on %d margins", c.name, r.Merged, len(r.sides))
		}
		if c.sides == 1 && len(r.sides[0].totals) != c.classes {
			t.Errorf("%s: %v", c.name, r.sides[0].totals)
		}
	}
}

func TestTrimByHand(t *testing.T) {
	r := Raking{Weights: []float64{1, 2, 10, 0}, cells: []int64{10, 4, 1, 0}}
	cut := make([]bool, 4)
	// 7.5 is spread over 14, which lifts the second above the limit by 0.0357;
	// four times that is spread over 10.
	r.trim(2.5, cut)
	for i, want := range []float64{1.55, 2.5, 2.5, 0} {
		if math.Abs(r.Weights[i]-want) > 1e-12 {
			t.Errorf("weights %v", r.Weights)
		}
	}
	if !reflect.DeepEqual(cut, []bool{false, true, true, false}) {
		t.Errorf("cut %v", cut)
	}
}

// drawnSurvey is a survey in which somebody of every cell answered, so that the
// margins can be met.
type drawnSurvey struct {
	cells   []SampleCell
	margins []Margin
}

func drawSurvey(t *rapid.T) drawnSurvey {
	d := drawnSurvey{cells: []SampleCell{{}}}
	for m := range rapid.IntRange(1, 3).Draw(t, "margins") {
		size := rapid.IntRange(2, 4).Draw(t, "size")
		margin, finer := Margin{Name: strconv.Itoa(m)}, []SampleCell{}
		for c := range size {
			margin.Categories = append(margin.Categories, strconv.Itoa(c))
			for _, cell := range d.cells {
				finer = append(finer, SampleCell{Categories: append(append([]int(nil), cell.Categories...), c)})
			}
		}
		d.margins, d.cells = append(d.margins, margin), finer
	}
	for i := range d.cells {
		d.cells[i].Answers = rapid.Int64Range(1, 20).Draw(t, "answers")
		d.cells[i].People = d.cells[i].Answers * rapid.Int64Range(1, 30).Draw(t, "times")
	}
	return d
}

func TestRakingReproducesTheMargins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSurvey(t)
		r := mustRake(t, d.cells, d.margins, RakeOptions{LeastAnswers: 1})
		if !r.Converged {
			t.Fatalf("gap %g after %d rounds", r.WorstGap, r.Rounds)
		}
		for m, margin := range d.margins {
			for c := range margin.Categories {
				people, weight := 0.0, 0.0
				for i, cell := range d.cells {
					if cell.Categories[m] == c {
						people += float64(cell.People)
						weight += r.Weights[i] * float64(cell.Answers)
					}
				}
				if math.Abs(weight-people) > 1e-9*people {
					t.Fatalf("margin %d, category %d: %g of %g", m, c, weight, people)
				}
			}
		}
		for i, w := range r.Weights {
			if !(w > 0) {
				t.Fatalf("cell %d weighs %g", i, w)
			}
		}
		if r.Capped != (r.Largest <= 5*(1+1e-6)) || (r.Trimmed > 0) != (r.Cycles > 0) {
			t.Fatalf("largest %g, %d cut in %d cycles, capped %v", r.Largest, r.Trimmed, r.Cycles, r.Capped)
		}
	})
}

// sameWeights reports whether weights agree but for rounding and the tolerance.
func sameWeights(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(a, b) }

func TestRakingFollowsTheCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSurvey(t)
		o := RakeOptions{LeastAnswers: 12, Tolerance: 1e-12, Rounds: 20_000, Cap: math.Inf(1)}
		before := mustRake(t, d.cells, d.margins, o)
		places := rapid.Permutation(indices(len(d.cells))).Draw(t, "places")
		moved := make([]SampleCell, len(places))
		for i, place := range places {
			moved[place] = d.cells[i]
		}
		after := mustRake(t, moved, d.margins, o)
		for i, place := range places {
			if !sameWeights(before.Weights[i], after.Weights[place]) {
				t.Fatalf("cell %d weighs %g, moved %g", i, before.Weights[i], after.Weights[place])
			}
		}
		if !reflect.DeepEqual(before.Merged, after.Merged) {
			t.Fatalf("merged %v, moved %v", before.Merged, after.Merged)
		}
	})
}

// indices are 0 … n−1.
func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestWeightsGrowWithThePeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, times := drawSurvey(t), rapid.Int64Range(2, 9).Draw(t, "times")
		before := mustRake(t, d.cells, d.margins, RakeOptions{})
		for i := range d.cells {
			d.cells[i].People *= times
		}
		for i, w := range mustRake(t, d.cells, d.margins, RakeOptions{}).Weights {
			if !sameWeights(w, float64(times)*before.Weights[i]) {
				t.Fatalf("cell %d weighs %g, with %d times the people %g", i, before.Weights[i], times, w)
			}
		}
	})
}

func TestNothingIsTrimmedWithoutACap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSurvey(t)
		r := mustRake(t, d.cells, d.margins, RakeOptions{Cap: math.Inf(1)})
		if r.Trimmed != 0 || r.Cycles != 0 || !r.Capped {
			t.Fatalf("%+v", r)
		}
	})
}
