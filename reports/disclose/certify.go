package disclose

import "slices"

// The least of a small count's feasible interval, of docs/report.md: from all
// that is told, a count of one to four must reach five or nought and be
// uncertain by five.
const (
	small = 4
	wide  = 5
)

// few says whether a sum may not be told as it is. A share is told by a bound
// from five people on, and where there is nobody, so that the bound itself does
// not say that they are one to four.
func (s *stat) few() bool {
	if s.kind == block {
		return s.value <= wide || s.total-s.value <= wide
	}
	return s.value >= 1 && s.value <= small
}

// table is a family's cells as they could be: every told sum stays within what
// the reader was told of it.
type table struct {
	*Family
	cells [][]int64
	sums  []int64 // of the stats, as they stand now
	open  []bool  // rows of which nobody is told how many they are

	net             []int64 // of the move being tried, by stat
	touched, broken []int   // stats, of the last call of blockers
}

func (f *Family) table() *table {
	t := &table{Family: f, sums: make([]int64, len(f.stats)), net: make([]int64, len(f.stats))}
	for _, row := range f.Cells {
		t.cells = append(t.cells, slices.Clone(row))
	}
	t.open = make([]bool, len(f.Cells))
	for i, s := range f.stats {
		t.sums[i] = s.value
		if s.kind == heads && s.hidden {
			for _, r := range s.rows {
				t.open[r] = true
			}
		}
	}
	return t
}

// change is a step of one cell.
type change struct {
	row, col int
	by       int64
}

// move is a change of two or four cells: people exchange what is known of them.
type move struct {
	n     int
	cells [4]change
}

// proof is two tables that were told alike and are wide apart in the target.
type proof struct {
	target    Sum
	low, high [][]int64
}

// uncertain shows that the sum of target may be at least wide apart, by making
// two tables that tell the reader the same: the one with less of it, the other
// with more. It is a proof, not an estimate: both tables exist. Hiding more
// later takes nothing from it. That there is nobody at all is not counted on in a
// family that is shown, since what is hidden is hidden because there is somebody.
func (f *Family) uncertain(target Sum) (proof, bool) {
	down, up := f.table(), f.table()
	floor := int64(0)
	if f.tellsAnything() {
		floor = 1
	}
	for down.of(target) > floor && down.step(target, -1) {
	}
	least := down.of(target)
	for up.of(target) < least+wide && up.step(target, 1) {
	}
	return proof{target, down.cells, up.cells}, up.of(target) >= least+wide
}

// of is the sum of a target now.
func (t *table) of(target Sum) int64 {
	n := int64(0)
	for _, r := range target.Rows {
		for _, c := range target.Cols {
			n += t.cells[r][c]
		}
	}
	return n
}

// step makes the first move that changes the target in the direction of sign
// and that no told sum forbids.
func (t *table) step(target Sum, sign int64) bool {
	done := false
	take := func(m move) bool {
		if done = len(t.blockers(m)) == 0; done {
			t.apply(m)
		}
		return done
	}
	for _, at := range t.searches(target) {
		if t.moves(target, sign, at, take); done {
			return true
		}
	}
	return false
}

// searches are the ways to look for a move, the short ones first.
func (t *table) searches(target Sum) []search {
	if target.narrow() {
		return []search{t.movesAt, t.farMovesAt, t.longMovesAt}
	}
	return []search{t.movesAt}
}

// narrow says whether long moves are worth their search: a sum of many cells has
// short ones.
func (s Sum) narrow() bool { return len(s.Rows)*len(s.Cols) <= 12 }

// search yields the moves that change a cell of the target by sign, until yield
// says stop; it is true when stopped.
type search func(r, c int, inRow, inCol []bool, sign int64, yield func(move) bool) bool

// room says whether every cell that loses has someone to lose.
func (t *table) room(m move) bool {
	for _, c := range m.cells[:m.n] {
		if c.by < 0 && t.cells[c.row][c.col] < -c.by {
			return false
		}
	}
	return true
}

func (t *table) apply(m move) {
	for _, c := range m.cells[:m.n] {
		t.cells[c.row][c.col] += c.by
		for _, s := range t.over[c.row][c.col] {
			t.sums[s] += c.by
		}
	}
}

