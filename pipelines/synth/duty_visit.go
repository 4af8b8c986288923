package synth

import (
	"math/rand/v2"
	"slices"
)

// call is a visit of one person to an employer.
type call struct {
	who             *staffPost
	to              *employer
	coded, fresh    bool // with a credit code; newly found
	openings, hired int
	by, on          string
	nowhere         bool // of a leader who has neither number nor college
}

// What is planted of visits in the last cohort: how many new employers the
// leadership found of the hundred asked for, and how many visits the five
// leaders and heads of the first college below the school's rate made: 7.4 on
// average, where ten are asked for. The second made twelve.
const (
	plantedNewEmployers  = 93
	plantedCollegeVisits = 37
	secondCollegeVisits  = 60
)

// employersToVisit are at least so many, from the school's own province, a few
// of each industry and place.
const (
	employersToVisit = 240
	ofEachMarket     = 6
)

// visitedIndustries are those whose employers the school goes to.
var visitedIndustries = []string{"22", "24", "34", "42", "43", "35", "38", "31"}

// visited lists employers without disturbing those who have graduates: every
// market has a stream of its own.
func (d *duties) visited() []*employer {
	var out []*employer
	for _, at := range d.world.inProvince[homeProvince].items {
		for _, industry := range visitedIndustries {
			pool := d.world.market.pool(industry, at)
			out = append(out, pool[:min(ofEachMarket, len(pool))]...)
		}
		if len(out) >= employersToVisit+ofEachMarket*len(visitedIndustries) {
			break
		}
	}
	return distinct(out)
}

// distinct drops employers whose name or code came before.
func distinct(list []*employer) []*employer {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(e *employer) bool {
		known := seen[e.name] || seen[e.credit]
		seen[e.name], seen[e.credit] = true, true
		return known
	})
}

func (d *duties) planVisits() {
	r := d.stream("visits")
	pool := d.visited()
	calls := append(d.leadersCalls(r, pool), d.collegeCalls(r, pool)...)
	l := d.ledger("访企拓岗", "employer_visit", "年度", "走访日期", "走访人", "工号", "职务类别", "学院", "单位名称", "统一社会信用代码", "方式", "新开拓",
		"提供岗位数", "录用人数", "备注")
	for _, c := range calls {
		l.add(d.year(), c.on, c.who.name, onlyIf(!c.nowhere, c.who.no), c.who.post, spelled(r, c.college()), c.to.name,
			onlyIf(c.coded, c.to.credit), c.by, noOrNothing(r, c.fresh), orNothing(r, c.openings), orNothing(r, c.hired), "")
		if c.nowhere {
			l.spoil("学院", "college", flawNobody)
		}
	}
	d.addLedger(l)
	d.visitTruth(calls)
}

func (d *duties) call(r *rand.Rand, who *staffPost, to *employer, fresh bool) call {
	c := call{who: who, to: to, fresh: fresh, coded: to.credit[len(to.credit)-1] != '5', openings: r.IntN(12), on: d.on(r, "2006-01-02"),
		by: pickOf(r, []string{"走出去", "走出去", "走出去", "请进来", "线上"})}
	c.hired = c.openings / 4
	return c
}

func (d *duties) holders(posts ...string) []*staffPost {
	var out []*staffPost
	for _, p := range d.staff {
		if slices.Contains(posts, p.post) {
			out = append(out, p)
		}
	}
	return out
}

// leadersCalls shares the employers out among the leadership; the secretary and
// the president went to the first three together.
func (d *duties) leadersCalls(r *rand.Rand, pool []*employer) []call {
	leaders := d.holders(postSecretary, postPresident, postDeputy)
	fresh := d.either(plantedNewEmployers, 108)
	var out []call
	for i, e := range pool[:fresh+30] {
		c := d.call(r, leaders[i%len(leaders)], e, i < fresh)
		out = append(out, c)
		if i < 3 {
			c.who = leaders[(i+1)%2]
			out = append(out, c)
		}
	}
	return out
}

// collegeCalls lets the leaders and heads of every college go out.
func (d *duties) collegeCalls(r *rand.Rand, pool []*employer) []call {
	var out []call
	below := 0
	for at, college := range d.colleges {
		n := 24
		if d.below(college) {
			n = d.visitsBelow(below)
			below++
		}
		out = append(out, d.calls(r, college, pool[at*7:], n)...)
	}
	if d.last {
		lost := d.call(r, d.outgoing(d.colleges[0])[0], pool[len(pool)-1], false)
		lost.nowhere = true
		out = append(out, lost)
	}
	return out
}

// college is the one that the register says.
func (c call) college() string { return onlyIf(!c.nowhere, c.who.college) }

// visitsBelow is how many visits the i-th college below the rate made.
func (d *duties) visitsBelow(i int) int {
	switch {
	case i == 0:
		return d.either(plantedCollegeVisits, 50)
	case i == 1:
		return secondCollegeVisits
	}
	return 50
}

// calls are n visits of a college, each to an employer new to the person; one
// is repeated, and counts once.
func (d *duties) calls(r *rand.Rand, college string, pool []*employer, n int) []call {
	people := d.outgoing(college)
	var out []call
	for i := range n {
		out = append(out, d.call(r, people[i%len(people)], pool[i/len(people)+i%len(people)], chance(r, 0.3)))
	}
	again := out[0]
	again.fresh, again.on = false, d.year()+"-11-20"
	return append(out, again)
}

// outgoing are the leaders and heads of a college, each once.
func (d *duties) outgoing(college string) []*staffPost {
	var out []*staffPost
	seen := map[*worker]bool{}
	for _, p := range d.holders(postLeader, postHead) {
		if p.college == college && !seen[p.worker] {
			seen[p.worker] = true
			out = append(out, p)
		}
	}
	return out
}

// trip is what several may have made together: what it brought counts once.
type trip struct {
	college, on string
	to          *employer
}

func (d *duties) visitTruth(calls []call) {
	trips := map[trip]call{}
	for _, c := range calls {
		trips[trip{c.college(), c.on, c.to}] = c
	}
	openings, hired := 0, 0
	for _, c := range trips {
		openings += c.openings
		hired += c.hired
	}
	d.tell("visit_top", "", "", seenBy(calls, func(c call) bool { return c.who.post == postSecretary || c.who.post == postPresident }))
	d.tell("visit_top_new", "", "", seenBy(calls, func(c call) bool { return c.who.college == "" && c.fresh }))
	d.tell("visit_vacancies", "", "", openings)
	d.tell("visit_hired", "", "", hired)
	for _, college := range d.colleges {
		n := 0
		for _, p := range d.outgoing(college) {
			n += seenBy(calls, func(c call) bool { return c.who.worker == p.worker && !c.nowhere })
		}
		d.share("visit_college", college, "", n, len(d.outgoing(college)))
	}
}

// seenBy counts those visited by calls that keep accepts, each once.
func seenBy(calls []call, keep func(call) bool) int {
	seen := map[*employer]bool{}
	for _, c := range calls {
		if keep(c) {
			seen[c.to] = true
		}
	}
	return len(seen)
}
