package planted

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"quxiang/pipelines/synth"
)

// graduate is one who left, with what the register of the year's end says; that
// of August says 待就业 where the registration came later.
type graduate struct {
	synth.Citizen
	cohort    int
	major     *major
	student   string
	shape     string // "" for the ordinary
	outcome   outcome
	checks    []check
	incubator string // of the own project of a 75
}

// outcome is a destination. The employer is nil where there is none, and so is
// the place of the unplaced; pay is yuan a month, 0 where it isn't told.
type outcome struct {
	code       string
	employer   *employer
	school     string // of those who study on
	place      *place
	pay        int
	registered time.Time
}

// check is a verification.
type check struct{ way, evidence, result, breach string }

// world is everything that is true before any file is written.
type world struct {
	script    script
	inventor  *synth.Inventor
	market    *market
	cities    []*place
	provinces map[string]*place
	graduates []*graduate // cohort after cohort, in the order of the majors
	notes     []note
	interns   []internship
	labels    Labels
}

func newWorld(s script) *world {
	w := &world{script: s, inventor: synth.NewInventor(), provinces: map[string]*place{},
		labels: Labels{Seed: s.Seed, Institution: s.School.Code, Cohorts: s.Cohorts,
			Graduates: map[int]int{}, Shapes: map[string]int{}}}
	for i := range s.Places {
		if p := &w.script.Places[i]; p.Pull > 0 {
			w.cities = append(w.cities, p)
		} else {
			w.provinces[p.Code] = p
		}
	}
	w.market = newMarket(w.script)
	return w
}

// populate makes the graduates and gives everybody an ordinary outcome.
func (w *world) populate() {
	for _, cohort := range w.script.Cohorts {
		r := synth.Stream(w.script.Seed, fmt.Sprint("graduates/", cohort))
		serial := 0
		for i := range w.script.Majors {
			for range w.script.Majors[i].Graduates {
				serial++
				w.graduates = append(w.graduates, w.graduate(r, cohort, &w.script.Majors[i], serial))
			}
		}
		w.labels.Graduates[cohort] = serial
	}
}

// yearsOfStudy is the length of every programme: all are of undergraduates.
const yearsOfStudy = 4

func (w *world) graduate(r *rand.Rand, cohort int, m *major, serial int) *graduate {
	g := &graduate{cohort: cohort, major: m, student: fmt.Sprintf("%d%06d", cohort-yearsOfStudy, serial)}
	gender := "1"
	if r.Float64() < 0.55 {
		gender = "2"
	}
	g.Citizen = w.inventor.Citizen(r, gender, cohort-yearsOfStudy, 18)
	w.ordinary(r, g)
	return g
}

// share is a destination and how many of a thousand have it.
type share struct {
	code  string
	parts int
}

var ordinaryShares = []share{{"10", 230}, {"11", 275}, {"12", 62}, {"27", 4}, {"46", 9}, {"50", 14}, {"51", 12},
	{"75", 5}, {"76", 28}, {"80", 200}, {"85", 14}, {"70", 100}, {"71", 30}, {"72", 17}}

func draw(r *rand.Rand, shares []share) string {
	n := r.IntN(1000)
	for _, s := range shares {
		if n -= s.parts; n < 0 {
			return s.code
		}
	}
	return shares[len(shares)-1].code
}

// ordinary gives a graduate an outcome without anything to it, and verifies
// some of them.
func (w *world) ordinary(r *rand.Rand, g *graduate) {
	o := outcome{code: draw(r, ordinaryShares), registered: ordinaryDay(r, g.cohort)}
	switch {
	case unplaced(o.code):
	case o.code == "80" || o.code == "85":
		o.school = synth.Brand(r) + "示例大学"
	case o.code == "46":
		o.employer, o.place = barracks, w.city(r)
	default:
		w.employ(r, g, &o)
	}
	g.outcome = o
	if !unplaced(o.code) && r.Float64() < 0.08 {
		g.checks = []check{{pick(r, []string{"电话", "材料", "本人确认"}), "齐全", "属实", "无"}}
	}
}

// unplaced tells which codes are without a place.
func unplaced(code string) bool { return code == "70" || code == "71" || code == "72" }

// ordinaryDay is when somebody registers: most from March to July, some in
// August, evenly, and some in the autumn.
func ordinaryDay(r *rand.Rand, cohort int) time.Time {
	day := func(month, days int) time.Time { return date(cohort, month, 1).AddDate(0, 0, r.IntN(days)) }
	switch u := r.Float64(); {
	case u < 0.78:
		return day(3, 132)
	case u < 0.92:
		return day(7, 62)
	}
	return day(9, 117) // to 26 December
}

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// employ finds an employer, a place and a pay above the minimum.
func (w *world) employ(r *rand.Rand, g *graduate, o *outcome) {
	o.place = w.city(r)
	o.pay = w.pay(r, o)
	switch o.code {
	case "76":
	case "75":
		o.employer = w.market.found(r, founding{industry: pick(r, g.major.Industries), size: "微型", place: o.place,
			day: o.registered.AddDate(0, 0, -100-r.IntN(300))})
		g.incubator = pick(r, []string{"", w.script.School.Name + "大学生创业园"})
	default:
		o.employer = w.market.hire(r, g.cohort, pick(r, g.major.Industries), o.place)
	}
}

func (w *world) city(r *rand.Rand) *place {
	total := 0
	for _, p := range w.cities {
		total += p.Pull
	}
	n := r.IntN(total)
	for _, p := range w.cities {
		if n -= p.Pull; n < 0 {
			return p
		}
	}
	return w.cities[0]
}

// pay is in tens of yuan, about 5,000 in the school's city, and a fifth above
// the minimum at least.
func (w *world) pay(r *rand.Rand, o *outcome) int {
	x := 5000 * o.place.Pay * math.Exp(0.22*r.NormFloat64())
	return int(math.Round(max(x, 1.2*float64(w.minimum(o.place, o.registered)))/10)) * 10
}

// minimum is the wage floor of a place on a day, its province's where it has
// none of its own, yuan a month.
func (w *world) minimum(p *place, day time.Time) int {
	if len(p.Wages) == 0 {
		p = w.provinces[p.Code[:2]]
	}
	amount := 0
	for _, wage := range p.Wages { // ascending by date
		if wage[0] <= day.Format(time.DateOnly) {
			fmt.Sscan(wage[1], &amount)
		}
	}
	return amount
}

func pick[T any](r *rand.Rand, items []T) T { return items[r.IntN(len(items))] }
