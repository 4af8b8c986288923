package quota_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quxiang/pipelines/quota"
	"quxiang/pipelines/quota/quotatest"
)

// tried is how many random problems are looked at.
const tried = 10_000

// cost is that of the doc comment of Solve, computed from it and not from the
// solver: how far the shares are from the ideal, Σ (x − q)²/c.
func cost(p quota.Problem, xs []int64) *big.Rat {
	claims, all := make([]int64, len(p.Lines)), int64(0)
	for i, e := range p.Lines {
		claims[i] = e.Claim
		all += claims[i]
	}
	sum := new(big.Rat)
	for i, c := range claims {
		off := new(big.Rat).Sub(big.NewRat(xs[i], 1), big.NewRat(c*p.Total, all))
		sum.Add(sum, off.Mul(off, off).Quo(off, big.NewRat(c, 1)))
	}
	return sum
}

// allowed tells whether an apportionment keeps to the total, to every line's
// bounds and to those of every group.
func allowed(p quota.Problem, shares []quota.Share, xs []int64) bool {
	total := int64(0)
	sums := make([]int64, len(p.Groups))
	for i, e := range p.Lines {
		if xs[i] < shares[i].Low || xs[i] > shares[i].High {
			return false
		}
		total += xs[i]
		for g := e.Group; g >= 0; g = p.Groups[g].Parent {
			sums[g] += xs[i]
		}
	}
	for g, b := range p.Groups {
		if sums[g] < b.Low || sums[g] > b.High {
			return false
		}
	}
	return total == p.Total
}

// cheapest tries every apportionment; nil where none is allowed.
func cheapest(p quota.Problem, shares []quota.Share) *big.Rat {
	var best *big.Rat
	xs := make([]int64, len(shares))
	var try func(i int)
	try = func(i int) {
		if i == len(xs) {
			if allowed(p, shares, xs) {
				if c := cost(p, xs); best == nil || c.Cmp(best) < 0 {
					best = c
				}
			}
			return
		}
		for xs[i] = shares[i].Low; xs[i] <= shares[i].High; xs[i]++ {
			try(i + 1)
		}
	}
	try(0)
	return best
}

func amounts(s quota.Solution) []int64 {
	xs := make([]int64, len(s.Lines))
	for i := range xs {
		xs[i] = s.Lines[i].X
	}
	return xs
}

func inRange(p quota.Problem) bool { return p.Total <= quota.MaxTotal }

// Of the small problems every apportionment is tried: there is a solution
// exactly where one is allowed, and none is cheaper.
func TestNoApportionmentIsCheaper(t *testing.T) {
	solved, refused := 0, 0
	for i, p := range quotatest.Problems(tried, 1) {
		if i%2 == 1 || !inRange(p) {
			continue
		}
		s := p.Solve()
		best := cheapest(p, s.Lines)
		if s.OK != (best != nil) {
			t.Fatalf("%s\nfound %v, trying all found %v", p.JSON(), s, best)
		}
		if !s.OK {
			refused++
			continue
		}
		solved++
		if c := cost(p, amounts(s)); c.Cmp(best) != 0 {
			t.Fatalf("%s\n%v costs %v, the cheapest %v", p.JSON(), amounts(s), c, best)
		}
	}
	t.Logf("%d solved, %d without a solution", solved, refused)
	if solved < 2000 || refused < 1000 {
		t.Errorf("%d solved and %d without a solution: the problems try too little", solved, refused)
	}
}

// Sums are exact, bounds and groups are kept, and of two lines with the same
// base and bounds in the same group the one of the higher index has no less.
func TestSolutionsKeepToTheirBounds(t *testing.T) {
	solved, compared := 0, 0
	for _, p := range quotatest.Problems(tried, 1) {
		s := p.Solve()
		if s.OK == (len(s.Clashes) > 0) {
			t.Fatalf("%s\nsolved %v with clashes %v", p.JSON(), s.OK, s.Clashes)
		}
		if !s.OK {
			continue
		}
		solved++
		if !allowed(p, s.Lines, amounts(s)) {
			t.Fatalf("%s\n%v breaks a bound", p.JSON(), s.Lines)
		}
		for i := range p.Lines {
			for j := range p.Lines {
				a, b := p.Lines[i], p.Lines[j]
				if a.Index <= b.Index || a.Base != b.Base || a.Group != b.Group || s.Lines[i].Low != s.Lines[j].Low || s.Lines[i].High != s.Lines[j].High {
					continue
				}
				compared++
				if s.Lines[i].X < s.Lines[j].X {
					t.Fatalf("%s\n%s has index %d and %d, %s has %d and %d", p.JSON(), a.Key, a.Index, s.Lines[i].X, b.Key, b.Index, s.Lines[j].X)
				}
			}
		}
	}
	t.Logf("%d solved, %d pairs compared", solved, compared)
	if solved < tried/2 || compared < 1000 {
		t.Errorf("%d solved, %d pairs compared: the problems try too little", solved, compared)
	}
}

