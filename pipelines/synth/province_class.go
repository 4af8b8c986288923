package synth

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// class is a major at an institution, year after year.
type class struct {
	school  *school
	major   *major
	size    float64         // graduates in an average cohort
	weight  float64         // of the size, before it is scaled
	effect  float64         // log-odds of this pair alone
	sizes   map[int]int     // graduates by cohort, those to come included
	rates   map[int]float64 // true rate by cohort
	absorbs *class          // of the same institution, since a merger
}

// Sizes of classes a cohort.
const (
	smallestClass = 5
	largestClass  = 400
	averageClass  = 85
)

// listClasses decides who offers what. A few majors are nearly everywhere, many
// at one or two institutions.
func (p *province) listClasses() {
	r := stream(p.seed, "province/classes")
	total := 0.0
	for _, m := range p.majors {
		total += m.popularity
	}
	wanted := float64(p.opts.Graduates) / averageClass
	for _, m := range p.majors {
		candidates := p.mayOffer(m)
		n := int(math.Round(m.popularity / total * wanted))
		n = max(1, min(n, 7*len(candidates)/10))
		for _, s := range draw(r, candidates, n, func(s *school) float64 { return s.liking(m) }) {
			p.addClass(r, s, m)
		}
	}
	for _, s := range p.schools {
		if len(s.classes) == 0 {
			p.addClass(r, s, p.fallback(s))
		}
		slices.SortFunc(s.classes, byCode)
	}
	p.linkMergers()
}

// mayOffer are the institutions a major can be at: masters at the first third
// of the higher tier, bachelors at all of it, vocational students everywhere.
func (p *province) mayOffer(m *major) []*school {
	bachelors := int(math.Ceil(bachelorShare * float64(len(p.schools))))
	switch m.level.name {
	case "硕士":
		return p.schools[:(bachelors+2)/3]
	case "本科":
		return p.schools[:bachelors]
	}
	return p.schools
}

// fallback is what an institution teaches that drew nothing.
func (p *province) fallback(s *school) *major {
	var best *major
	for _, m := range p.majors {
		fits := (m.level.name == "专科") == (s.Tier == "高职") && m.from == 0 && m.to == 0
		if fits && (best == nil || s.liking(m)*m.popularity > s.liking(best)*best.popularity) {
			best = m
		}
	}
	if best == nil {
		return p.majors[0]
	}
	return best
}

func (p *province) addClass(r *rand.Rand, s *school, m *major) {
	c := &class{school: s, major: m, weight: m.level.size * math.Exp(0.75*r.NormFloat64()),
		effect: 0.3 * r.NormFloat64(), sizes: map[int]int{}, rates: map[int]float64{}}
	s.classes = append(s.classes, c)
	p.classes = append(p.classes, c)
}

// draw takes n different items, each next one in proportion to its weight
// (Efraimidis and Spirakis 2006: the largest of u^(1/weight)).
func draw[T any](r *rand.Rand, items []T, n int, weight func(T) float64) []T {
	type ticket struct {
		item T
		key  float64
	}
	tickets := make([]ticket, len(items))
	for i, item := range items {
		tickets[i] = ticket{item, math.Log(1-r.Float64()) / weight(item)}
	}
	slices.SortStableFunc(tickets, func(a, b ticket) int { return cmp.Compare(b.key, a.key) })
	var out []T
	for _, t := range tickets[:min(n, len(tickets))] {
		out = append(out, t.item)
	}
	return out
}

// byCode is the order of the offices' exports.
func byCode(a, b *class) int {
	rank := func(c *class) int { return slices.Index(studyLevels, c.major.level) }
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.major.code, b.major.code))
}

// linkMergers lets a class take over one that its institution closes.
func (p *province) linkMergers() {
	for _, s := range p.schools {
		for _, gone := range s.classes {
			for _, c := range s.classes {
				if gone.major.mergedInto == c.major {
					c.absorbs = gone
				}
			}
		}
	}
}

// scaleClasses finds the factor that makes an average cohort as large as asked
// for, by halving: sizes are cut off at both ends, so a division would not do.
func (p *province) scaleClasses() {
	low, high := 0.0, 100.0*largestClass
	for range 60 {
		middle := (low + high) / 2
		if p.graduatesAt(middle) < float64(p.opts.Graduates) {
			low = middle
		} else {
			high = middle
		}
	}
	for _, c := range p.classes {
		c.size = withinBounds(low * c.weight)
	}
}

// graduatesAt is the size of an average cohort at a factor. What begins late or
// ends early counts for the cohorts it has.
func (p *province) graduatesAt(factor float64) float64 {
	total := 0.0
	for _, c := range p.classes {
		for _, cohort := range p.opts.Cohorts {
			if c.major.in(cohort) != nil {
				total += withinBounds(factor * c.weight)
			}
		}
	}
	return total / float64(len(p.opts.Cohorts))
}

func withinBounds(x float64) float64 { return max(smallestClass, min(x, largestClass)) }

// sizeClasses draws every cohort's graduates, and those of the students who
// are still there: the last entered in the year of the last cohort.
func (p *province) sizeClasses() {
	r := stream(p.seed, "province/sizes")
	first, last := p.opts.Cohorts[0], p.lastCohort()
	for _, c := range p.classes {
		for cohort := first; cohort <= last+c.major.level.years; cohort++ {
			x := c.size * math.Exp(c.major.growth*float64(cohort-last)+0.06*r.NormFloat64())
			c.sizes[cohort] = int(math.Round(withinBounds(x)))
		}
	}
}

// in returns how many graduate from a class in a cohort and under which major;
// none before a major's beginning, after its end or once another class has them.
func (c *class) in(cohort int) (int, *major) {
	m := c.major.in(cohort)
	if m == nil || m == c.major.mergedInto && c.taken() {
		return 0, nil
	}
	n := c.sizes[cohort]
	if c.absorbs != nil && cohort >= c.absorbs.major.changed {
		n = min(largestClass, n+c.absorbs.sizes[cohort])
	}
	return n, m
}

// taken tells whether the institution also offers what the major merged into.
func (c *class) taken() bool {
	return slices.ContainsFunc(c.school.classes, func(other *class) bool { return other.absorbs == c })
}
