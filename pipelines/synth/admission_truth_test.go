package synth

import (
	"fmt"
	"slices"
	"testing"
)

// checkAdmissions: what the manifest says of the admissions adds up.
func checkAdmissions(t *testing.T, m Manifest) {
	in, out := map[string]int{}, map[string]int{}
	ways := map[int][5]int{} // every way that people of an entry year go
	for _, a := range m.Admissions {
		left := a.Registered + a.TransferredIn - a.TransferredOut + a.MovedIn - a.MovedOut
		right := a.Graduated + a.Concluded + a.LeftEarly + a.Withdrawn + a.OtherLeave + a.Studying + a.Unaccounted
		if left != right {
			t.Errorf("%+v: %d came and %d went", a, left, right)
		}
		if a.past() && a.Level == "本科" && a.Type == ordinary {
			ways[a.Year] = [5]int{ways[a.Year][0] + a.MovedIn, ways[a.Year][1] + a.MovedOut, ways[a.Year][2] + a.TransferredIn,
				ways[a.Year][3] + a.Withdrawn, ways[a.Year][4] + a.Studying}
		}
		in[fmt.Sprint(a.Year, a.Level, a.Type)] += a.TransferredIn
		out[fmt.Sprint(a.Year, a.Level, a.Type)] += a.TransferredOut
	}
	for key := range in {
		if in[key] != out[key] {
			t.Errorf("%s: %d transferred in, %d out", key, in[key], out[key])
		}
	}
	for year, counts := range ways {
		if slices.Min(counts[:]) < 8 {
			t.Errorf("%d: moved in, moved out, transferred, withdrawn, studying: %v", year, counts)
		}
	}
	checkOnTheWay(t, m)
	checkUnaccounted(t, m)
}

// past says whether the years of an admission are up.
func (a AdmissionTruth) past() bool { return due(a.Year, a.Level, a.Type) <= lastRoster }

func checkOnTheWay(t *testing.T, m Manifest) {
	started, onTheWay := map[int]int{}, map[int]int{}
	for _, a := range m.Admissions {
		if a.past() {
			continue
		}
		started[a.Year] += a.Registered + a.MovedIn - a.MovedOut
		onTheWay[a.Year] += a.Studying
		if a.Graduated+a.Concluded+a.LeftEarly+a.Unaccounted > 0 {
			t.Errorf("%+v: nobody can be at the end yet", a)
		}
	}
	for year, n := range started {
		if share := 100 * float64(onTheWay[year]) / float64(n); share < 98 || share == 100 && year < lastChangeYear {
			t.Errorf("%d: %.2f %% are on their way", year, share)
		}
	}
	if len(started) != 4 {
		t.Errorf("students of %d years are on their way, want 2021 to 2024", len(started))
	}
}

func checkUnaccounted(t *testing.T, m Manifest) {
	registered, unaccounted := map[int]int{}, map[int]int{}
	for _, a := range m.Admissions {
		if a.past() {
			registered[a.Year] += a.Registered
			unaccounted[a.Year] += a.Unaccounted
		}
	}
	for year, n := range registered {
		share := 100 * float64(unaccounted[year]) / float64(n)
		if year%3 == 0 && share != 0 || year%3 != 0 && (share < 0.4 || share > 0.6) {
			t.Errorf("%d: nobody can account for %.2f %%", year, share)
		}
	}
}
