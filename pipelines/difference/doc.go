// Package difference says how two builds differ: which numbers of which marts,
// by indicator and by whom they count, and what may have caused it.
//
// Nothing here knows a mart: a sidecar's grain says which rows are the same, its
// integer columns are the numbers, and the rates are those that have numerator
// and denominator in one row. The two builds stand beside each other as the
// databases a and b.
package difference

import "math/big"

// Mart is what is compared of one table.
type Mart struct {
	Name        string
	Description string
	Grain       []string
	Columns     []Column
	Rates       []Rate // numerator and denominator in one row
}

// Column is a column of a mart. Of others than integers only a change is told.
type Column struct {
	Name, Type, Unit, Description string
}

// Key is one coordinate of a row, with its name where the value is a code.
type Key struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Label string `json:"label,omitempty"`
}

// Kind says what became of a number.
type Kind string

// The kinds of change.
const (
	Changed Kind = "changed"
	Added   Kind = "added" // its row is in b alone
	Gone    Kind = "gone"  // its row is in a alone
)

// Value is what a build says; a count has no Den, a text no Num.
type Value struct {
	Num  int64  `json:"num"`
	Den  int64  `json:"den,omitempty"`
	Text string `json:"text,omitempty"`
	None bool   `json:"none,omitempty"` // null
}

// Change is one number that differs.
type Change struct {
	Mart    string `json:"mart"`
	Measure string `json:"measure"` // column, or the rate's indicator
	Title   string `json:"title"`
	Unit    string `json:"unit,omitempty"`
	Kind    Kind   `json:"kind"`
	Ratio   bool   `json:"ratio"`
	Words   bool   `json:"words"` // a text
	Keys    []Key  `json:"keys"`
	Old     Value  `json:"old"`
	New     Value  `json:"new"`
	Points  int64  `json:"points,omitempty"` // of a ratio: hundredths of a percentage point

	order int // of the measure within the mart
}

// size is by how much it differs, for the order: of a ratio in points, of a
// number by itself.
func (c Change) size() int64 {
	d := c.Points
	if !c.Ratio {
		d = c.New.Num - c.Old.Num
	}
	return max(d, -d)
}

// points is new minus old in hundredths of a percentage point, half away from
// zero, from the four integers; 0 where either does not exist.
func points(from, to Value) int64 {
	if from.Den <= 0 || to.Den <= 0 {
		return 0
	}
	d := new(big.Rat).Sub(big.NewRat(to.Num, to.Den), big.NewRat(from.Num, from.Den))
	text := new(big.Rat).Mul(d, big.NewRat(10000, 1)).FloatString(0)
	n, _ := new(big.Int).SetString(text, 10)
	return n.Int64()
}