// A solution of a large problem cannot be tried against all others, but none
// of its people may be better placed elsewhere: the condition for an optimum
// where there are no groups.
func TestNoSingleMoveIsCheaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := quota.Problem{Up: 30, Down: 30, Least: 25}
		var low, high int64
		for i := range rapid.IntRange(2, 60).Draw(t, "lines") {
			p.Lines = append(p.Lines, quota.Entry{Key: fmt.Sprint(i), Base: rapid.Int64Range(0, quota.MaxBase).Draw(t, "base"),
				Index: rapid.Int64Range(0, 1000).Draw(t, "index"), High: quota.MaxTotal, Free: true, Group: -1})
			e := &p.Lines[len(p.Lines)-1]
			e.Claim = max(1, e.Base) * max(1, e.Index)
		}
		for _, line := range p.Solve().Lines {
			low, high = low+line.Low, high+line.High
		}
		if low > quota.MaxTotal {
			t.Skip("more than the largest total")
		}
		p.Total = rapid.Int64Range(low, min(high, quota.MaxTotal)).Draw(t, "total")
		s := p.Solve()
		if !s.OK || !allowed(p, s.Lines, amounts(s)) {
			t.Fatalf("no solution: %v", s.Clashes)
		}
		from, to := rapid.IntRange(0, len(p.Lines)-1).Draw(t, "from"), rapid.IntRange(0, len(p.Lines)-1).Draw(t, "to")
		moved := amounts(s)
		moved[from]--
		moved[to]++
		if allowed(p, s.Lines, moved) && cost(p, moved).Cmp(cost(p, amounts(s))) < 0 {
			t.Fatalf("moving one from %d to %d is cheaper", from, to)
		}
	})
}

// By hand: three lines of 100 with indices 600, 500, 400, all free by 20 %.
// Of 15 to give, g is 60, 50 and 40 thousand: 6, 5 and 4. Of 15 to take, g is
// 40, 50 and 60 thousand: 4, 5 and 6.
func TestShareByIndex(t *testing.T) {
	cases := []struct {
		name   string
		total  int64
		change func(*quota.Problem)
		want   []int64
		binds  []string
	}{
		{"in proportion 600 : 500 : 400", 300, nil, []int64{120, 100, 80}, []string{"up", "", "down"}},
		{"15 more, the first at its cap", 315, nil, []int64{120, 108, 87}, []string{"up", "", ""}},  // 195 as 5 : 4 is 108.3 : 86.7
		{"15 fewer, the last at its cap", 285, nil, []int64{112, 93, 80}, []string{"", "", "down"}}, // 205 as 6 : 5 is 111.8 : 93.2
		{"as much as the caps allow", 360, nil, []int64{120, 120, 120}, []string{"up", "up", "up"}},
		{"as little as the caps allow", 240, nil, []int64{80, 80, 80}, []string{"down", "down", "down"}},
		{"one is full", 315, func(p *quota.Problem) { p.Lines[0].High, p.Lines[0].HighBy = 100, quota.ByControlled },
			[]int64{100, 119, 96}, []string{"controlled", "", ""}}, // 215 as 5 : 4 is 119.4 : 95.6
		{"two share a full college", 315, func(p *quota.Problem) {
			p.Groups = []quota.Bound{{Key: "本科", Parent: -1, High: quota.MaxTotal}, {Key: "本科/理学院", Parent: 0, High: 205}}
			p.Lines[0].Group, p.Lines[1].Group, p.Lines[2].Group = 1, 1, 0
		}, []int64{112, 93, 110}, []string{"group:本科/理学院", "group:本科/理学院", ""}},
		{"a college must have 190", 300, func(p *quota.Problem) {
			p.Groups = []quota.Bound{{Key: "本科", Parent: -1, Low: 190, High: quota.MaxTotal}}
			p.Lines[0].Group, p.Lines[1].Group, p.Lines[2].Group = -1, 0, 0
		}, []int64{110, 106, 84}, []string{"", "group:本科", "group:本科"}}, // 190 as 5 : 4 is 105.6 : 84.4
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := quota.Problem{Total: c.total, Up: 20, Down: 20, Least: 25}
			for i, index := range []int64{600, 500, 400} {
				p.Lines = append(p.Lines, quota.Entry{Key: fmt.Sprint(i), Base: 100, Index: index, Claim: 100 * max(1, index), High: quota.MaxTotal, Free: true, Group: -1})
			}
			if c.change != nil {
				c.change(&p)
			}
			s := p.Solve()
			var binds []string
			for _, line := range s.Lines {
				binds = append(binds, line.Binds)
			}
			if !s.OK || !slices.Equal(amounts(s), c.want) || !slices.Equal(binds, c.binds) {
				t.Errorf("got %v bound by %q, want %v by %q; clashes %v", amounts(s), binds, c.want, c.binds, s.Clashes)
			}
		})
	}
}

