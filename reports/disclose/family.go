package disclose

import (
	"math/big"
	"slices"

	"quxiang/reports/figure"
)

// Family is a table of people about whom sums are told: rows are groups of
// graduates (majors, levels, provinces), columns are where they went (codes of
// destination, industries, cities). Cells are the finest counts that there are;
// each figure of a document is the sum of some rows over some columns.
type Family struct {
	Name  string
	Cells [][]int64 // people, by row and column

	// Block is the columns whose sum says no one's destination: those that are
	// placed. Nil where every part of a row is somebody's destination.
	Block []int
	// Ties are sums that another family tells too.
	Ties []Tie
	// Groups names a family whose groups these are made of: where that one has
	// to hide how many a group is, nothing of this one may be told.
	Groups string

	stats []*stat
	index map[string]*stat // by the numbers of rows and columns before merging

	proofs []proof   // that each small count is uncertain
	over   [][][]int // by row and column, the stats over that cell
}

// Sum names rows and columns of a family, both in ascending order.
type Sum struct{ Rows, Cols []int }

// Space is all the families of a document, in the order in which they are
// protected, and where each figure belongs.
type Space struct {
	Families []*Family
	Locate   func(figure.Figure) []Claim
}

// Claim is a sum that a figure tells; Known is one that it tells besides, by the
// whole of the table that it stands in.
type Claim struct {
	Family string
	Sum
	Known bool
}

// Tie says that a sum here is a sum of another family. What is told there is
// known here; what is hidden there must not follow from the parts told here.
type Tie struct {
	Here   Sum
	Family string
	There  Sum
	Bound  bool // what is told around the sum there may bound it, though it isn't told
}

// kind tells what may be done about a stat.
type kind uint8

const (
	detail kind = iota // somebody's destination: hidden first
	block              // placed or not: hidden when detail does not help
	heads              // how many there are: hidden last
	given              // known anyway
)

// stat is one sum that a reader is told, or was.
type stat struct {
	kind       kind
	rows, cols []int
	value      int64
	total      int64 // people of the rows
	cost       int64 // of hiding it
	seen       bool  // told by an earlier release, so that hiding it is no use
	stage
	past []stage // before it was concealed, the most telling first

	seenExactly bool // and told as it is
	figures     []*figure.Figure
}

// stage is how much of a sum is told.
type stage struct {
	low, high int64 // what the reader learns: the sum lies between, both included
	whole     bool  // told as a whole percentage
	bound     int64 // told as more than so many percent; negative: as less
	hidden    bool
}

// prepare readies a family for stats.
func (f *Family) prepare() { f.index, f.stats = map[string]*stat{}, nil }

// stat finds or makes the stat of a sum.
func (f *Family) stat(s Sum) *stat {
	key := keyOf(s.Rows, s.Cols)
	if known := f.index[key]; known != nil {
		return known
	}
	st := f.measure(s)
	f.index[key] = st
	f.stats = append(f.stats, st)
	return st
}

// found is the stat of a sum by the numbers before merging; nil where nobody is
// told it.
func (f *Family) found(s Sum) *stat { return f.index[keyOf(s.Rows, s.Cols)] }

// speaks says whether anybody is told anything of the family.
func (f *Family) speaks() bool {
	return slices.ContainsFunc(f.stats, func(s *stat) bool { return len(s.figures) > 0 || s.seen })
}

// Count is a sum of the cells as they were given.
func (f *Family) Count(s Sum) int64 { return f.measure(s).value }

// measure makes the stat of a sum without keeping it.
func (f *Family) measure(s Sum) *stat {
	st := &stat{rows: s.Rows, cols: s.Cols, kind: f.kindOf(s.Cols)}
	for _, r := range s.Rows {
		for _, c := range s.Cols {
			st.value += f.Cells[r][c]
		}
		for _, n := range f.Cells[r] {
			st.total += n
		}
	}
	st.low, st.high = st.value, st.value
	return st
}

// kindOf says what a sum over cols tells.
func (f *Family) kindOf(cols []int) kind {
	switch {
	case len(cols) == f.width():
		return heads
	case f.Block != nil && (slices.Equal(cols, f.Block) || slices.Equal(cols, f.rest(f.Block))):
		return block
	}
	return detail
}

func (f *Family) width() int {
	if len(f.Cells) == 0 {
		return 0
	}
	return len(f.Cells[0])
}

// rest is the columns that are not among cols.
func (f *Family) rest(cols []int) []int {
	var out []int
	for c := range f.width() {
		if !slices.Contains(cols, c) {
			out = append(out, c)
		}
	}
	return out
}

// keyOf names a sum; rows and columns are in ascending order.
func keyOf(rows, cols []int) string {
	b := make([]byte, 0, 2*(len(rows)+len(cols))+2)
	for _, list := range [][]int{rows, cols} {
		for _, i := range list {
			b = append(b, byte(i>>8), byte(i))
		}
		b = append(b, 0xff, 0xff)
	}
	return string(b)
}

// rounded says that the reader learns the share in whole percent, half up: all
// the sums that print so.
func (s *stat) rounded() {
	k := wholePercent(s.value, s.total)
	s.whole, s.bound = true, 0
	s.low = ceilDiv((2*k-1)*s.total, 200)
	s.high = ceilDiv((2*k+1)*s.total, 200) - 1
	s.low, s.high = max(s.low, 0), min(s.high, s.total)
}

// wholePercent is num of den in whole percent, half up, from the integers.
func wholePercent(num, den int64) int64 {
	n := new(big.Int).Mul(big.NewInt(num), big.NewInt(200))
	n.Add(n, big.NewInt(den))
	return n.Quo(n, big.NewInt(2*den)).Int64()
}

// ceilDiv is a/b rounded up, for positive b.
func ceilDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && a > 0 {
		q++
	}
	return q
}

// widest are the bounds that a share may be told by, in percent, the most
// telling first.
var widest = []int64{95, 90, 85, 80, 75, 70, 60, 50}

// banded tells the share only as above a bound (or, mirrored, below one) that
// leaves at least five people on the other side. It is false where no bound
// does. That a more telling bound would have had room says that it isn't true.
func (s *stat) banded() bool {
	least, most := int64(0), s.total
	for _, percent := range widest {
		low := percent*s.total/100 + 1
		high := s.total - low
		if high < wide {
			continue
		}
		if s.value >= low {
			s.low, s.high, s.bound, s.whole = low, most, percent, true
			return true
		}
		if s.value <= high {
			s.low, s.high, s.bound, s.whole = least, high, percent-100, true
			return true
		}
		least, most = high+1, low-1
	}
	return false
}