// blockers are the told sums that a move would break; none where nothing does.
// The answer is good until the next call.
func (t *table) blockers(m move) []int {
	t.touched, t.broken = t.touched[:0], t.broken[:0]
	for _, c := range m.cells[:m.n] {
		for _, i := range t.over[c.row][c.col] {
			if t.net[i] == 0 {
				t.touched = append(t.touched, i)
			}
			t.net[i] += c.by
		}
	}
	for _, i := range t.touched {
		if net := t.net[i]; net != 0 && t.breaks(i, net) {
			t.broken = append(t.broken, i)
		}
		t.net[i] = 0
	}
	return t.broken
}

// breaks says whether a told sum can't be otherwise by net.
func (t *table) breaks(i int, net int64) bool {
	s := t.stats[i]
	at := t.sums[i] + net
	return !s.hidden && (at < s.low || at > s.high)
}

// moves yields the moves of a search over the cells of target.
func (t *table) moves(target Sum, sign int64, at search, yield func(move) bool) {
	inRow, inCol := t.mask(target)
	for _, r := range target.Rows {
		for _, c := range target.Cols {
			if sign < 0 && t.cells[r][c] == 0 {
				continue
			}
			if at(r, c, inRow, inCol, sign, yield) {
				return
			}
		}
	}
}

func (t *table) mask(target Sum) (rows, cols []bool) {
	rows, cols = make([]bool, len(t.Cells)), make([]bool, t.width())
	for _, r := range target.Rows {
		rows[r] = true
	}
	for _, c := range target.Cols {
		cols[c] = true
	}
	return rows, cols
}

// movesAt are the short moves: a person of a row counted in another column, of a
// column in another row, and two people who exchange their columns.
func (t *table) movesAt(r, c int, inRow, inCol []bool, sign int64, yield func(move) bool) bool {
	for d := range t.width() {
		if inCol[d] || d == c {
			continue
		}
		if t.try(yield, change{r, c, sign}, change{r, d, -sign}) {
			return true
		}
		for q := range t.Cells {
			if !inRow[q] && t.try(yield, change{r, c, sign}, change{r, d, -sign}, change{q, c, -sign}, change{q, d, sign}) {
				return true
			}
		}
	}
	for q := range t.Cells {
		if !inRow[q] && t.try(yield, change{r, c, sign}, change{q, c, -sign}) {
			return true
		}
	}
	return false
}

// longMovesAt are moves by way of a third column: a person of row r moves from x
// to c, one of row q from d to x, so that only c and d are told of otherwise.
func (t *table) longMovesAt(r, c int, inRow, inCol []bool, sign int64, yield func(move) bool) bool {
	for x := range t.width() {
		if inCol[x] || sign > 0 && t.cells[r][x] == 0 {
			continue
		}
		for q := range t.Cells {
			for d := range t.width() {
				if q != r && d != x && d != c && !(inRow[q] && inCol[d]) &&
					t.try(yield, change{r, c, sign}, change{r, x, -sign}, change{q, x, sign}, change{q, d, -sign}) {
					return true
				}
			}
		}
	}
	return false
}

// farMovesAt are moves of a person between two groups whose sizes nobody knows, to
// another column too, by itself or with a third group making up for the column.
func (t *table) farMovesAt(r, c int, inRow, inCol []bool, sign int64, yield func(move) bool) bool {
	if !t.open[r] {
		return false
	}
	for q := range t.Cells {
		for d := range t.width() {
			if !t.open[q] || inRow[q] || inCol[d] || sign > 0 && t.cells[q][d] == 0 {
				continue
			}
			if q != r && t.try(yield, change{r, c, sign}, change{q, d, -sign}) {
				return true
			}
			for p := range t.Cells {
				if p != q && p != r && !inRow[p] &&
					t.try(yield, change{r, c, sign}, change{q, d, -sign}, change{p, c, -sign}, change{p, d, sign}) {
					return true
				}
			}
		}
	}
	return false
}

// try yields a move that has people to move.
func (t *table) try(yield func(move) bool, changes ...change) bool {
	m := move{n: len(changes)}
	copy(m.cells[:], changes)
	return t.room(m) && yield(m)
}
