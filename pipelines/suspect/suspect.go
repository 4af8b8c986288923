// Package suspect puts the doubts about destinations together by record and
// draws which records are looked at first.
package suspect

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
)

// Doubt is one signal that a record sets off.
type Doubt struct {
	Signal   string // key of reference.suspect_signal
	Title    string
	Reason   string // in words, nothing personal
	Evidence string // wanted
	Risk     int    // 1 to 100
}

// Place is a line of a file in the store; File 0 is none.
type Place struct {
	File  int64
	Sheet string
	Row   int64 // 1-based
}

// Record is a graduate's record with its doubts, at least one.
type Record struct {
	Key          string // record_key of warehouse.fct_graduate
	Cohort       int
	Institution  string // code
	College      string
	Line, Roster Place
	Cleared      bool // the last check found it true and its papers complete
	Doubts       []Doubt
}

// Risk is the weight of all doubts of a record together, above 0 and at most 1,
// as if each were an independent chance: 1 − Π(1 − risk/100).
func (r Record) Risk() float64 {
	rest := 1.0
	for _, d := range r.Doubts {
		rest *= 1 - float64(d.Risk)/100
	}
	return 1 - rest
}

// Draw takes n records, each in proportion to its risk and without replacement:
// the n first to ring where every record's clock rings after an exponential time
// with its risk as rate (Efraimidis and Spirakis 2006). A clock is set by the
// seed and the record's key alone, so that the same seed draws the same records
// in whatever order they come, and a larger sample holds every smaller one. n of
// 0, or of more than there are, takes all. They are returned the riskiest first.
func Draw(all []Record, n int, seed uint64) []Record {
	drawn := slices.Clone(all)
	if n > 0 && n < len(drawn) {
		slices.SortFunc(drawn, func(a, b Record) int {
			return cmp.Or(cmp.Compare(a.rings(seed), b.rings(seed)), cmp.Compare(a.Key, b.Key))
		})
		drawn = drawn[:n]
	}
	slices.SortFunc(drawn, func(a, b Record) int {
		return cmp.Or(cmp.Compare(b.Risk(), a.Risk()), cmp.Compare(a.Key, b.Key))
	})
	return drawn
}

// rings is when a record's clock rings.
func (r Record) rings(seed uint64) float64 {
	return -math.Log(uniform(seed, r.Key)) / r.Risk()
}

// uniform is a number above 0 and below 1 that the seed and a key determine.
func uniform(seed uint64, key string) float64 {
	sum := sha256.Sum256([]byte(strconv.FormatUint(seed, 10) + "|" + key))
	return (float64(binary.BigEndian.Uint64(sum[:])>>11) + 0.5) / (1 << 53)
}