// Bounds of one line of 100, by hand; up 20 %, down 30 %, least class 25.
func TestInterval(t *testing.T) {
	free := quota.Entry{Base: 100, High: quota.MaxTotal, Free: true, Group: -1}
	with := func(change func(*quota.Entry)) quota.Entry {
		e := free
		change(&e)
		return e
	}
	cases := []struct {
		name      string
		entry     quota.Entry
		low, high int64
	}{
		{"the caps", free, 70, 120},
		{"an odd base rounds towards itself", with(func(e *quota.Entry) { e.Base = 33 }), 25, 39}, // 33−9=24, least 25; 33+6
		{"no base, no cap", with(func(e *quota.Entry) { e.Base = 0 }), 0, 0},
		{"a ceiling inside the caps", with(func(e *quota.Entry) { e.High = 110 }), 70, 110},
		{"a ceiling under the caps", with(func(e *quota.Entry) { e.High = 50 }), 50, 50},
		{"a ceiling under the least class", with(func(e *quota.Entry) { e.High = 20 }), 20, 20},
		{"a rule outranks the caps", with(func(e *quota.Entry) { e.Low, e.High, e.Free = 150, 200, false }), 150, 200},
		{"a rule that cuts leaves the least class", with(func(e *quota.Entry) { e.High, e.Free = 60, false }), 25, 60},
		{"a base below the least class", with(func(e *quota.Entry) { e.Base = 20 }), 20, 24},
		{"suspended", with(func(e *quota.Entry) { e.High, e.Free = 0, false }), 0, 0},
	}
	for _, c := range cases {
		s := quota.Problem{Lines: []quota.Entry{c.entry}, Up: 20, Down: 30, Least: 25, Total: c.low}.Solve()
		if got := s.Lines[0]; !s.OK || got.Low != c.low || got.High != c.high {
			t.Errorf("%s: got %d—%d, want %d—%d (%v)", c.name, got.Low, got.High, c.low, c.high, s.Clashes)
		}
	}
}

// The largest problem: products stay below 2^53, and two thousand lines are
// shared out at once.
func TestTheLargestProblem(t *testing.T) {
	p := quota.Problem{Total: quota.MaxTotal, Up: quota.MaxUp, Down: quota.MaxDown}
	for i := range quota.MaxLines {
		p.Lines = append(p.Lines, quota.Entry{Key: fmt.Sprint(i), Base: 20 + int64(i%7), Index: int64(i % 1001), Claim: (20 + int64(i%7)) * max(1, int64(i%1001)), High: quota.MaxTotal, Free: true, Group: -1})
	}
	if s := p.Solve(); !s.OK || s.Totals[0] != quota.MaxTotal {
		t.Errorf("%v %v", s.Clashes, s.Totals)
	}
	const largest = (2*quota.MaxTotal + 1) * quota.MaxBase * 1000
	if int64(largest) >= 1<<53 {
		t.Errorf("a product may reach %d", int64(largest))
	}
}
