package ranking

import (
	"cmp"
	"math"
	"slices"

	"quxiang/pipelines/stats"
)

// Cell is a row of marts.composition: people of one school, major, origin and
// gender.
type Cell struct {
	Institution, Level, Major, Category, Origin, Gender string
	Cohort                                              int
	Cutoff                                              string
	stats.Count
}

// The units that are compared with what their composition lets expect.
const (
	OfInstitution      = "institution"       // a school, against the same levels, disciplines and origins elsewhere
	OfMajor            = "major"             // a major, against its level, discipline and origins at other majors
	OfInstitutionMajor = "institution_major" // a school's major, against the same major and origins elsewhere
)

// Benchmark is a unit beside its expected rate. Shares are of one.
type Benchmark struct {
	Kind, Level, Institution, Major string // what does not name the unit is empty
	stats.Expected
	Adjusted    float64 // p-value after Benjamini and Hochberg; NaN where nothing is compared
	Comparisons int     // made of this kind
	Women       int64   // of the unit; shown, not allowed for
	Gendered    int64   // people whose gender is known
	Phi         float64
}

// material is the smallest difference worth a word, whatever chance says: 2.5
// percentage points.
const material = 0.025

// falseShare is the share of false discoveries that is put up with.
const falseShare = 0.05

// Material tells whether the difference is large enough to matter.
func (b Benchmark) Material() bool { return b.OK && math.Abs(b.Difference) >= material }

// BeyondChance tells whether the difference is more than chance makes, among
// all the comparisons of its kind.
func (b Benchmark) BeyondChance() bool { return b.OK && b.Adjusted <= falseShare }

// Standardise compares the units of a kind in one cohort at one cut-off. phi
// is how much more classes vary than independent graduates would.
func Standardise(cells []Cell, kind string, phi float64) []Benchmark {
	units := map[string]*Benchmark{}
	var parts []stats.Cell
	for _, c := range cells {
		key, stratum := split(c, kind)
		b := units[key]
		if b == nil {
			b = newBenchmark(c, kind, phi)
			units[key] = b
		}
		b.gender(c)
		parts = append(parts, stats.Cell{Unit: key, Stratum: stratum, Count: c.Count})
	}
	var ps []float64
	var found []Benchmark
	for _, e := range stats.Standardise(parts, phi) {
		b := *units[e.Unit]
		b.Expected = e
		ps = append(ps, e.P)
		found = append(found, b)
	}
	adjust(found, ps)
	slices.SortFunc(found, func(a, b Benchmark) int {
		return cmp.Or(cmp.Compare(a.Institution, b.Institution), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Major, b.Major))
	})
	return found
}

func adjust(found []Benchmark, ps []float64) {
	compared := 0
	for _, b := range found {
		if b.OK {
			compared++
		}
	}
	for i, p := range stats.Adjust(ps) {
		found[i].Adjusted, found[i].Comparisons = p, compared
	}
}

func newBenchmark(c Cell, kind string, phi float64) *Benchmark {
	b := &Benchmark{Kind: kind, Phi: phi}
	if kind != OfMajor {
		b.Institution = c.Institution
	}
	if kind != OfInstitution {
		b.Level, b.Major = c.Level, c.Major
	}
	return b
}

func (b *Benchmark) gender(c Cell) {
	switch c.Gender {
	case "女":
		b.Women += c.N
		b.Gendered += c.N
	case "男":
		b.Gendered += c.N
	}
}

// split names the unit that a cell belongs to, and the stratum in which it is
// compared.
func split(c Cell, kind string) (unit, stratum string) {
	switch kind {
	case OfInstitution:
		return c.Institution, c.Level + "|" + c.Category + "|" + c.Origin
	case OfMajor:
		return c.Major, c.Level + "|" + c.Category + "|" + c.Origin
	}
	return c.Institution + "|" + c.Major, c.Major + "|" + c.Origin
}
