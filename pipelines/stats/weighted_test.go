package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestDesignEffectByHand(t *testing.T) {
	cases := []struct {
		weights         []float64
		counts          []int64
		effect, answers float64
	}{
		{[]float64{2, 2}, []int64{3, 4}, 1, 7},
		{[]float64{1, 3}, []int64{2, 2}, 4 * 20 / 64.0, 3.2},
		{[]float64{1, 3}, []int64{4, 0}, 1, 4},
		{[]float64{0}, []int64{0}, 0, 0},
		{nil, nil, 0, 0},
	}
	for _, c := range cases {
		effect, answers := DesignEffect(c.weights, c.counts), EffectiveN(c.weights, c.counts)
		if math.Abs(effect-c.effect) > 1e-12 || math.Abs(answers-c.answers) > 1e-12 {
			t.Errorf("%v of %v: effect %g, %g answers; want %g, %g", c.weights, c.counts, effect, answers, c.effect, c.answers)
		}
	}
}

// plain is so many answers from so many people, without margins.
func plain(t *testing.T, people, answers int64) Raking {
	t.Helper()
	return mustRake(t, []SampleCell{{nil, people, answers}}, nil, RakeOptions{})
}

// sameEstimate compares but for rounding.
func sameEstimate(a, b Estimate) bool {
	near := func(x, y float64) bool { return math.Abs(x-y) < 1e-6 }
	return a.N == b.N && a.OK == b.OK && near(a.Mean, b.Mean) && near(a.Unweighted, b.Unweighted) &&
		near(a.DesignEffect, b.DesignEffect) && near(a.EffectiveN, b.EffectiveN) && near(a.SE, b.SE) &&
		near(a.Interval.Low, b.Interval.Low) && near(a.Interval.High, b.Interval.High)
}

