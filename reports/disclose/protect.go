package disclose

import (
	"cmp"
	"slices"
)

// protect hides what must be hidden in a family: every sum that identifies
// people, and as much else as makes each of them uncertain. It names the
// targets that nothing could protect.
func (f *Family) protect() (failed []Sum) {
	f.hideDetails()
	f.merge()
	f.proofs = nil
	for _, target := range f.targets() {
		if !f.secure(target) {
			failed = append(failed, target.Sum)
		}
	}
	if len(failed) == 0 {
		f.restore()
	}
	return failed
}

// hideDetails hides the details that are small themselves; what few are placed
// or not is told by a bound.
func (f *Family) hideDetails() {
	for _, s := range f.stats {
		if s.seen || s.hidden || s.kind == given || !s.few() {
			continue
		}
		s.hidden = s.kind != block || !s.banded()
	}
}

// conceal tells less of a sum: a whole percentage, then a bound, then nothing.
func (f *Family) conceal(s *stat) {
	s.past = append(s.past, s.stage)
	switch {
	case s.kind != heads && !s.whole && s.rounds():
		s.rounded()
	case s.loosens():
		s.banded()
	default:
		s.hidden = true
	}
}

// rounds says whether a whole percentage leaves more than one sum possible.
func (s *stat) rounds() bool {
	if s.total == 0 {
		return false
	}
	rough := *s
	rough.rounded()
	return rough.low < rough.high
}

// loosens says whether a bound leaves every sum possible that is possible now:
// else it would take from the proofs that there are.
func (s *stat) loosens() bool {
	rough := *s
	return s.kind == block && s.bound == 0 && rough.banded() && rough.low <= s.low && rough.high >= s.high
}

// target is a count of one to four that a reader must not find out.
type target struct {
	Sum
	value int64
}

