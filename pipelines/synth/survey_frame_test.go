package synth

import (
	"slices"
	"testing"
)

// The frame without files is what its option says: by margins the groups
// differ, by pay the well paid keep away.
func TestSurveyTruth(t *testing.T) {
	o := Options{Graduates: 3000, Cohorts: []int{2021}}
	margins := SurveyTruth(4, o)
	if !slices.Equal(margins, SurveyTruth(4, o)) {
		t.Error("the same seed gives another frame")
	}
	bachelors := func(r Respondent) bool { return r.Level == "本科" }
	vocational := func(r Respondent) bool { return r.Level == "专科" }
	if a, b := responseOf(margins, bachelors), responseOf(margins, vocational); a-b < 8 {
		t.Errorf("%.1f %% of the bachelors and %.1f %% of the vocational answer", a, b)
	}
	o.NonResponse = "pay"
	pay := SurveyTruth(4, o)
	if len(pay) != len(margins) || len(pay) < 2800 || len(pay) > 3200 {
		t.Fatalf("frames of %d and %d people", len(margins), len(pay))
	}
	for i := range pay {
		margins[i].Answered, pay[i].Answered = false, false
	}
	if !slices.Equal(margins, pay) {
		t.Error("who answers changes what people would say")
	}
}

// Weighting by what the roster knows mends the one kind of non-response and not
// the other: that is the difference between them.
func TestMarginsCanBeMendedAndPayCannot(t *testing.T) {
	for _, c := range []struct {
		kind         string
		least, worst float64 // per cent by which the weighted mean pay is too low
	}{{"margins", -1, 1}, {"pay", 3, 20}} {
		var frame []Respondent
		for seed := range uint64(12) {
			frame = append(frame, SurveyTruth(seed, Options{Graduates: 3000, Cohorts: []int{2021}, NonResponse: c.kind})...)
		}
		truth, weighted := weightedPay(frame)
		if low := 100 * (truth - weighted) / truth; low < c.least || low > c.worst {
			t.Errorf("non-response by %s: mean pay %.0f, weighted %.0f, %.1f %% too low", c.kind, truth, weighted, low)
		}
	}
}

// weightedPay is the mean pay of full-time workers, true and by answers that
// stand for everybody of their cell; cells without an answer are left out.
func weightedPay(frame []Respondent) (truth, weighted float64) {
	type sum struct{ all, n, answered, m float64 }
	cells := map[Respondent]*sum{}
	for _, r := range frame {
		if !r.FullTime {
			continue
		}
		key := Respondent{Level: r.Level, Category: r.Category, Gender: r.Gender, Origin: r.Origin, Destination: r.Destination}
		if cells[key] == nil {
			cells[key] = &sum{}
		}
		s := cells[key]
		s.all, s.n = s.all+float64(r.Pay), s.n+1
		if r.Answered {
			s.answered, s.m = s.answered+float64(r.Pay), s.m+1
		}
	}
	n := 0.0
	for _, s := range cells {
		if s.m > 0 {
			truth, weighted, n = truth+s.all, weighted+s.answered/s.m*s.n, n+s.n
		}
	}
	return truth / n, weighted / n
}

// responseOf is the percentage that answers among those whom keep accepts.
func responseOf(frame []Respondent, keep func(Respondent) bool) float64 {
	n, answered := 0, 0
	for _, r := range frame {
		if keep(r) {
			n++
			answered += one(r.Answered)
		}
	}
	return 100 * float64(answered) / float64(n)
}

// Tests over many seeds count on less than 60 ms for each.
func BenchmarkSurveyTruth(b *testing.B) {
	for seed := uint64(0); b.Loop(); seed++ {
		SurveyTruth(seed, Options{Graduates: 3000})
	}
}