func TestMeanByHand(t *testing.T) {
	oneToFour := []Answer{{0, 1, 1}, {0, 2, 1}, {0, 3, 1}, {0, 4, 1}}
	// The textbook: s²/n (1 − n/N), s² = 5/3; t of 3 degrees is 3.182446.
	se := math.Sqrt(5.0 / 3 / 4 * (1 - 4.0/100))
	// Ten values of twenty answers: the weights, 5, sum to 50 of 100 people.
	half := math.Sqrt(10.0 / 9 / 10 * (1 - 10.0/100))
	cases := []struct {
		name    string
		raking  Raking
		answers []Answer
		people  int64
		want    Estimate
	}{
		{"equal weights", plain(t, 100, 4), oneToFour, 100,
			Estimate{4, 2.5, 2.5, 1, 4, se, Interval{2.5 - 3.182446305*se, 2.5 + 3.182446305*se}, true}},
		{"a value was left out", plain(t, 100, 20), []Answer{{0, 1, 5}, {0, 3, 5}}, 100,
			Estimate{10, 2, 2, 1, 10, half, Interval{2 - 2.262157163*half, 2 + 2.262157163*half}, true}},
		{"everybody answered", plain(t, 4, 4), oneToFour, 4, Estimate{4, 2.5, 2.5, 1, 4, 0, Interval{2.5, 2.5}, true}},
		{"one answer", plain(t, 100, 1), oneToFour[:1], 100, Estimate{N: 1, Mean: 1, Unweighted: 1, DesignEffect: 1, EffectiveN: 1}},
		{"all alike", plain(t, 100, 3), []Answer{{0, 7, 3}}, 0, Estimate{N: 3, Mean: 7, Unweighted: 7, DesignEffect: 1, EffectiveN: 3}},
		{"no values", plain(t, 100, 3), nil, 100, Estimate{}},
	}
	for _, c := range cases {
		got := c.raking.Mean(c.answers, c.people)
		if !sameEstimate(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// Two strata of ten answers each: A (60 people) says 1 or 3, B (40) says 5.
func TestMeanOfStrataByHand(t *testing.T) {
	cells := []SampleCell{{[]int{0}, 60, 10}, {[]int{1}, 40, 10}}
	r := mustRake(t, cells, []Margin{{"层次", []string{"本科", "专科"}}}, RakeOptions{})
	answers := []Answer{{0, 1, 5}, {0, 3, 5}, {1, 5, 10}}
	// What the level explains does not count: in A each is 1 from the mean, in B
	// 0. A weighs 6: 10 × 36 × (1 − 1/6) = 300, over 100², times 20/19 for the
	// mean and 20/19 for the one free category.
	got, want := r.Mean(answers, 100), math.Sqrt(300.0/1e4*20/19*20/19)
	if math.Abs(got.Mean-3.2) > 1e-12 || got.Unweighted != 3.5 || math.Abs(got.SE-want) > 1e-12 {
		t.Errorf("%+v, want SE %g", got, want)
	}
	if math.Abs(got.DesignEffect-20*520/1e4) > 1e-12 { // 10 × 36 + 10 × 16
		t.Errorf("%+v", got)
	}
	// B alone as a domain: all say 5, but the margins tell nothing of that.
	if got := r.Mean(answers[2:], 40); got.OK || got.Mean != 5 || got.SE != 0 {
		t.Errorf("%+v", got)
	}
}

func TestShareByHand(t *testing.T) {
	// No margins: SE² = p(1−p)/(n−1) (1 − n/N), so the effective n is
	// (n−1)/(1 − n/N) inside and n/(1 − n/N) at the ends.
	t9, t1 := 2.2621571628, 12.7062047362
	inside := score(0.3, 9/0.9, t9)
	cases := []struct {
		name      string
		people, n int64
		k         int64
		low, high float64
		ok        bool
	}{
		{"none of ten", 100, 10, 0, 0, t9 * t9 / (10/0.9 + t9*t9), true},
		{"ten of ten", 100, 10, 10, 1 - t9*t9/(10/0.9+t9*t9), 1, true},
		{"three of ten", 100, 10, 3, inside.Low, inside.High, true},
		{"none of two", 10, 2, 0, 0, t1 * t1 / (2/0.8 + t1*t1), true},
		{"half of everybody", 10, 10, 5, 0.5, 0.5, true},
		{"one answer", 10, 1, 1, 0, 0, false},
	}
	for _, c := range cases {
		got := plain(t, c.people, c.n).Share([]Answer{{0, 1, c.k}, {0, 0, c.n - c.k}}, c.people)
		if got.OK != c.ok || math.Abs(got.Interval.Low-c.low) > 1e-9 || math.Abs(got.Interval.High-c.high) > 1e-9 {
			t.Errorf("%s: %+v, want %g to %g", c.name, got, c.low, c.high)
		}
	}
	// z²/(n + z²) at 0 of n is the interval of Wilson itself.
	if got, want := score(0, 10, 1.959963984540054), Wilson(Count{0, 10}, 0.95); math.Abs(got.High-want.High) > 1e-12 || got.Low != 0 {
		t.Errorf("%v, want %v", got, want)
	}
}

// Five of twenty men say yes, and all five do; ten of twenty women say no, and
// all ten do. The answers differ as gender does, and gender is known of
// everybody, so that no residual tells how far the half may be off. The same of
// amounts that no float holds exactly. Where everybody answered, it is not off.
func TestMarginsThatExplainEverything(t *testing.T) {
	sexes := []Margin{{"性别", []string{"男", "女"}}}
	r := mustRake(t, []SampleCell{{[]int{0}, 20, 5}, {[]int{1}, 20, 10}}, sexes, RakeOptions{})
	for name, e := range map[string]Estimate{
		"share":  r.Share([]Answer{{0, 1, 5}, {1, 0, 10}}, 0),
		"mean":   r.Mean([]Answer{{0, 1, 5}, {1, 0, 10}}, 0),
		"tenths": r.Mean([]Answer{{0, 0.1, 5}, {1, 0.7, 10}}, 0),
		"alike":  r.Mean([]Answer{{0, 0.1, 5}, {1, 0.1, 10}}, 0),
	} {
		if e.OK || e.SE != 0 || e.Interval != (Interval{}) || e.N != 15 {
			t.Errorf("%s: %+v", name, e)
		}
	}
	all := mustRake(t, []SampleCell{{[]int{0}, 5, 5}, {[]int{1}, 10, 10}}, sexes, RakeOptions{})
	if e := all.Share([]Answer{{0, 1, 5}, {1, 0, 10}}, 0); !e.OK || math.Abs(e.Interval.Low-1.0/3) > 1e-12 || math.Abs(e.Interval.High-1.0/3) > 1e-12 {
		t.Errorf("of everybody: %+v", e)
	}
}

func TestBaseIsTheEstimates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSurvey(t)
		r := mustRake(t, d.cells, d.margins, RakeOptions{})
		answers := drawAnswers(t, d, 9)
		e := r.Mean(answers, 0)
		want := Estimate{N: e.N, DesignEffect: e.DesignEffect, EffectiveN: e.EffectiveN}
		if got := r.Base(answers); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

func TestRatioByHand(t *testing.T) {
	r := plain(t, 100, 4)
	// 10 → 15, 20 → 25, 30 → 45, 40 → 65: 150 over 100. What is left of 1.5 times
	// before is 0, −5, 0, 5, over Σ w·before = 2,500.
	pairs := []Pair{{0, 10, 15, 1}, {0, 20, 25, 1}, {0, 30, 45, 1}, {0, 40, 65, 1}}
	got, want := r.Ratio(pairs, 100), math.Sqrt(4.0/3*2*math.Pow(25*5/2500.0, 2)*(1-1/25.0))
	if !got.OK || math.Abs(got.Mean-1.5) > 1e-12 || math.Abs(got.Unweighted-1.5) > 1e-12 || math.Abs(got.SE-want) > 1e-12 {
		t.Errorf("%+v, want SE %g", got, want)
	}
	if got := r.Ratio([]Pair{{0, 0, 5, 4}}, 100); got.OK || got.Mean != 0 || got.N != 4 {
		t.Errorf("nothing before: %+v", got)
	}
}

func TestQuantileByHand(t *testing.T) {
	cells := []SampleCell{{[]int{0}, 60, 6}, {[]int{1}, 20, 10}} // weights 10 and 2
	r := mustRake(t, cells, []Margin{{"层次", []string{"本科", "专科"}}}, RakeOptions{})
	four := []Answer{{0, 4, 1}, {0, 1, 1}, {0, 3, 1}, {0, 2, 1}}
	unequal := []Answer{{0, 9, 1}, {1, 1, 4}, {1, 5, 1}} // 8, 2 and 10 of 20
	cases := []struct {
		name    string
		answers []Answer
		p, want float64
	}{
		{"the lower at a half", four, 0.5, 2},
		{"a quarter", four, 0.25, 1},
		{"just above", four, 0.26, 2},
		{"the least", four, 0, 1},
		{"the most", four, 1, 4},
		{"beyond", four, 1.5, 4},
		{"by weight", unequal, 0.4, 1},
		{"by weight, a half", unequal, 0.5, 5},
		{"by weight, more", unequal, 0.51, 9},
		{"nobody with the least", append([]Answer{{0, 0, 0}}, four...), 0, 1},
	}
	for _, c := range cases {
		if got, ok := r.Quantile(c.answers, c.p); !ok || got != c.want {
			t.Errorf("%s: %g, want %g", c.name, got, c.want)
		}
	}
	if _, ok := r.Quantile([]Answer{{0, 5, 0}}, 0.5); ok {
		t.Error("a median of nobody")
	}
}

// drawAnswers draws a value for every answer of the survey.
func drawAnswers(t *rapid.T, d drawnSurvey, most int) []Answer {
	var answers []Answer
	for i, c := range d.cells {
		for range c.Answers {
			answers = append(answers, Answer{i, float64(rapid.IntRange(0, most).Draw(t, "value")), 1})
		}
	}
	return answers
}

func TestSharesStayBetweenNoneAndAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSurvey(t)
		r := mustRake(t, d.cells, d.margins, RakeOptions{})
		e := r.Share(drawAnswers(t, d, 1), 0)
		explained := e.SE == 0 && 0 < e.Mean && e.Mean < 1 && e.N < r.People // by the margins alone
		if e.OK != (e.N >= 2 && !explained) || e.OK && !(0 <= e.Interval.Low && e.Interval.Low <= e.Mean && e.Mean <= e.Interval.High && e.Interval.High <= 1) {
			t.Fatalf("%+v", e)
		}
	})
}