// targets are the small counts, those told or hidden and every cell; the
// largest first, whose protection often serves the smaller ones.
func (f *Family) targets() []target {
	var out []target
	for _, s := range f.stats {
		if s.kind != given && s.value >= 1 && s.value <= small {
			out = append(out, target{Sum{s.rows, s.cols}, s.value})
		}
		if rest := s.total - s.value; s.kind == block && rest >= 1 && rest <= small {
			out = append(out, target{Sum{s.rows, f.rest(s.cols)}, rest})
		}
	}
	for r, row := range f.Cells {
		for c, n := range row {
			if n >= 1 && n <= small {
				out = append(out, target{Sum{[]int{r}, []int{c}}, n})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b target) int { return cmp.Compare(len(b.Rows)*len(b.Cols), len(a.Rows)*len(a.Cols)) })
	return out
}

// secure hides sums until target is uncertain; false when nothing is left that
// would help.
func (f *Family) secure(t target) bool {
	for {
		if p, ok := f.uncertain(t.Sum); ok {
			f.proofs = append(f.proofs, p)
			return true
		}
		if !f.relax(t) && !f.hideAround(t.Rows, detail) && !f.hideAround(t.Rows, block) && !f.hideAround(t.Rows, heads) {
			return false
		}
	}
}

// relax hides the cheapest sums that stand in the way of one more move that
// raises the target, as far as it can be raised now.
func (f *Family) relax(t target) bool {
	up := f.table()
	for up.of(t.Sum) < t.value+wide && up.step(t.Sum, 1) {
	}
	for _, at := range up.searches(t.Sum) {
		if best := up.cheapest(t.Sum, at); len(best) > 0 {
			for _, s := range best {
				f.conceal(s)
			}
			return true
		}
	}
	return false
}

// hideAround hides what is told of some of the rows, up to a kind, but not what is
// told of all rows together; false when that was hidden before.
func (f *Family) hideAround(rows []int, upTo kind) bool {
	any := false
	for _, s := range f.stats {
		near := slices.ContainsFunc(s.rows, func(r int) bool { return slices.Contains(rows, r) })
		if near && s.kind <= upTo && !s.hidden && !s.seen && len(s.rows) < len(f.Cells) {
			s.past = append(s.past, s.stage)
			s.hidden, any = true, true
		}
	}
	return any
}

// cheapest are the sums in the way of the move whose way is cheapest to clear.
func (t *table) cheapest(target Sum, at search) []*stat {
	var best []int
	cost := int64(-1)
	t.moves(target, 1, at, func(m move) bool {
		broken := t.blockers(m)
		if c, ok := t.price(broken); ok && (cost < 0 || c < cost) {
			best, cost = slices.Clone(broken), c
		}
		return false
	})
	var out []*stat
	for _, i := range best {
		out = append(out, t.stats[i])
	}
	return out
}

// price is what hiding sums costs; ok is false where one can't be.
func (t *table) price(sums []int) (cost int64, ok bool) {
	for _, i := range sums {
		s := t.stats[i]
		if s.kind == given || s.seen {
			return 0, false
		}
		cost += s.next()
	}
	return cost, len(sums) > 0
}

// next is what the next step of concealing costs: little where a whole percentage
// leaves many sums possible, less for a bound than for nothing at all.
func (s *stat) next() int64 {
	rough := *s
	if s.kind != heads && !s.whole && s.rounds() {
		rough.rounded()
		return s.cost / (10 * (rough.high - rough.low + 1))
	}
	if s.loosens() {
		return s.cost / 3
	}
	return s.cost
}

// merge makes one row of rows that no sum tells apart, and one column of
// columns: what nobody speaks of needs no cell of its own.
func (f *Family) merge() {
	f.mergeRows()
	f.mergeCols()
	f.over = make([][][]int, len(f.Cells))
	for r := range f.Cells {
		f.over[r] = make([][]int, f.width())
	}
	for i, s := range f.stats {
		for _, r := range s.rows {
			for _, c := range s.cols {
				f.over[r][c] = append(f.over[r][c], i)
			}
		}
	}
}

func (f *Family) mergeRows() {
	to, n := f.classes(len(f.Cells), func(s *stat) []int { return s.rows })
	cells := make([][]int64, n)
	for r, row := range f.Cells {
		if cells[to[r]] == nil {
			cells[to[r]] = make([]int64, len(row))
		}
		for c, v := range row {
			cells[to[r]][c] += v
		}
	}
	f.Cells = cells
	for _, s := range f.stats {
		s.rows = renumber(s.rows, to)
	}
}

func (f *Family) mergeCols() {
	to, n := f.classes(f.width(), func(s *stat) []int { return s.cols })
	for r, row := range f.Cells {
		cells := make([]int64, n)
		for c, v := range row {
			cells[to[c]] += v
		}
		f.Cells[r] = cells
	}
	f.Block = renumber(f.Block, to)
	for _, s := range f.stats {
		s.cols = renumber(s.cols, to)
	}
}

// classes numbers the n rows (or columns) so that those which belong to the
// same sums have one number.
func (f *Family) classes(n int, of func(*stat) []int) (to []int, count int) {
	member := make([][]byte, n)
	for i := range member {
		member[i] = make([]byte, (len(f.stats)+7)/8)
	}
	for i, s := range f.stats {
		for _, j := range of(s) {
			member[j][i/8] |= 1 << (i % 8)
		}
	}
	known := map[string]int{}
	to = make([]int, n)
	for i, m := range member {
		k, ok := known[string(m)]
		if !ok {
			k = len(known)
			known[string(m)] = k
		}
		to[i] = k
	}
	return to, len(known)
}

// renumber gives members their new numbers, each once, in order.
func renumber(members, to []int) []int {
	if members == nil {
		return nil
	}
	var out []int
	for _, m := range members {
		out = append(out, to[m])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hideAll tells nothing of a family but how many there are, and of those only
// groups that are no few people.
func (f *Family) hideAll() {
	for _, s := range f.stats {
		if s.kind == detail || s.kind == block {
			s.hidden = s.hidden || !s.seen
		}
	}
}

// hideEverything tells nothing of a family but what is known anyway.
func (f *Family) hideEverything() {
	for _, s := range f.stats {
		s.hidden = s.hidden || !s.seen && s.kind != given
	}
}

// tellsAnything says whether a reader is told anything of the family itself.
func (f *Family) tellsAnything() bool {
	return slices.ContainsFunc(f.stats, func(s *stat) bool { return !s.hidden && s.kind != given })
}

// hidesHeads says whether the family hides how many a group is.
func (f *Family) hidesHeads() bool {
	for _, s := range f.stats {
		if s.kind == heads && s.hidden && s.few() {
			return true
		}
	}
	return false
}
