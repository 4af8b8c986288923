package synth

import (
	"iter"
	"math/rand/v2"
	"strconv"
)

// schoolFile is the register of an institution's cohort. Its rows are drawn
// while they are written, from a stream of the file's own, so neither memory
// nor the order of the writers matters.
type schoolFile struct {
	p           *province
	school      *school
	cohort      int
	firstSerial int
	taught      []taught
}

// taught is a class in a cohort and where its figures go.
type taught struct {
	major  *major // as the file has it
	female float64
	cell   *ProvinceCell
}

var registerHeadings = []any{"考生号", "学历", "专业代码", "专业", "性别", "生源地代码", "毕业去向代码"}

// saysSchool tells whether a file has the institution's code in every row; in
// the others only the folder's name tells.
func (f *schoolFile) saysSchool() bool { return f.school.index%2 == 0 }

func (f *schoolFile) rows() int {
	n := 0
	for _, t := range f.taught {
		n += t.cell.Graduates
	}
	return n
}

// lines yields the same slice again and again: its cells are read at once.
func (f *schoolFile) lines() iter.Seq[line] {
	return func(yield func(line) bool) {
		r := stream(f.p.seed, topic("province/"+f.school.Code, f.cohort))
		if !yield(line{cells: f.withSchool("学校代码", registerHeadings)}) {
			return
		}
		serial := f.firstSerial
		for _, t := range f.taught {
			t.cell.Settled = 0
			if !f.classLines(r, t, serial, yield) {
				return
			}
			serial += t.cell.Graduates
		}
	}
}

// classLines draws group after group, each with one destination.
func (f *schoolFile) classLines(r *rand.Rand, t taught, serial int, yield func(line) bool) bool {
	q := f.p.destinationsOf(t.major)
	entry := padded((f.cohort-t.major.level.years)%100, 2)
	cells := f.withSchool(f.school.Code, []any{"", t.major.level.name, t.major.code, t.major.name, "", "", ""})
	own := cells[len(cells)-len(registerHeadings):]
	for left := t.cell.Graduates; left > 0; {
		m := group(r, left)
		code := q.pick(r, m, t.cell.TrueRate)
		if settled(code) {
			t.cell.Settled += m
		}
		for range m {
			origin := f.p.origins.pick(r)
			own[0] = entry + origin.code + padded(serial, 8)
			own[4], own[5], own[6] = genderOf(r, t.female), origin.code+"00", code
			if !yield(line{cells: cells}) {
				return false
			}
			serial++
		}
		left -= m
	}
	return true
}

func genderOf(r *rand.Rand, female float64) string {
	if chance(r, female) {
		return "女"
	}
	return "男"
}

func (f *schoolFile) withSchool(code string, cells []any) []any {
	if f.saysSchool() {
		return append([]any{code}, cells...)
	}
	return append([]any{}, cells...)
}

// destinations are where the graduates of a level and a field go.
type destinations struct{ alone, together wheel[string] }

// pick draws a destination for m who share it; groups are employers'.
func (d destinations) pick(r *rand.Rand, m int, rate float64) string {
	switch {
	case !chance(r, rate):
		if chance(r, emptyShare) {
			return ""
		}
		return unsettledWheel.pick(r)
	case m > 1:
		return d.together.pick(r)
	}
	return d.alone.pick(r)
}

// emptyShare is the part of those without a place whose destination was never
// filled in.
const emptyShare = 0.02

// destinationsOf tilts a level's mix by the field, as for the university.
func (p *province) destinationsOf(m *major) destinations {
	var alone, together []pair
	for _, q := range p.mixes[m.level.name] {
		if t, ok := p.tilts[m.category+"/"+q.item]; ok {
			q.weight *= t
		}
		alone = append(alone, q)
		switch q.item {
		case "10", "11", "12":
			together = append(together, q)
		}
	}
	return destinations{wheelOf(alone...), wheelOf(together...)}
}

// planLines are the admission plans of the years in which the cohorts entered
// and of those since: a little more than came through.
func (p *province) planLines() []line {
	r := stream(p.seed, "province/plans")
	lines := []line{textLine("年份", "院校代码", "学历", "专业代码", "专业", "计划数")}
	for _, s := range p.schools {
		for _, c := range s.classes {
			years := c.major.level.years
			for year := p.opts.Cohorts[0] - years; year <= p.lastCohort(); year++ {
				n, m := c.in(year + years)
				if n == 0 || m.level.name == "硕士" {
					continue // masters are not in the plans of the college entrance examination
				}
				plan := n + int(float64(n)*(0.02+0.06*r.Float64()))
				lines = append(lines, textLine(strconv.Itoa(year), s.Code, m.level.name, m.code, m.name, strconv.Itoa(plan)))
			}
		}
	}
	return lines
}