// Pay in another unit is the same pay; a constant that is added moves the mean
// and leaves its error. Answers told one by one or together are the same.
func TestMeansFollowTheUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSurvey(t)
		r := mustRake(t, d.cells, d.margins, RakeOptions{})
		answers := drawAnswers(t, d, 9)
		before := r.Mean(answers, r.People)
		for i := range answers {
			answers[i].Value = 3*answers[i].Value + 100
		}
		after := r.Mean(answers, r.People)
		near := func(x, y float64) bool { return math.Abs(x-y) < 1e-7 }
		if !near(after.Mean, 3*before.Mean+100) || !near(after.SE, 3*before.SE) {
			t.Fatalf("%+v, then %+v", before, after)
		}
		half, _ := r.Quantile(answers, 0.5)
		if low, _ := r.Quantile(answers, 0.25); low > half {
			t.Fatalf("a quarter %g, a half %g", low, half)
		}
	})
}

// What a margin says of everybody is known: its share has no error.
func TestSharesOfMarginsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSurvey(t)
		r := mustRake(t, d.cells, d.margins, RakeOptions{LeastAnswers: 1})
		var answers []Answer
		people := 0.0
		for i, c := range d.cells {
			value := 0.0
			if c.Categories[0] == 0 {
				value, people = 1, people+float64(c.People)
			}
			answers = append(answers, Answer{i, value, c.Answers})
		}
		e := r.Share(answers, r.People)
		if math.Abs(e.Mean-people/float64(r.People)) > 1e-9 || e.SE > 1e-9 {
			t.Fatalf("%+v", e)
		}
	})
}
