// Package quotatest makes random apportionments, which the tests of the solver
// and those of the page's script share.
package quotatest

import (
	"fmt"
	"math/rand/v2"

	"quxiang/pipelines/quota"
)

// Problems are n random problems, the same for the same seed. Half of them are
// so small that every apportionment can be tried; bases and indices repeat, so
// that ties are common; some have no solution.
func Problems(n int, seed uint64) []quota.Problem {
	d := dice{rand.New(rand.NewPCG(seed, 0))}
	problems := make([]quota.Problem, n)
	for i := range problems {
		if i%2 == 0 {
			problems[i] = d.problem(1+d.IntN(4), []int64{0, 1, 2, 3, 5}, 5)
		} else {
			problems[i] = d.problem(1+d.IntN(12), []int64{0, 1, 20, 30, 60, 60, 100, 120, 350}, 60)
		}
	}
	return problems
}

type dice struct{ *rand.Rand }

func pick[T any](d dice, all ...T) T { return all[d.IntN(len(all))] }

func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// problem has lines with bases out of those given; scale is how far its other
// numbers go.
func (d dice) problem(lines int, bases []int64, scale int64) quota.Problem {
	p := quota.Problem{Up: pick[int64](d, 0, 10, 20, 50, 100), Down: pick[int64](d, 0, 10, 20, 50, 100),
		Least: pick(d, 0, 0, 1, scale/4, scale/2)}
	d.groups(&p, scale*int64(lines))
	for i := range lines {
		e := quota.Entry{Key: fmt.Sprintf("专业%02d", i), Base: pick(d, bases...), Index: d.index(), Group: d.IntN(len(p.Groups)+1) - 1}
		e.Claim = max(1, e.Base) * max(1, e.Index)
		d.bounds(&e, scale)
		p.Lines = append(p.Lines, e)
	}
	p.Total = d.total(p, scale)
	return p
}

// total is mostly one that the lines by themselves can add up to.
func (d dice) total(p quota.Problem, scale int64) int64 {
	var low, high int64
	for _, line := range p.Solve().Lines {
		low, high = low+line.Low, high+max(line.Low, line.High)
	}
	switch {
	case d.chance(1):
		return quota.MaxTotal + 1
	case d.chance(20):
		return max(0, low-scale+d.Int64N(high-low+2*scale))
	}
	return low + d.Int64N(high-low+1)
}

func (d dice) index() int64 {
	return pick(d, 0, 1, 500, 500, 999, 1000, d.Int64N(1001))
}

// groups are up to two levels with up to two colleges each.
func (d dice) groups(p *quota.Problem, most int64) {
	levels := d.IntN(3)
	for i := range levels {
		p.Groups = append(p.Groups, d.group(fmt.Sprintf("层次%d", i), -1, most))
	}
	for i := range levels {
		for j := range d.IntN(3) {
			p.Groups = append(p.Groups, d.group(fmt.Sprintf("层次%d/学院%d", i, j), i, most))
		}
	}
}

func (d dice) group(key string, parent int, most int64) quota.Bound {
	b := quota.Bound{Key: key, Parent: parent, High: quota.MaxTotal}
	if d.chance(35) {
		b.High = most/4 + d.Int64N(most+1)
	}
	if d.chance(20) {
		b.Low = d.Int64N(min(b.High, most/8) + 1)
	}
	if d.chance(1) {
		b.Low = b.High + 1
	}
	return b
}

// bounds makes a line free, bound by a rule, pinned, or suspended.
func (d dice) bounds(e *quota.Entry, scale int64) {
	e.High = quota.MaxTotal
	switch d.IntN(8) {
	case 0: // a rule's interval
		e.Low = d.Int64N(scale + 1)
		e.High = e.Low + d.Int64N(scale+1)
		e.LowBy, e.HighBy = quota.ByRule, quota.ByRule
	case 1:
		e.Low = d.Int64N(scale + 1)
		e.High, e.LowBy, e.HighBy = e.Low, quota.ByPinned, quota.ByPinned
	case 2:
		e.High, e.HighBy = 0, quota.BySuspended
	case 3: // at most so many
		e.High, e.HighBy, e.Free = d.Int64N(scale+1), quota.ByRule, true
	default:
		e.Free = true
	}
	if capacity := d.Int64N(2*scale + 1); d.chance(15) && capacity < e.High {
		e.High, e.HighBy = capacity, quota.ByCapacity
	}
	if d.chance(10) && e.Base < e.High {
		e.High, e.HighBy = e.Base, quota.ByControlled
	}
}
