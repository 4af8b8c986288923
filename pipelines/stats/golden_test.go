package stats

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// row is a line of a golden file by heading; testdata/stats/README.md says how
// the files are computed.
type row struct {
	t      *testing.T
	file   string
	line   int
	values map[string]string
}

// golden reads testdata/stats/name.
func golden(t *testing.T, name string) []row {
	t.Helper()
	f, err := os.Open(filepath.Join("../../testdata/stats", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil || len(lines) < 2 {
		t.Fatalf("%s: %d lines, %v", name, len(lines), err)
	}
	rows := make([]row, 0, len(lines))
	for i, line := range lines[1:] {
		values := map[string]string{}
		for j, heading := range lines[0] {
			values[heading] = line[j]
		}
		rows = append(rows, row{t, name, i + 2, values})
	}
	return rows
}

func (r row) float(heading string) float64 {
	r.t.Helper()
	x, err := strconv.ParseFloat(r.values[heading], 64)
	if err != nil {
		r.t.Fatalf("%s:%d: %v", r.file, r.line, err)
	}
	return x
}

func (r row) int(heading string) int64 {
	r.t.Helper()
	x, err := strconv.ParseInt(r.values[heading], 10, 64)
	if err != nil {
		r.t.Fatalf("%s:%d: %v", r.file, r.line, err)
	}
	return x
}

func (r row) count() Count { r.t.Helper(); return Count{r.int("k"), r.int("n")} }

func (r row) beta() Beta { r.t.Helper(); return Beta{r.float("a"), r.float("b")} }

// near compares with a golden, relative to its size where that is above one.
func (r row) near(heading string, got, tolerance float64) {
	r.t.Helper()
	want := r.float(heading)
	if !(math.Abs(got-want) <= tolerance*max(1, math.Abs(want))) {
		r.t.Errorf("%s:%d: %s is %.15g, want %.15g", r.file, r.line, heading, got, want)
	}
}

// close compares with a golden relative to its size.
func (r row) close(heading string, got, tolerance float64) {
	r.t.Helper()
	want := r.float(heading)
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		r.t.Errorf("%s:%d: %s is %.15g, want %.15g", r.file, r.line, heading, got, want)
	}
}

func TestWilsonAgreesWithStatsmodels(t *testing.T) {
	for _, r := range golden(t, "wilson.csv") {
		got := Wilson(r.count(), r.float("level"))
		r.near("low", got.Low, 1e-14)
		r.near("high", got.High, 1e-14)
	}
}

func TestBetaAgreesWithScipy(t *testing.T) {
	for _, r := range golden(t, "beta_cdf.csv") {
		r.close("p", BetaCDF(r.float("x"), r.float("a"), r.float("b")), 1e-11)
	}
	for _, r := range golden(t, "beta_quantile.csv") {
		r.close("x", BetaQuantile(r.float("p"), r.float("a"), r.float("b")), 1e-11)
	}
}

func TestLogBetaBinomialAgreesWithScipy(t *testing.T) {
	for _, r := range golden(t, "beta_binomial.csv") {
		r.near("log_p", LogBetaBinomial(r.count(), r.float("a"), r.float("b")), 1e-10)
	}
}

// goldenGroups are the counts of groups.csv by group.
func goldenGroups(t *testing.T) map[int64][]Count {
	groups := map[int64][]Count{}
	for _, r := range golden(t, "groups.csv") {
		groups[r.int("group")] = append(groups[r.int("group")], r.count())
	}
	return groups
}

// fit compares a fit with a golden.
func (r row) fit(got Fit) {
	r.t.Helper()
	if string(got.Boundary) != r.values["boundary"] {
		r.t.Errorf("%s:%d: boundary is %q, want %q", r.file, r.line, got.Boundary, r.values["boundary"])
		return
	}
	r.close("a", got.A, 1e-6)
	r.close("b", got.B, 1e-6)
	r.near("log_lik", got.LogLik, 1e-10)
	if got.Boundary == NoSpread {
		r.close("weakest", got.Weakest, 1e-6)
	}
}

func TestFitAgreesWithScipy(t *testing.T) {
	groups := goldenGroups(t)
	for _, r := range golden(t, "fits.csv") {
		r.fit(NewGroup(groups[r.int("group")]).Fit())
	}
}

func TestWithoutAgreesWithScipy(t *testing.T) {
	groups := goldenGroups(t)
	for _, r := range golden(t, "without.csv") {
		r.fit(NewGroup(groups[r.int("group")]).Without(r.count()))
	}
}

func TestAdjustAgreesWithStatsmodels(t *testing.T) {
	ps, rows := map[string][]float64{}, map[string][]row{}
	for _, r := range golden(t, "adjusted.csv") {
		c := r.values["case"]
		ps[c], rows[c] = append(ps[c], r.float("p")), append(rows[c], r)
	}
	for c, adjusted := range ps {
		for i, p := range Adjust(adjusted) {
			rows[c][i].near("adjusted", p, 1e-14)
		}
	}
}

func TestOverdispersionAgreesWithScipy(t *testing.T) {
	years, rows := map[string][]Count{}, map[string]row{}
	for _, r := range golden(t, "dispersion.csv") {
		c := r.values["case"]
		years[c], rows[c] = append(years[c], r.count()), r
	}
	for c, r := range rows {
		got, ok := Overdispersion(years[c])
		if !ok || got.Cohorts != len(years[c]) {
			t.Errorf("case %s: %+v %v", c, got, ok)
		}
		r.near("phi", got.Phi, 1e-12)
	}
}

func TestPosteriorAgreesWithScipy(t *testing.T) {
	for _, r := range golden(t, "posterior.csv") {
		got := Shrink(r.count(), r.float("phi"), r.beta(), 0.90)
		r.near("below", Below(r.float("line"), r.count(), r.float("phi"), r.beta()), 1e-11)
		r.near("mean", got.Mean, 1e-14)
		r.near("low", got.Interval.Low, 1e-12)
		r.near("high", got.Interval.High, 1e-12)
		r.near("trust", Trust(r.count(), r.float("phi"), r.beta()), 1e-8)
		r.near("rate_below", RateBelow(r.float("line"), r.count(), r.float("phi"), r.beta()), 1e-8)
	}
}

// The goldens are 200,000 draws of numpy's; 20,000 of ours put the end of an
// interval within a rank and a probability within five standard errors.
func TestRanksAgreeWithNumpy(t *testing.T) {
	const draws = 20_000
	posteriors, rows := map[string][]Beta{}, map[string][]row{}
	for _, r := range golden(t, "ranks.csv") {
		g := r.values["group"]
		posteriors[g], rows[g] = append(posteriors[g], r.beta()), append(rows[g], r)
	}
	for g, group := range posteriors {
		for i, got := range Ranks(group, draws, 7) {
			r := rows[g][i]
			p := r.float("bottom_tenth")
			r.near("rank", float64(got.Rank), 0)
			r.near("bottom_tenth", got.BottomTenth, 5*math.Sqrt(p*(1-p)/draws)+1e-4)
			if off(got.Low, r.int("low")) > 1 || off(got.High, r.int("high")) > 1 {
				t.Errorf("%s:%d: %d to %d, want %d to %d", r.file, r.line, got.Low, got.High, r.int("low"), r.int("high"))
			}
		}
	}
}

func off(got int, want int64) int64 { return max(int64(got)-want, want-int64(got)) }

func TestStandardiseAgreesWithNumpy(t *testing.T) {
	var cells []Cell
	for _, r := range golden(t, "cells.csv") {
		cells = append(cells, Cell{r.values["unit"], r.values["stratum"], r.count()})
	}
	got := map[string]Expected{}
	for _, e := range Standardise(cells, 1.6) {
		got[e.Unit] = e
	}
	for _, r := range golden(t, "expected.csv") {
		e := got[r.values["unit"]]
		if e.N != r.int("n") || e.Missing != r.int("missing") || e.OK != (r.int("ok") == 1) || e.OK != (e.Why == "") {
			t.Errorf("%s:%d: %+v", r.file, r.line, e)
		}
		r.near("observed", e.Observed, 1e-13)
		r.near("expected", e.Expected, 1e-13)
		r.near("own_share", e.OwnShare, 1e-13)
		r.near("difference", e.Difference, 1e-13)
		if e.OK {
			r.near("p", e.P, 1e-12)
		}
	}
}
