package synth

import (
	"math/rand/v2"
	"strconv"
	"time"
)

// entrant is a registered student of a year with an admission list whom no
// roster names: who left, is on the way or longer here than planned, or is one
// of the few nobody can account for.
type entrant struct {
	*person
	exam, student string
	entry, grade  int        // grade differs from entry for those put back a year
	first         *programme // where it began
	divided       bool       // has left its 大类 for a major
	state         string     // one of the states below
}

// What became of a student of an entry year.
const (
	stateGraduated   = "毕业"
	stateConcluded   = "结业"
	stateLeftEarly   = "肄业"
	stateWithdrawn   = "退学"
	stateOtherLeave  = "其他离校"
	stateStudying    = "仍在读"
	stateUnaccounted = "" // no line anywhere says
)

// fates are the ways not to come into a roster, per thousand registered, with
// the change that tells of it and when in the second and later years it falls.
var fates = []struct {
	state, kind string
	perMille    float64
	month       time.Month
}{
	{stateWithdrawn, "退学", 9, time.March},
	{stateOtherLeave, "转学", 1, time.November},
	{stateOtherLeave, "取消学籍", 1.2, time.December},
	{stateOtherLeave, "死亡", 0.3, time.May},
	{stateStudying, "休学", 2, time.October},
	{stateStudying, "延长学制", 1.5, time.June},
}

// unaccountedPerMille is the part of an entry year nobody can account for:
// nobody at all in every third year.
func unaccountedPerMille(entry int) float64 {
	if entry%3 == 0 {
		return 0
	}
	return 5
}

// enter invents the registered students of each admission list who are in no
// roster. It must run after transfer: they begin where others began.
func (w *world) enter() {
	for _, entry := range w.admissionYears() {
		r := stream(w.seed, topic("entrants", entry))
		var begun []*programme
		for _, g := range w.beginners(entry) {
			begun = append(begun, g.began())
		}
		if len(begun) > 0 {
			e := &entering{w: w, r: r, entry: entry, begun: begun}
			e.leave()
			e.stay()
			for range e.some(unaccountedPerMille(entry), len(begun)) {
				e.add(pickOf(r, begun), stateUnaccounted)
			}
		}
		w.begin(entry)
	}
}

// begin enters those who began in a year and whose years are not up yet, and
// lets some of them leave.
func (w *world) begin(entry int) {
	e := &entering{w: w, r: stream(w.seed, topic("students", entry)), entry: entry}
	for _, row := range w.plans(entry) {
		if entry+row.p.years() > w.lastCohort() {
			for range e.some(950, row.plan) {
				e.begun = append(e.begun, w.member(e.r, row.p))
			}
		}
	}
	e.study()
	if entry < lastChangeYear {
		e.leave()
	}
}

// study makes them students. Of a 大类 that is still to be divided the first has
// got his major early, which says nothing of the others.
func (e *entering) study() {
	early := map[*programme]bool{}
	for _, p := range e.begun {
		s, class := e.add(p, stateStudying), e.w.admittedTo(p, e.entry)
		switch s.divided = class == p || e.w.hasDivided(e.entry); {
		case s.divided:
			e.w.divide(s.change(""), p)
		case !early[class]:
			early[class], s.divided = true, true
			c := s.change("大类分流")
			c.on, c.from, c.to = day(e.r, e.entry, time.December), class, p
			e.w.note(c)
		}
	}
}

// hasDivided tells whether the changes that are kept reach the division.
func (w *world) hasDivided(entry int) bool { return divisionDay(entry).Year() <= lastChangeYear }

// member is the programme in which somebody admitted to p begins: one of those
// of a 大类, by their sizes.
func (w *world) member(r *rand.Rand, p *programme) *programme {
	var members []*programme
	for _, q := range w.programmes {
		if w.classOf[q] == p {
			members = append(members, q)
		}
	}
	if len(members) == 0 {
		return p
	}
	return newWheel(members, func(q *programme) float64 { return q.size }).pick(r)
}

// beginners are the graduates who entered in a year, each record once.
func (w *world) beginners(entry int) []*graduate {
	var out []*graduate
	for _, cohort := range w.cohorts {
		for _, g := range w.rosters[cohort] {
			if g.entry == entry && g.exclusion != excludedRepeated && g.programme.admissionType() != "" {
				out = append(out, g)
			}
		}
	}
	return out
}

// began is the programme before any transfer.
func (g *graduate) began() *programme {
	if g.transferred != nil {
		return g.transferred
	}
	return g.programme
}

// entering fills one year of entry.
type entering struct {
	w     *world
	r     *rand.Rand
	entry int
	begun []*programme // of those who graduated, as weights
}

// some rounds at random, so that a small workspace is not full of rare things.
func (e *entering) some(perMille float64, n int) int {
	return int(perMille*float64(n)/1000 + e.r.Float64())
}

func (e *entering) add(p *programme, state string) *entrant {
	gender := "1"
	if chance(e.r, p.female/100) {
		gender = "2"
	}
	n := len(e.w.entrants[e.entry]) + 1
	s := &entrant{entry: e.entry, grade: e.entry, first: p, divided: true, state: state}
	s.person = e.w.people.make(e.r, gender, e.entry, entryAge(p.level))
	s.student = strconv.Itoa(e.entry) + "77" + padded(n, 6)
	s.exam = strconv.Itoa(e.entry)[2:] + s.county + "7" + padded(n, 5)
	e.w.entrants[e.entry] = append(e.w.entrants[e.entry], s)
	return s
}

// leave draws those with a fate. In the first year a student of a 大类 has no
// major yet.
func (e *entering) leave() {
	for _, f := range fates {
		for range e.some(f.perMille, len(e.begun)) {
			p := pickOf(e.r, e.begun)
			if f.kind == "延长学制" && e.entry+p.years() > lastChangeYear {
				continue
			}
			s := e.add(p, f.state)
			year := 1 + e.r.IntN(min(p.years()-1, lastChangeYear-e.entry))
			if f.kind == "延长学制" {
				year = p.years()
			}
			c := s.change(f.kind)
			c.on = day(e.r, e.entry+year, f.month)
			s.divided = c.on.After(divisionDay(e.entry))
			c.from = s.now(e.w)
			e.w.divide(c, s.first)
			e.w.note(c)
		}
	}
}

// stay makes those whose year longer ends after the last cohort.
func (e *entering) stay() {
	last := e.w.lastCohort()
	for _, level := range []string{"本科", "专科"} {
		var of []*programme
		for _, p := range e.begun {
			if p.level == level && p.admission == "" && e.entry+p.years()+1 > last {
				of = append(of, p)
			}
		}
		for range e.some(1000*lateShareOfStudents, len(of)) {
			s := e.add(pickOf(e.r, of), stateStudying)
			c := s.change("")
			c.from = s.first
			e.w.divide(c, s.first)
			s.grade = e.w.hold(e.r, c)
		}
	}
}

// now is where an entrant was when last heard of.
func (s *entrant) now(w *world) *programme {
	if s.divided {
		return s.first
	}
	return w.admittedTo(s.first, s.entry)
}

func (s *entrant) change(kind string) change {
	return change{person: s.person, student: s.student, exam: s.exam, entry: s.entry, kind: kind}
}
