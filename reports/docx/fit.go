package docx

import (
	"math"
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/outline"
	"quxiang/reports/prose"
)

// broadFrom is the number of columns from which a table lies on a page across.
const broadFrom = 12

// The space at either side of a cell, in twips, and in wide tables.
const (
	cellMargin = 80
	wideMargin = 45
)

// sizes are the sizes of type in tables, in half-points, from the best to the
// smallest that can still be read; wide tables begin at a smaller one.
var sizes = []int{19, 18, 17, 16, 15, 14, 13, 12}

// Where wide tables begin: their columns, and their place among the sizes.
const (
	wideFrom = 9
	wideSize = 3
)

// The widths of columns of text, in digits.
const (
	leastText = 8.0
	leastHead = 4.0
	mostText  = 66.0
	mostWord  = 12.0 // of a date or a code that keeps to one line
	headWord  = 6.0  // of a number column's title, likewise
	headLines = 3    // over which a longer one may run
	slack     = 0.8
)

// fit is how a table stands in its room: the size of its type, and the margin
// and the widths of its columns in twips.
type fit struct {
	size   int
	margin int
	widths []int
}

// fitted is the largest type in which every number keeps to one line; where
// none does, the smallest.
func fitted(t *chapter.Table, room int) fit {
	least, wish := widthsOf(t)
	from, margin := 0, cellMargin
	if len(t.Columns) >= wideFrom {
		from, margin = wideSize, wideMargin
	}
	for _, size := range sizes[from:] {
		if narrow := inTwips(least, size, margin); sum(narrow) <= room {
			return fit{size, margin, spread(narrow, inTwips(wish, size, margin), room)}
		}
	}
	smallest := sizes[len(sizes)-1]
	return fit{smallest, margin, spread(make([]int, len(least)), inTwips(least, smallest, margin), room)}
}

// widthsOf are the least widths of a table's columns and those they would like,
// in digits.
func widthsOf(t *chapter.Table) (least, wish []float64) {
	for i, c := range t.Columns {
		head := prose.Width(outline.Heading(c))
		widest, word := widestOf(t, i)
		from := math.Max(word, math.Min(leastText, math.Max(head, widest)))
		if c.Numeric {
			from = math.Max(widest, math.Max(math.Min(head, headWord), math.Ceil(head/headLines)))
		}
		from = math.Max(from, leastHead)
		least = append(least, from+slack)
		wish = append(wish, math.Max(from, math.Min(mostText, math.Max(head, widest)))+slack)
	}
	return least, wish
}

// widestOf is how wide the widest cell of a column is, and the widest one that
// is a single short word.
func widestOf(t *chapter.Table, i int) (widest, word float64) {
	for _, row := range t.Rows {
		text := row[i].Plain()
		width := prose.Width(text)
		widest = math.Max(widest, width)
		if width <= mostWord && !strings.ContainsFunc(text, func(r rune) bool { return r > '~' || r == ' ' }) {
			word = math.Max(word, width)
		}
	}
	return widest, word
}

// inTwips is a width in digits, at a size in half-points: a digit is half as
// wide as the type is high.
func inTwips(widths []float64, size, margin int) []int {
	out := make([]int, len(widths))
	for i, w := range widths {
		out[i] = int(w*float64(size)*5) + 2*margin
	}
	return out
}

// spread makes columns fill their room: from their least widths towards those
// they would like, and what is left over in proportion.
func spread(least, wish []int, room int) []int {
	out := append([]int(nil), least...)
	grow(out, func(i int) int { return wish[i] - least[i] }, min(room, sum(wish))-sum(out))
	grow(out, func(i int) int { return out[i] }, room-sum(out))
	return out
}

// grow gives more to the columns in proportion to their shares; the last that
// has one takes what rounding leaves.
func grow(widths []int, share func(int) int, more int) {
	shares, all := make([]int, len(widths)), 0
	for i := range widths {
		shares[i] = max(0, share(i))
		all += shares[i]
	}
	for i := range widths {
		if all == 0 || more <= 0 {
			return
		}
		part := more * shares[i] / all
		widths[i], more, all = widths[i]+part, more-part, all-shares[i]
	}
}

func sum(ns []int) int {
	n := 0
	for _, one := range ns {
		n += one
	}
	return n
}
