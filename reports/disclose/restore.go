package disclose

import (
	"cmp"
	"slices"
)

// The sums are concealed one small count after another, so that some turn out to
// have been concealed for nothing: what came after protects as well. restore
// tells again as much of each as the proofs allow, the most missed first.
func (f *Family) restore() {
	order := slices.Clone(f.stats)
	slices.SortStableFunc(order, func(a, b *stat) int { return cmp.Compare(b.cost, a.cost) })
	for _, s := range order {
		for i, before := range s.past {
			if f.allows(s, before) {
				s.past = s.past[:i]
				break
			}
		}
	}
}

// manyProofs is how many proofs are looked for anew before a sum is given up.
const manyProofs = 60

// allows tells a sum as it was told before, if every small count stays
// uncertain; else it leaves it as it is.
func (f *Family) allows(s *stat, before stage) bool {
	now := s.stage
	s.stage = before
	broken := f.broken(s)
	fresh := map[int]proof{}
	for _, i := range broken {
		p, ok := proof{}, false
		if len(broken) <= manyProofs {
			p, ok = f.uncertain(f.proofs[i].target)
		}
		if !ok {
			s.stage = now
			return false
		}
		fresh[i] = p
	}
	for i, p := range fresh {
		f.proofs[i] = p
	}
	return true
}

// broken are the proofs whose tables would not be told alike any more.
func (f *Family) broken(s *stat) []int {
	var out []int
	for i, p := range f.proofs {
		if !s.tellsOf(p.low) || !s.tellsOf(p.high) {
			out = append(out, i)
		}
	}
	return out
}

// tellsOf says whether a table has a sum that would be told as s is.
func (s *stat) tellsOf(cells [][]int64) bool {
	n := int64(0)
	for _, r := range s.rows {
		for _, c := range s.cols {
			n += cells[r][c]
		}
	}
	return s.hidden || n >= s.low && n <= s.high
}
