package synth

import (
	"math/rand/v2"
	"strconv"
)

// dutyCohorts is how many of the latest cohorts have registers of the duties.
const dutyCohorts = 2

// DutyTruth is a number that a duty is judged by. It is counted from the
// records that the registers were written from. Den is 0 for a plain count.
type DutyTruth struct {
	Cohort  int    `json:"cohort"`
	Measure string `json:"measure"`
	College string `json:"college,omitempty"` // present name; empty: the school
	Item    string `json:"item,omitempty"`
	Num     int64  `json:"num"`
	Den     int64  `json:"den,omitempty"`
}

// duties makes the registers of one cohort. Shortfalls are planted in the last
// one; the year before was a better one.
type duties struct {
	*builder
	cohort   int
	last     bool
	colleges []string // present names, of those with graduates
	counts   map[string]headCounts
	students int
	staff    []*staffPost
}

// headCounts are a cohort's at the end of its year; prev those of the cohort
// before on 31 August of its own.
type headCounts struct{ graduates, settled, registered, prevGraduates, prevSettled int }

// planDuties makes the registers of the ten systems. They come last and have
// streams of their own, so nothing else moves when one of them changes.
func (b *builder) planDuties() {
	cohorts := b.opts.Cohorts[max(0, len(b.opts.Cohorts)-dutyCohorts):]
	for i, cohort := range cohorts {
		d := &duties{builder: b, cohort: cohort, last: i == len(cohorts)-1}
		for _, step := range []func(){d.count, d.planStaff, d.planBudget, d.planCourses, d.planActivities, d.planVisits, d.planPostings,
			d.planStartups, d.planVerification, d.planWork, d.planInternships, d.registration, d.helpTruth, d.judge} {
			step()
		}

	}
	b.planMinimumWage()
	b.planEmployerNotes()
}

func (d *duties) stream(name string) *rand.Rand {
	return stream(d.world.seed, topic("duty/"+name, d.cohort))
}

func (d *duties) year() string { return strconv.Itoa(d.cohort) }

// count adds up the graduates by present college; "" is the school.
func (d *duties) count() {
	d.counts = map[string]headCounts{}
	for _, c := range d.manifest.Truth {
		if c.Exclusion != "" {
			continue
		}
		for _, college := range []string{"", c.CurrentCollege} {
			n := d.counts[college]
			n.add(c, d.cohort)
			d.counts[college] = n
		}
	}
	for _, college := range d.world.colleges {
		if d.counts[college].graduates > 0 {
			d.colleges = append(d.colleges, college)
		}
	}
	d.students = d.counts[""].graduates * 4
}

func (n *headCounts) add(c Cell, cohort int) {
	settled := c.Count * one(c.Settled)
	switch {
	case c.Cohort == cohort && c.Cutoff == "12-31":
		n.graduates += c.Count
		n.settled += settled
		n.registered += c.Count * one(c.Destination != codeUnregistered)
	case c.Cohort == cohort-1 && c.Cutoff == "08-31":
		n.prevGraduates += c.Count
		n.prevSettled += settled
	}
}

// below tells whether a college was under the school's rate of 31 August a year
// before.
func (d *duties) below(college string) bool {
	c, s := d.counts[college], d.counts[""]
	return c.prevSettled*s.prevGraduates < s.prevSettled*c.prevGraduates
}

// tell notes a plain count.
func (d *duties) tell(measure, college, item string, num int) {
	d.exact(measure, college, item, int64(num), 0)
}

// share notes a count and what it is divided by, where there is anybody.
func (d *duties) share(measure, college, item string, num, den int) {
	if den > 0 {
		d.exact(measure, college, item, int64(num), int64(den))
	}
}

func (d *duties) exact(measure, college, item string, num, den int64) {
	d.manifest.Duties = append(d.manifest.Duties, DutyTruth{d.cohort, measure, college, item, num, den})
}

// either picks the last cohort's number or that of the better year before.
func (d *duties) either(last, before int) int {
	if d.last {
		return last
	}
	return before
}

// scaled is a number of a school of 6000 graduates a year, at least one.
func (d *duties) scaled(n int) int { return max(1, n*d.opts.Graduates/6000) }

// on is a day of the cohort's year, written in a form.
func (d *duties) on(r *rand.Rand, form string) string {
	return day(r, d.cohort, 0).AddDate(0, 1+r.IntN(10), 0).Format(form)
}

// registration is what the registers of destinations say of duties.
func (d *duties) registration() {
	for _, college := range append([]string{""}, d.colleges...) {
		c := d.counts[college]
		d.share("registered", college, "", c.registered, c.graduates)
	}
}
