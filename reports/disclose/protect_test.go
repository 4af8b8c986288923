package disclose

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawn is a random family with random sums told of it.
func drawn(t *rapid.T) *Family {
	rows, cols := rapid.IntRange(1, 7).Draw(t, "rows"), rapid.IntRange(2, 6).Draw(t, "cols")
	count := rapid.OneOf(rapid.Int64Range(0, 6), rapid.Int64Range(0, 60))
	f := &Family{Name: "f"}
	for range rows {
		f.Cells = append(f.Cells, rapid.SliceOfN(count, cols, cols).Draw(t, "row"))
	}
	if rapid.Bool().Draw(t, "block") {
		f.Block = span(rapid.IntRange(1, cols-1).Draw(t, "placed"))
	}
	f.prepare()
	for range rapid.IntRange(1, 14).Draw(t, "sums") {
		s := f.stat(Sum{subset(t, rows), subset(t, cols)})
		s.cost = rapid.Int64Range(1, 9).Draw(t, "cost")
		if s.kind != heads && s.total > 0 && rapid.IntRange(0, 3).Draw(t, "whole") == 0 {
			s.rounded()
		}
	}
	return f
}

// subset is one, some or all of n.
func subset(t *rapid.T, n int) []int {
	out := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, rapid.ID).Draw(t, "some")
	if rapid.IntRange(0, 3).Draw(t, "all") == 0 {
		return span(n)
	}
	slices.Sort(out)
	return out
}

// told is what a reader learns of a stat, kept apart from the family that
// protect works on.
type toldSum struct {
	rows, cols []int
	low, high  int64
}

// Of every small count there are two tables, at least five apart in it, that
// would both have been told as this one was: reckoned anew from their cells.
func TestEverySmallCountIsUncertain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawn(t)
		failed, proofs := f.protect(), map[string]proof{}
		for _, p := range f.proofs {
			proofs[keyOf(p.target.Rows, p.target.Cols)] = p
		}
		var public []toldSum
		for _, s := range f.stats {
			if !s.hidden {
				public = append(public, toldSum{s.rows, s.cols, s.low, s.high})
			}
		}
		for _, target := range f.targets() {
			p, proved := proofs[keyOf(target.Rows, target.Cols)]
			if !proved {
				if !slices.ContainsFunc(failed, func(s Sum) bool { return keyOf(s.Rows, s.Cols) == keyOf(target.Rows, target.Cols) }) {
					t.Fatalf("nothing is said of %+v", target)
				}
				continue
			}
			if sumIn(p.high, target.Sum)-sumIn(p.low, target.Sum) < wide {
				t.Fatalf("%+v is known within less than five", target)
			}
			toldAlike(t, p.low, public)
			toldAlike(t, p.high, public)
		}
	})
}

func sumIn(cells [][]int64, s Sum) int64 {
	n := int64(0)
	for _, r := range s.Rows {
		for _, c := range s.Cols {
			n += cells[r][c]
		}
	}
	return n
}

// toldAlike checks that a table is possible and within all that was told.
func toldAlike(t *rapid.T, cells [][]int64, public []toldSum) {
	for _, row := range cells {
		if slices.Min(row) < 0 {
			t.Fatalf("fewer than nobody: %v", cells)
		}
	}
	for _, p := range public {
		if n := sumIn(cells, Sum{p.rows, p.cols}); n < p.low || n > p.high {
			t.Fatalf("%+v would be %d in %v", p, n, cells)
		}
	}
}

// No sum of a few people is left told, whatever else is.
func TestNothingSmallIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawn(t)
		f.protect()
		for _, s := range f.stats {
			if !s.hidden && s.low == s.high && s.few() {
				t.Fatalf("%+v is told", *s)
			}
		}
	})
}

// What prints as a whole percentage is exactly the sums between its bounds.
func TestRoundedBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(1, 2000).Draw(t, "total")
		s := &stat{value: rapid.Int64Range(0, total).Draw(t, "value"), total: total}
		s.rounded()
		k := wholePercent(s.value, total)
		for n := range total + 1 {
			if (wholePercent(n, total) == k) != (n >= s.low && n <= s.high) {
				t.Fatalf("%d of %d is %d %%; %d of it is not between %d and %d", n, total, wholePercent(n, total), s.value, s.low, s.high)
			}
		}
	})
}

// A bound is true and leaves room for five on its other side.
func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(1, 400).Draw(t, "total")
		s := &stat{value: rapid.Int64Range(0, total).Draw(t, "value"), total: total}
		if !s.banded() {
			return
		}
		above := s.bound > 0 && 100*s.value > s.bound*total && total-s.low >= wide
		below := s.bound < 0 && 100*s.value < -s.bound*total && s.high >= wide
		if s.value < s.low || s.value > s.high || !above && !below {
			t.Fatalf("%+v", *s)
		}
	})
}

// Each step of concealing leaves every sum possible that was possible before, so
// that no proof is lost by it.
func TestConcealingOnlyLoosens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(1, 400).Draw(t, "total")
		s := &stat{kind: rapid.SampledFrom([]kind{detail, block}).Draw(t, "kind"), value: rapid.Int64Range(0, total).Draw(t, "value"), total: total}
		s.low, s.high = s.value, s.value
		for !s.hidden {
			before := s.stage
			if (&Family{}).conceal(s); !s.hidden && (s.low > before.low || s.high < before.high) {
				t.Fatalf("%+v after %+v", s.stage, before)
			}
		}
	})
}
