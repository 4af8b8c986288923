package synth

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// state names what a register says of a record on a day, MM-DD.
type state struct {
	g      *graduate
	cutoff string
}

// remember keeps what a register's rows count for, of the cohorts that have
// registers of duties.
func (b *builder) remember(cohort int, cutoff string, entries []*entry) {
	if !b.hasLedger(cohort) {
		return
	}
	for _, e := range entries {
		if !e.absent && !e.twin {
			b.states[state{e.g, cutoff}] = e.counts
		}
	}
}

// checked is what a verification found.
type checked struct {
	g                           *graduate
	unit, way, evidence, result string
	breach                      string
}

// What is planted among those verified in the last cohort.
const (
	plantedUntrue = 2
	plantedBreach = "实习见习充抵"
)

// planVerification has a sample of every college checked, and three in five of
// the settled confirmed by themselves.
func (d *duties) planVerification() {
	r := d.stream("verification")
	list := d.checks(r)
	d.findUntrue(list)
	l := d.ledger("去向核查", "verification", "毕业年度", "学号", "姓名", "学院", "核查日期", "核查层级", "核查方式", "证明材料", "核查结论", "违规情形", "疑点", "备注")
	for _, c := range list {
		l.add(d.year(), c.g.student, c.g.name, spelled(r, c.g.college()), d.year()+"-09-"+padded(1+r.IntN(28), 2), c.unit, c.way, c.evidence,
			c.result, c.breach, onlyIf(c.result == "不属实", "单位称未录用"), "")
	}
	d.addLedger(l)
	d.verificationTruth(list)
	d.lateTruth()
}

func (d *duties) checks(r *rand.Rand) []*checked {
	var list []*checked
	visited := map[string]bool{}
	for _, g := range d.world.rosters[d.cohort] {
		if g.exclusion != "" || !settled(d.states[state{g, "12-31"}]) {
			continue
		}
		if chance(r, 0.08) || !visited[g.programme.college] {
			visited[g.programme.college] = true
			list = append(list, sampled(r, g))
		}
		if chance(r, 0.6) {
			list = append(list, &checked{g: g, unit: "院级", way: "本人确认", result: "属实", breach: "无"})
		}
	}
	return list
}

func sampled(r *rand.Rand, g *graduate) *checked {
	c := &checked{g: g, unit: pickOf(r, []string{"校级", "院级"}), way: pickOf(r, []string{"电话", "材料", "实地", "线上"}),
		evidence: "齐全", result: "属实", breach: "无"}
	if chance(r, 0.07) {
		c.evidence, c.result = "不齐", "待核实"
	}
	return c
}

// findUntrue plants what should not be there, only in the last cohort.
func (d *duties) findUntrue(list []*checked) {
	n := 0
	for _, c := range list {
		if !d.last || n == plantedUntrue {
			return
		}
		if c.way != "本人确认" && c.result == "属实" {
			n++
			c.result, c.evidence = "不属实", "无"
			if n == 1 {
				c.breach = plantedBreach
			}
		}
	}
}

// breaches are the four things that 五.5 forbids.
var breaches = []string{"强迫签约", "与毕业证学位证挂钩", "户档托管劝签", plantedBreach}

// verificationTruth counts people, not checks.
func (d *duties) verificationTruth(list []*checked) {
	for _, college := range append([]string{""}, d.colleges...) {
		here := slices.DeleteFunc(slices.Clone(list), func(c *checked) bool { return college != "" && c.g.programme.college != college })
		placed := d.counts[college].settled
		d.share("verified", college, "", found(here, func(*checked) bool { return true }), placed)
		d.share("confirmed", college, "", found(here, func(c *checked) bool { return c.way == "本人确认" }), placed)
		d.share("evidence_complete", college, "", found(here, func(c *checked) bool { return c.evidence == "齐全" }),
			found(here, func(c *checked) bool { return c.evidence != "" }))
	}
	d.tell("untrue", "", "", found(list, func(c *checked) bool { return c.result == "不属实" }))
	for _, breach := range breaches {
		d.tell("breach", "", breach, found(list, func(c *checked) bool { return c.breach == breach }))
	}
}

// found counts the people of checks that keep accepts.
func found(list []*checked, keep func(*checked) bool) int {
	seen := map[*graduate]bool{}
	for _, c := range list {
		if keep(c) {
			seen[c.g] = true
		}
	}
	return len(seen)
}

// lateTruth counts whose destination changed after 31 August.
func (d *duties) lateTruth() {
	changed := 0
	for _, g := range d.world.rosters[d.cohort] {
		if g.exclusion == "" && d.moved(g) {
			changed++
		}
	}
	d.tell("late_change", "", "", changed)
}

// moved tells whether two registrations from 31 August on differ; a first one
// is no change.
func (d *duties) moved(g *graduate) bool {
	before := ""
	for _, cutoff := range cutoffsOf(d.cohort) {
		now := d.states[state{g, cutoff}]
		if before != "" && now != "" && now != before {
			return true
		}
		before = cmp.Or(now, before)
	}
	return false
}
