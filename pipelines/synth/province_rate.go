package synth

import (
	"math"
	"math/rand/v2"
)

// rateClasses draws the true rate of every class and cohort. Its log-odds add
// up the level, the year, the major, the institution, the pair of them and a
// drift that remembers half of last year's.
func (p *province) rateClasses() {
	p.spoil()
	r := stream(p.seed, "province/rates")
	for _, c := range p.classes {
		fixed := levelBase[c.major.level.name] + c.major.effect + c.school.effect + c.effect
		drift := 0.14 * r.NormFloat64()
		for _, cohort := range p.opts.Cohorts {
			c.rates[cohort] = millionths(logistic(fixed + yearShift(cohort) + drift))
			drift = 0.5*drift + 0.12*r.NormFloat64()
		}
	}
}

// millionths rounds a rate to what the manifest's file holds.
func millionths(x float64) float64 { return math.Round(1e6*x) / 1e6 }

// spoil makes a few clearly bad, at 35 to 60 per cent: one major in forty of
// those with few classes, one institution in seventy-five and one class in four
// hundred, at least one of each. The first institution is spared.
func (p *province) spoil() {
	r := stream(p.seed, "province/bad")
	points := map[*major]int{}
	for _, c := range p.classes {
		points[c.major]++
	}
	var few []*major
	for _, m := range p.majors {
		if points[m] <= 12 {
			few = append(few, m)
		}
	}
	for _, m := range drawEqually(r, few, 1+p.opts.Majors/40) {
		m.effect = -2.2 - 0.4*r.Float64()
	}
	for _, s := range drawEqually(r, p.schools[1:], 1+len(p.schools)/75) {
		s.effect = -1.6 - 0.4*r.Float64()
	}
	for _, c := range drawEqually(r, p.classes, 1+len(p.classes)/400) {
		c.effect = -2.2 - 0.4*r.Float64()
	}
}

func drawEqually[T any](r *rand.Rand, items []T, n int) []T {
	return draw(r, items, n, func(T) float64 { return 1 })
}

// Graduates of a class are not placed one by one: two draws in eleven are of a
// group that one employer takes or leaves together, of three on average (its
// size is geometric), the others of somebody alone. So two fifths of the
// graduates are in groups, and the variance of the number placed is
// E[m²]/E[m] = 2.6 times that of independent graduates.
const (
	groupShare  = 2.0 / 11
	groupGoesOn = 2.0 / 3 // one more is taken; 3 = 1/(1-2/3)
)

// group draws how many are placed together, at most most.
func group(r *rand.Rand, most int) int {
	m := 1
	if !chance(r, groupShare) {
		return m
	}
	// The inverse of the geometric distribution's 1-(2/3)^m.
	m += int(math.Log(1-r.Float64()) / math.Log(groupGoesOn))
	return min(m, most)
}
