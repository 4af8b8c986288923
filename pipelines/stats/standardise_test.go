package stats

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestStandardiseByHand(t *testing.T) {
	got := Standardise([]Cell{
		{"甲", "工学", Count{8, 10}}, {"甲", "文学", Count{2, 5}}, {"甲", "医学", Count{7, 7}},
		{"乙", "工学", Count{15, 30}}, {"乙", "文学", Count{12, 20}},
		{"丙", "工学", Count{1, 2}}, {"丙", "工学", Count{2, 3}}, // one cell in two parts
	}, 2)
	// 甲: 工学 elsewhere 18/35, 文学 12/20; nobody else has 医学.
	// Variance: 10·(26/45)(19/45)·45/35 + 5·(14/25)(11/25)·25/20, times 2.
	expected := 10*18.0/35 + 5*12.0/20
	variance := 2 * (10*26.0/45*19/45*45/35 + 5*14.0/25*11/25*25/20)
	want := Expected{
		Unit: "甲", N: 15, Missing: 7, Observed: 10.0 / 15, Expected: expected / 15,
		OwnShare: (10*10.0/45 + 5*5.0/25) / 15, Difference: (10 - expected) / 15,
		P: math.Erfc(math.Abs(10-expected) / math.Sqrt(2*variance)), OK: true,
	}
	if len(got) != 3 || got[1].Unit != "乙" || got[2].Unit != "丙" {
		t.Fatalf("%+v", got)
	}
	if !sameExpected(got[0], want) {
		t.Errorf("%+v, want %+v", got[0], want)
	}
	if e := got[1]; e.OK || e.Why == "" || !math.IsNaN(e.P) { // (30·30/45 + 20·20/25)/50 = 0.72
		t.Errorf("most of the reference is 乙 itself: %+v", e)
	}
	if e := got[2]; !e.OK || e.N != 5 || math.Abs(e.Expected-23.0/40) > 1e-12 {
		t.Errorf("丙: %+v", e)
	}
}

func sameExpected(a, b Expected) bool {
	near := func(x, y float64) bool { return math.Abs(x-y) < 1e-12 }
	return a.Unit == b.Unit && a.N == b.N && a.Missing == b.Missing && a.OK == b.OK && a.Why == b.Why &&
		near(a.Observed, b.Observed) && near(a.Expected, b.Expected) && near(a.OwnShare, b.OwnShare) &&
		near(a.Difference, b.Difference) && near(a.P, b.P)
}

func TestStandardiseWithoutOthers(t *testing.T) {
	for _, e := range Standardise([]Cell{{"甲", "工学", Count{3, 4}}, {"乙", "文学", Count{0, 0}}}, 1) {
		if e.OK || e.Why == "" || e.N != 0 || !math.IsNaN(e.P) {
			t.Errorf("%+v", e)
		}
	}
}

func TestStandardiseWhereEverybodyIsPlaced(t *testing.T) {
	for _, e := range Standardise([]Cell{{"甲", "工学", Count{4, 4}}, {"乙", "工学", Count{4, 4}}}, 1) {
		if !e.OK || e.P != 1 || e.Difference != 0 {
			t.Errorf("%+v", e)
		}
	}
}

// Units that do as the others are found different as often as they should be.
func TestStandardiseFindsWhatIsNotThereAtItsRate(t *testing.T) {
	found, all := 0, 0
	for seed := range uint64(60) {
		var cells []Cell
		for s, stratum := range []string{"工学", "文学", "理学"} {
			p, src := []float64{0.6, 0.8, 0.9}[s], rand.NewPCG(seed, uint64(s))
			for u := range 40 {
				size := 20 + int64(13*u+29*s)%60
				cells = append(cells, Cell{strconv.Itoa(u), stratum, hiring{1, 0}.class(size, p, src)})
			}
		}
		for _, e := range Standardise(cells, 1) {
			all++
			if e.P < 0.05 {
				found++
			}
		}
	}
	if share := float64(found) / float64(all); math.Abs(share-0.05) > 0.015 {
		t.Errorf("%.3f of %d units differ at 5 %%", share, all)
	}
}

// The order of the cells changes no number.
func TestStandardiseDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Cell {
			return Cell{rapid.SampledFrom([]string{"甲", "乙", "丙"}).Draw(t, "unit"),
				rapid.SampledFrom([]string{"工", "文"}).Draw(t, "stratum"), drawCount(t, "count")}
		}), 1, 12).Draw(t, "cells")
		byUnit := map[string]Expected{}
		for _, e := range Standardise(cells, 1.5) {
			byUnit[e.Unit] = e
		}
		moved := rapid.Permutation(cells).Draw(t, "moved")
		for _, e := range Standardise(moved, 1.5) {
			same := byUnit[e.Unit]
			if math.IsNaN(same.P) && math.IsNaN(e.P) {
				same.P, e.P = 0, 0
			}
			if same != e {
				t.Fatalf("%+v, moved %+v", same, e)
			}
		}
	})
}
