package attack

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
)

// unknown is what a column says where the files say nothing.
const unknown = "未识别"

// graduate is a person of one cohort as one cut-off found him.
type graduate struct {
	cohort                                             int
	cutoff                                             string
	level, college, major, category                    string
	gender, origin, urban, completion                  string
	destination, city, nature, industry, job, unplaced string
}

// province is the province of the city where he works.
func (g graduate) province() string {
	if g.city == unknown {
		return unknown
	}
	return g.city[:2]
}

// School is an invented school: every person of three cohorts at every cut-off
// that is loaded.
type School struct {
	Seed    uint64
	Cutoffs []Cutoff
	people  []graduate
}

// Cutoff is a cut-off that a school loaded.
type Cutoff struct {
	Cohort int
	Cutoff string // MM-DD
}

// title is what a cut-off is called.
func (c Cutoff) title() string {
	switch c.Cutoff {
	case "08-31":
		return "初次"
	case "12-31":
		return "年终"
	}
	return "公布"
}

// reported is the cohort that the reports are about.
const reported = 2024

// levels are those that a school may teach.
var levels = []string{"本科", "硕士", "专科", "博士", "第二学士学位"}

// placedCodes and otherCodes are where people go, by how often that is seen.
var (
	placedCodes = []string{"10", "11", "80", "12", "76", "85", "27", "46", "50", "51", "75", "81", "82"}
	otherCodes  = []string{"70", "71", "72", "00", "99", "65"}
)

// major is what a programme is like: who studies it and where they go.
type major struct {
	level, college, key, category string
	size                          int
	placed                        float64            // share of the placed
	weights                       map[string]float64 // of the codes
	women                         float64
	home                          float64 // share who work at home
}

// drawer makes a school of random numbers alone.
type drawer struct {
	*rand.Rand
	ref *reference
	out *School

	cities, provinces, industries, natures, jobs []string
}

// Draw invents the school of a seed: the same one for the same seed always.
func Draw(seed uint64) *School {
	d := &drawer{Rand: rand.New(rand.NewPCG(seed, 20241130)), ref: readReference(), out: &School{Seed: seed}}
	d.surroundings()
	majors := d.majors()
	for _, cohort := range []int{reported - 2, reported - 1} {
		d.cohort(cohort, majors, []string{"12-31"})
	}
	cutoffs := []string{"08-31", "11-30"}
	if d.IntN(3) == 0 {
		cutoffs = cutoffs[:1]
	}
	d.cohort(reported, majors, cutoffs)
	return d.out
}

// surroundings chooses which codes this school ever uses.
func (d *drawer) surroundings() {
	d.provinces = d.some(sorted(d.ref.region), 3+d.IntN(20))
	for _, city := range sorted(d.ref.names["work_city"]) {
		if slices.Contains(d.provinces, city[:2]) && d.IntN(3) > 0 {
			d.cities = append(d.cities, city)
		}
	}
	if len(d.cities) == 0 {
		d.cities = []string{"4101", "1101"}
	}
	d.cities = d.some(d.cities, 3+d.IntN(40))
	d.industries = d.some(sorted(d.ref.names["industry"]), 3+d.IntN(18))
	d.natures = d.some(sorted(d.ref.names["employer_nature"]), 2+d.IntN(10))
	d.jobs = d.some(sorted(d.ref.names["occupation"]), 3+d.IntN(15))
}

// some are up to n of a list, in a random order.
func (d *drawer) some(list []string, n int) []string {
	out := slices.Clone(list)
	d.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(n, len(out))]
}

// sorted are the keys of a map in order.
func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// majors invents what the school teaches: majors of very different sizes, some
// of a few people, some taught in two colleges.
func (d *drawer) majors() []major {
	taught := levels[:1+d.IntN(len(levels))]
	colleges := 1 + d.IntN(14)
	people := 100 * math.Pow(60, d.Float64())
	n := 3 + d.IntN(88)
	n = min(n, int(people/3))
	var out []major
	total := 0.0
	sizes := make([]float64, n)
	for i := range sizes {
		sizes[i] = math.Exp(d.NormFloat64())
		total += sizes[i]
	}
	for i, s := range sizes {
		m := d.major(taught, i, colleges)
		m.size = max(1, int(people*s/total))
		if d.IntN(6) == 0 {
			m.size = 1 + d.IntN(6)
		}
		out = append(out, m)
		if colleges > 1 && d.IntN(12) == 0 {
			m.college, m.size = d.otherCollege(m.college, colleges), 1+d.IntN(40)
			out = append(out, m)
		}
	}
	return out
}

