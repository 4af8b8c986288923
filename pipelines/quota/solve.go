package quota

import "container/heap"

// Solve shares the total out in proportion to the claims within the intervals:
// it finds the x that minimises Σ (x − q)²/c, c being the claim and q = c · Total
// / Σ c the ideal, with Σ x = Total, low ≤ x ≤ high and every group within its
// bounds. Without bounds this
// is the method of Sainte-Laguë (Webster), with the lows given first. Of two
// equally good steps the line of the higher index gets it, then the earlier
// line.
//
// As Σ x is fixed, the sum differs from Σ x²/c by a constant. That is convex and
// separable and the groups are nested, so taking the cheapest single step again
// and again is exact (Federgruen & Groenevelt 1986, Operations Research 34,
// 909–918). A step from x to x+1 costs (2x+1)/c; two are compared by
// cross-multiplication, so no number is ever rounded.
func (p Problem) Solve() Solution {
	s := newSolver(&p)
	clashes := p.outOfRange()
	if len(clashes) == 0 {
		clashes = s.clashes()
	}
	if len(clashes) > 0 {
		return Solution{Lines: s.shares(), Clashes: clashes, Totals: s.totals()}
	}
	s.start()
	for g := len(p.Groups) - 1; g >= 0; g-- { // the innermost come last
		s.raise(g, p.Groups[g].Low)
	}
	s.raise(s.whole, p.Total)
	lines := s.shares()
	for i := range lines {
		lines[i].X, lines[i].Binds = s.steps[i].x, s.binds(i)
	}
	return Solution{OK: true, Lines: lines, Clashes: []Clash{}, Totals: s.totals()}
}

// solver holds the state of the apportionment.
type solver struct {
	*Problem
	steps     []step
	low, high []limit // by line
	sums      []int64 // by group; the last is the whole
	whole     int     // its place in sums
}

// step is a line on its way up.
type step struct {
	line            int
	x, index, claim int64
}

func newSolver(p *Problem) *solver {
	s := &solver{Problem: p, whole: len(p.Groups), sums: make([]int64, len(p.Groups)+1)}
	for i := range p.Lines {
		e := &p.Lines[i]
		low, high := p.interval(e)
		s.low, s.high = append(s.low, low), append(s.high, high)
		s.steps = append(s.steps, step{line: i, index: e.Index, claim: e.Claim})
	}
	return s
}

// start puts every line at the bottom of its interval.
func (s *solver) start() {
	for i := range s.steps {
		s.add(i, s.low[i].at)
	}
}

// add gives n to a line and to all groups that it lies in.
func (s *solver) add(i int, n int64) {
	s.steps[i].x += n
	for g := s.Lines[i].Group; g >= 0; g = s.Groups[g].Parent {
		s.sums[g] += n
	}
	s.sums[s.whole] += n
}

// raise gives the cheapest steps to the lines of a group until it has target.
// A line that is at its high or in a full group stays so and is dropped; the
// groups around have room for what a feasible problem asks of those inside.
func (s *solver) raise(g int, target int64) {
	if s.sums[g] >= target {
		return
	}
	var q queue
	for i := range s.steps {
		if s.within(i, g) {
			q = append(q, &s.steps[i])
		}
	}
	heap.Init(&q)
	for s.sums[g] < target && len(q) > 0 {
		if i := q[0].line; s.full(i) {
			heap.Pop(&q)
		} else {
			s.add(i, 1)
			heap.Fix(&q, 0)
		}
	}
}

// within tells whether a line lies in the group.
func (s *solver) within(i, group int) bool {
	g := s.Lines[i].Group
	for g >= 0 && g != group {
		g = s.Groups[g].Parent
	}
	return g == group || group == s.whole
}

// full tells whether a line can grow no more.
func (s *solver) full(i int) bool {
	if s.steps[i].x >= s.high[i].at {
		return true
	}
	for g := s.Lines[i].Group; g >= 0; g = s.Groups[g].Parent {
		if s.sums[g] >= s.Groups[g].High {
			return true
		}
	}
	return false
}

// queue has the cheapest next step first.
type queue []*step

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].before(q[j]) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*step)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}

func (s *step) before(t *step) bool {
	switch a, b := (2*s.x+1)*t.claim, (2*t.x+1)*s.claim; {
	case a != b:
		return a < b
	case s.index != t.index:
		return s.index > t.index
	}
	return s.line < t.line
}

// shares are the lines with their intervals, before anything is given.
func (s *solver) shares() []Share {
	lines := make([]Share, len(s.Lines))
	for i := range lines {
		lines[i] = Share{Key: s.Lines[i].Key, Low: s.low[i].at, High: s.high[i].at}
	}
	return lines
}

func (s *solver) totals() []int64 { return s.sums }

// binds names the bound that a line touches: its own, or that of the nearest
// group that is full or has no more than it must have.
func (s *solver) binds(i int) string {
	x := s.steps[i].x
	if x == s.high[i].at && s.high[i].by != "" {
		return s.high[i].by
	}
	if x == s.low[i].at && s.low[i].by != "" {
		return s.low[i].by
	}
	for g := s.Lines[i].Group; g >= 0; g = s.Groups[g].Parent {
		b := s.Groups[g]
		if s.sums[g] == b.High || s.sums[g] == b.Low && b.Low > 0 {
			return ByGroup + b.Key
		}
	}
	return ""
}
