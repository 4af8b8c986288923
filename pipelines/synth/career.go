package synth

import (
	"math"
	"math/rand/v2"
)

// career is what became of a graduate; surveys a year apart ask the same one.
type career struct {
	first, growth float64 // yuan a month, and its factor a year
	industry      string
	occupation    string
	at            *place
	mood          float64 // standard normal: how content somebody is
	employers     int     // since graduation
	moved         bool    // the industry is not that of the first job
	status        string
	died          bool
	address       bool // the school knows how to reach this one
}

// careers are drawn for whole cohorts, whoever answers later.
func (w *world) careers(cohort int) map[*graduate]career {
	r := stream(w.seed, topic("careers", cohort))
	out := map[*graduate]career{}
	for _, g := range w.rosters[cohort] {
		if g.exclusion != "" {
			continue
		}
		out[g] = w.career(r, g)
	}
	return out
}

// career begins with the job of the register, where there is one, and leaves it
// in three cases of ten.
func (w *world) career(r *rand.Rand, g *graduate) career {
	c := career{industry: w.industries[g.programme.category].pick(r), at: w.workplace(r, g.person, 0.4),
		mood: r.NormFloat64(), status: statusWheel.pick(r), died: chance(r, 0.0005), address: chance(r, 0.92)}
	o := g.outcomes["12-31"]
	if o != nil && o.employer != nil && o.at != nil {
		w.keep(r, &c, o)
	}
	if c.occupation == "" {
		c.occupation = w.trades[c.industry].occupations.pick(r)
	}
	c.employers = employers(r, c.moved)
	c.first = float64(w.pay(r, g, c.industry, c.at))
	if o == nil || !settled(o.code) {
		c.first *= 0.88
	}
	c.growth = 1.065 + 0.02*r.NormFloat64() + 0.012*g.merit
	return c
}

// keep holds somebody to parts of the first job: 24 % work in another industry
// now, about as many at another place, and of those who stayed in the industry
// a few in another occupation.
func (w *world) keep(r *rand.Rand, c *career, first *outcome) {
	moves := chance(r, 0.3)
	if !moves || chance(r, 0.2) {
		c.at = first.at
	}
	if moves && chance(r, 0.8) && c.industry != first.employer.industry {
		c.moved = true
		return
	}
	c.industry = first.employer.industry
	if !chance(r, 0.12) {
		c.occupation = first.occupation
	}
}

// employers counts those since graduation: two at least after a move.
func employers(r *rand.Rand, moved bool) int {
	if moved {
		return 2 + min(r.IntN(3), r.IntN(3))
	}
	return 1 + min(r.IntN(2), r.IntN(2), r.IntN(3))
}

var statusWheel = wheelOf(pair{"全职就业", 83}, pair{"自主创业", 3}, pair{"兼职", 3}, pair{"读研", 7}, pair{"待业", 4})

// fullTime and working are the bases of what a survey finds.
func (c career) fullTime() bool { return c.status == "全职就业" && !c.died }

func (c career) working() bool { return c.status != "待业" && c.status != "读研" && !c.died }

// pay is what somebody earns in a year, to the ten.
func (c career) pay(cohort, year int) int {
	return int(math.Round(c.first*math.Pow(c.growth, float64(year-cohort))/10)) * 10
}

// responds tells whether somebody answers who was reached. By margins, what
// decides is level, category, gender, origin and first destination, and raking
// can mend it; by pay, it is pay and no raking can.
func responds(r *rand.Rand, nonResponse string, g *graduate, c career, year int) bool {
	x := -0.5
	if nonResponse == "pay" {
		x -= 1.6 * math.Log(float64(c.pay(g.cohort, year))/7500)
		return chance(r, logistic(x))
	}
	if g.gender == "2" {
		x += 0.35
	}
	switch g.programme.level {
	case "硕士", "博士":
		x += 0.45
	case "专科":
		x -= 0.7
	}
	if g.programme.category == "教育学" || g.programme.category == "文学" {
		x += 0.4
	}
	if g.origin.province != homeProvince {
		x -= 0.2
	}
	switch g.firstDestination() {
	case "未落实":
		x -= 0.8
	case "升学":
		x += 0.2
	}
	return chance(r, logistic(x))
}

// firstDestination groups what the register says at the end of the year.
func (g *graduate) firstDestination() string {
	o := g.outcomes["12-31"]
	if o == nil || !settled(o.code) {
		return "未落实"
	}
	switch o.code {
	case "80", "81", "82", "85":
		return "升学"
	case "75", "76":
		return "创业或自由职业"
	}
	return "单位就业"
}
