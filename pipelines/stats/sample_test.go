package stats

import (
	"math"
	"testing"
)

func TestBandsByHand(t *testing.T) {
	cases := []struct {
		name      string
		got       Interval
		low, high float64
	}{
		{"six tenths of them a tenth off", Band(100, 0.4, 0.1), 94, 106},
		{"everybody answered", Band(100, 1, 0.2), 100, 100},
		{"below zero", Band(-10, 0.5, 0.2), -11, -9},
		{"a share", ShareBand(0.5, 0.5, 0.2), 0.45, 0.55},
		{"not above all", ShareBand(0.9, 0.5, 0.2), 0.81, 0.95},
		{"not below none", ShareBand(0.4, 0.5, 2), 0.2, 0.7},
	}
	for _, c := range cases {
		if math.Abs(c.got.Low-c.low) > 1e-12 || math.Abs(c.got.High-c.high) > 1e-12 {
			t.Errorf("%s: %v, want %g to %g", c.name, c.got, c.low, c.high)
		}
	}
}

func TestImbalanceByHand(t *testing.T) {
	cases := []struct {
		roster, answers []int64
		index, largest  float64
	}{
		{[]int64{50, 50}, []int64{5, 5}, 0, 0},
		{[]int64{50, 50}, []int64{3, 1}, 0.25, 0.25},
		{[]int64{10, 20, 70}, []int64{3, 1, 6}, 0.2, 0.2}, // 0.2, −0.1, −0.1
		{[]int64{10, 0}, []int64{0, 10}, 1, 1},
		{[]int64{10, 5}, []int64{0, 0}, 0, 0},
		{[]int64{0, 0}, []int64{0, 0}, 0, 0},
	}
	for _, c := range cases {
		index, largest := Imbalance(c.roster, c.answers)
		if math.Abs(index-c.index) > 1e-12 || math.Abs(largest-c.largest) > 1e-12 {
			t.Errorf("%v of %v: %g, %g, want %g, %g", c.answers, c.roster, index, largest, c.index, c.largest)
		}
	}
}
