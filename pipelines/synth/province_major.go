package synth

import (
	"encoding/csv"
	"math"
	"math/rand/v2"

	sqlfiles "quxiang/sql"
)

// studyLevel is a level of the province and where its majors are catalogued.
type studyLevel struct {
	name, catalogue, edition string
	years                    int
	size                     float64 // of its classes, beside those of a bachelor's
}

var studyLevels = []*studyLevel{
	{"本科", "本科", "2025", 4, 1},
	{"专科", "专科", "2021", 3, 0.9},
	{"硕士", "研究生", "2022", 3, 0.3},
}

// major is a major of the national catalogue as the province knows it today.
// Its classes of old had the code before.
type major struct {
	level          *studyLevel
	code, name     string // code is digits only
	category       string
	before         *major // under which it went until changed; nil for most
	mergedInto     *major // under which its graduates go from changed on
	changed        int    // first cohort after its renaming or merger
	from, to       int    // cohorts, 0 = open
	female, effect float64
	growth         float64 // of its classes a year, as a logarithm
	popularity     float64
}

// in returns the major under which the graduates of a cohort go; nil where
// there are none.
func (m *major) in(cohort int) *major {
	switch {
	case m.from != 0 && cohort < m.from || m.to != 0 && cohort > m.to:
		return nil
	case m.before != nil && cohort < m.changed:
		return m.before
	case m.mergedInto != nil && cohort >= m.changed:
		return m.mergedInto
	}
	return m
}

// catalogue reads the national majors of a level from the program's own table.
// The file is part of the program, so a broken one is a bug.
func catalogue(level *studyLevel) []*major {
	f, err := sqlfiles.Files.Open("reference/major.csv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		panic(err)
	}
	at := map[string]int{}
	for i, heading := range lines[0] {
		at[heading] = i
	}
	var out []*major
	for _, line := range lines[1:] {
		if line[at["edition"]] == level.edition && line[at["level"]] == level.catalogue {
			out = append(out, &major{level: level, code: line[at["digits"]], name: line[at["name"]], category: line[at["category"]]})
		}
	}
	return out
}

// majorsByLevel divides the majors: a twelfth for masters, two fifths for
// vocational students, the rest for bachelors.
func majorsByLevel(n int) map[string]int {
	out := map[string]int{"硕士": n / 12, "专科": 2 * n / 5}
	out["本科"] = n - out["硕士"] - out["专科"]
	return out
}

// mostMajors is what the catalogues of today can surely give.
const mostMajors = 1500

// listMajors takes those with a history, then what schools usually have, then
// some from all over the catalogue.
func (p *province) listMajors() {
	r := stream(p.seed, "province/majors")
	wanted := majorsByLevel(p.opts.Majors)
	common := map[string]bool{}
	for _, q := range loadProgrammes() {
		common[q.level+q.digits] = true
	}
	for _, level := range studyLevels {
		all := catalogue(level)
		chosen, used := changedMajors(level, all, p.changes)
		for _, usual := range []bool{true, false} {
			var pool []*major
			for _, m := range all {
				if !used[m] && common[level.name+m.code] == usual {
					pool = append(pool, m)
				}
			}
			chosen = append(chosen, evenly(pool, wanted[level.name]-len(chosen))...)
		}
		for _, m := range chosen {
			m.describe(r, common[level.name+m.code])
		}
		p.majors = append(p.majors, chosen...)
	}
}

// describe draws what is true of a major everywhere.
func (m *major) describe(r *rand.Rand, common bool) {
	m.effect, m.growth = 0.45*r.NormFloat64(), 0.03*r.NormFloat64()
	m.female = logistic(0.2 + 0.9*r.NormFloat64())
	m.popularity = math.Exp(1.1 * r.NormFloat64())
	if common {
		m.popularity *= 2.5
	}
}

// evenly takes n items from all over a list, in its order.
func evenly[T any](items []T, n int) []T {
	n = max(0, min(n, len(items)))
	out := make([]T, 0, n)
	for i := range n {
		out = append(out, items[(2*i+1)*len(items)/(2*n)])
	}
	return out
}