// major invents one programme.
func (d *drawer) major(taught []string, i, colleges int) major {
	level := taught[min(d.IntN(len(taught)+2), len(taught)+1)%len(taught)]
	digits := fmt.Sprintf("%02d%02d%02d", 1+d.IntN(9), 1+i/50, 1+i%50)
	m := major{level: level, key: level + ":" + digits, category: "门类" + digits[:2], college: collegeName(d.IntN(colleges)),
		placed: 1 - math.Pow(d.Float64(), 2)*0.5, weights: map[string]float64{}, women: d.Float64(), home: d.Float64()}
	switch d.IntN(10) {
	case 0:
		m.placed = 1
	case 1:
		m.placed = 0
	case 2:
		m.placed = 0.97
	}
	for _, list := range [][]string{placedCodes, otherCodes} {
		for k, code := range list {
			m.weights[code] = math.Pow(d.Float64(), 3) / (1 + float64(k))
		}
	}
	if d.IntN(8) == 0 { // everybody who is placed goes one way
		m.weights[placedCodes[d.IntN(4)]] = 50
	}
	return m
}

func collegeName(i int) string { return fmt.Sprintf("%02d学院", i+1) }

func (d *drawer) otherCollege(not string, colleges int) string {
	for {
		if name := collegeName(d.IntN(colleges)); name != not {
			return name
		}
	}
}

// cohort draws the people of one cohort and follows them over its cut-offs.
func (d *drawer) cohort(cohort int, majors []major, cutoffs []string) {
	for _, c := range cutoffs {
		d.out.Cutoffs = append(d.out.Cutoffs, Cutoff{cohort, c})
	}
	for _, m := range majors {
		size := m.size
		if cohort != reported {
			size = max(0, size+int(float64(size)*0.2*d.NormFloat64()))
		}
		for range size {
			g := d.person(cohort, m)
			for i, c := range cutoffs {
				if i == 0 || !d.ref.settled[g.destination] && d.IntN(3) == 0 {
					d.goes(&g, m)
				}
				g.cutoff = c
				d.out.people = append(d.out.people, g)
			}
		}
	}
}

// person draws who somebody is.
func (d *drawer) person(cohort int, m major) graduate {
	g := graduate{cohort: cohort, level: m.level, college: m.college, major: m.key, category: m.category,
		gender: "1", urban: "2", completion: "毕业", origin: d.skewed(d.provinces)}
	if d.Float64() < m.women {
		g.gender = "2"
	}
	if d.IntN(3) == 0 {
		g.urban = "1"
	}
	if d.IntN(60) == 0 {
		g.completion = "结业"
	}
	if d.IntN(400) == 0 {
		g.origin, g.gender = unknown, unknown
	}
	return g
}

// skewed draws from a list whose first members are much more frequent.
func (d *drawer) skewed(list []string) string {
	return list[int(float64(len(list))*math.Pow(d.Float64(), 3))]
}

// goes draws where somebody goes.
func (d *drawer) goes(g *graduate, m major) {
	g.city, g.nature, g.industry, g.job, g.unplaced = unknown, unknown, unknown, unknown, unknown
	list := otherCodes
	if d.Float64() < m.placed {
		list = placedCodes
	}
	g.destination = d.code(list, m.weights)
	switch {
	case !d.ref.settled[g.destination]:
		if d.IntN(3) > 0 {
			g.unplaced = []string{"签约中", "等待录用", "拟升学", "暂无意愿"}[d.IntN(4)]
		}
	case g.destination == "80" || g.destination == "81" || g.destination == "82" || g.destination == "85" || g.destination == "46":
	default:
		d.works(g, m)
	}
}

// works draws an employer.
func (d *drawer) works(g *graduate, m major) {
	g.city, g.nature, g.industry, g.job = d.skewed(d.cities), d.skewed(d.natures), d.skewed(d.industries), d.skewed(d.jobs)
	if d.Float64() >= m.home {
		return
	}
	for _, city := range d.cities {
		if city[:2] == g.origin {
			g.city = city
			return
		}
	}
}

// code draws a destination by weight.
func (d *drawer) code(list []string, weights map[string]float64) string {
	total := 0.0
	for _, c := range list {
		total += weights[c]
	}
	at := d.Float64() * total
	for _, c := range list {
		if at -= weights[c]; at < 0 {
			return c
		}
	}
	return list[0]
}

// Corrected is the school after some rows were corrected: another destination
// for a few people at the last cut-off.
func (s *School) Corrected() *School {
	d := &drawer{Rand: rand.New(rand.NewPCG(s.Seed, 7)), ref: readReference(), out: &School{Seed: s.Seed, Cutoffs: s.Cutoffs}}
	d.out.people = slices.Clone(s.people)
	last := s.Cutoffs[len(s.Cutoffs)-1]
	for range 3 {
		if g := &d.out.people[d.IntN(len(s.people))]; g.cohort == last.Cohort && g.cutoff == last.Cutoff {
			g.destination, g.city, g.nature, g.industry, g.job, g.unplaced = "70", unknown, unknown, unknown, unknown, unknown
		}
	}
	return d.out
}

// Graduates is how many people of the reported cohort there are.
func (s *School) Graduates() int {
	n := 0
	for _, g := range s.people {
		if g.cohort == reported && g.cutoff == "08-31" {
			n++
		}
	}
	return n
}

// asOf is a cut-off's date.
func (c Cutoff) asOf() string { return strconv.Itoa(c.Cohort) + "-" + c.Cutoff }

// byPlace sorts rows by a text of each.
func byPlace[T any](rows []T, key func(T) string) {
	slices.SortStableFunc(rows, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}
