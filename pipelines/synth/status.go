package synth

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// change is one line of the list of 学籍异动.
type change struct {
	*person
	student, exam      string
	kind               string
	on                 time.Time
	entry              int
	from, to           *programme // to is nil unless the major changed
	fromGrade, toGrade int        // 年级, 0 where the list leaves it out
}

// The years whose changes are kept.
const (
	firstChangeYear = 2013
	lastChangeYear  = 2024
)

// transfer lets some undergraduates begin in another programme. It must run
// before admissions and changes are listed.
func (w *world) transfer() {
	r := stream(w.seed, "transfers")
	for _, cohort := range w.cohorts {
		for _, g := range w.rosters[cohort] {
			if g.programme.level == "本科" && g.programme.admission == "" && g.exclusion == "" && chance(r, 0.03) {
				if from := w.otherProgramme(r, g.programme); from.recruits(g.entry) && from.digits != g.programme.digits {
					g.transferred = from
				}
			}
		}
	}
}

// note keeps a change for the list.
func (w *world) note(c change) { w.changes = append(w.changes, c) }

// listChanges adds the changes of graduates, and of every year without an
// admission list some students who never became graduates. Those of the years
// with one are noted by enter: each of them must have been admitted.
func (w *world) listChanges() {
	r := stream(w.seed, "changes")
	for _, cohort := range w.cohorts {
		for _, g := range w.rosters[cohort] {
			w.changesOf(r, g)
		}
	}
	listed := w.admissionYears()
	for year := firstChangeYear; year <= lastChangeYear; year++ {
		for i := range quantity(16, w.size) {
			if !slices.Contains(listed, year-1) {
				w.note(w.leaver(r, year, i))
			}
		}
	}
	slices.SortStableFunc(w.changes, func(a, b change) int { return a.on.Compare(b.on) })
}

// changesOf notes how a record came to its major, and why it took a year
// longer. Whoever was admitted to a 大类 first gets a major, and may then leave it.
func (w *world) changesOf(r *rand.Rand, g *graduate) {
	g.grade = g.entry
	if g.exclusion == excludedRepeated || g.programme.admissionType() == "" {
		return
	}
	c := change{person: g.person, student: g.student, exam: g.exam, entry: g.entry, from: g.programme}
	w.divide(c, g.began())
	if g.transferred != nil {
		t := c
		t.kind, t.on, t.from, t.to = "转专业", day(r, g.entry+1, time.June), g.transferred, g.programme
		t.fromGrade, t.toGrade = g.entry, g.entry
		if w.admittedTo(t.from, g.entry) != t.from {
			t.on = t.on.AddDate(1, 0, 0)
		}
		w.note(t)
	}
	if g.cohort-g.entry > g.programme.years() {
		g.grade = w.hold(r, c)
	}
}

// divisionDay is when the students of a 大类 get their majors: at the beginning
// of their second year.
func divisionDay(entry int) time.Time {
	return time.Date(entry+1, time.September, 1, 0, 0, 0, 0, time.UTC)
}

// divide notes that somebody got a major out of a 大类, unless c, what happened
// to the student, was before that day.
func (w *world) divide(c change, major *programme) {
	class := w.admittedTo(major, c.entry)
	on := divisionDay(c.entry)
	if class == major || !c.on.IsZero() && c.on.Before(on) {
		return
	}
	c.kind, c.on, c.from, c.to = "大类分流", on, class, major
	w.note(c)
}

// heldBack are the reasons for a year longer; only 延长学制 leaves the 年级.
var heldBack = wheelOf(pair{"休学", 45}, pair{"保留学籍", 20}, pair{"降级", 10}, pair{"留级", 10}, pair{"延长学制", 15})

// hold notes why somebody needs a year longer and returns the 年级 of the end.
// Soldiers and the sick come back to those who entered a year later. All of it
// is after any division and transfer.
func (w *world) hold(r *rand.Rand, c change) int {
	kind := heldBack.pick(r)
	c.kind = kind
	switch kind {
	case "延长学制":
		c.on = day(r, c.entry+c.from.years(), time.June)
		w.note(c)
		return c.entry
	case "休学", "保留学籍":
		c.on = day(r, c.entry+2, time.September)
		w.note(c)
		c.kind = "复学"
	}
	c.on = day(r, c.entry+3, time.September)
	if kind == "降级" || kind == "留级" {
		c.on = day(r, c.entry+2, time.September)
	}
	c.fromGrade, c.toGrade = c.entry, c.entry+1
	w.note(c)
	return c.toGrade
}

// leaver is an invented student who gave up or paused.
func (w *world) leaver(r *rand.Rand, year, i int) change {
	p := w.programmes[0]
	for range 20 {
		if q := pickOf(r, w.programmes); q.recruits(year - 1) {
			p = q
			break
		}
	}
	q := w.people.make(r, strconv.Itoa(1+r.IntN(2)), year-1, 18)
	entry := year - 1
	return change{person: q, entry: entry, from: w.admittedTo(p, entry), on: day(r, year, time.March),
		kind:    pickOf(r, []string{"退学", "退学", "休学", "延长学制"}),
		student: strconv.Itoa(entry) + "88" + padded(i, 6),
		exam:    strconv.Itoa(entry)[2:] + q.county + "7" + padded(i, 5)}
}

func day(r *rand.Rand, year int, m time.Month) time.Time {
	return time.Date(year, m, 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
}

func (b *builder) planStatusChanges() {
	lines := []line{textLine("学号", "考生号", "身份证号", "姓名", "异动类型", "异动日期", "入学年份", "原年级", "现年级", "学历",
		"原专业代码", "原专业", "原学院", "现专业代码", "现专业", "现学院")}
	for _, c := range b.world.changes {
		lines = append(lines, c.line())
	}
	b.addTable("数据/学籍/学籍异动-2013至2024.xlsx", "status_change", "学籍异动", lines)
}

func (c change) line() line {
	l := textLine(c.student, c.exam, c.card, c.name, c.kind, c.on.Format("2006-01-02"), strconv.Itoa(c.entry),
		yearOrNone(c.fromGrade), yearOrNone(c.toGrade),
		c.from.level, c.from.digits, c.from.title(), collegeAt(c.from, c.on.Year()))
	if c.to != nil {
		l.cells = append(l.cells, c.to.digits, c.to.title(), collegeAt(c.to, c.on.Year()))
	}
	return l
}

func yearOrNone(year int) string { return onlyIf(year > 0, strconv.Itoa(year)) }

// keyGroupHeadings are those of a bare list.
var keyGroupHeadings = []string{"毕业年度", "学号", "姓名", "所在院系", "重点群体类别", "帮扶人"}

// listed is a line of such a list.
type listed struct {
	g             *graduate
	group, helper string
}

// planKeyGroups lists the people to be helped, of the last three cohorts; the
// lists of the last ones are ledgers.
func (b *builder) planKeyGroups() {
	for _, cohort := range b.opts.Cohorts[max(0, len(b.opts.Cohorts)-3):] {
		lines := []line{textLine(keyGroupHeadings...)}
		list := b.keyGroup(cohort)
		if b.hasLedger(cohort) {
			lines = b.helpLedger(cohort, list)
		} else {
			for _, k := range list {
				lines = append(lines, textLine(k.cells()...))
			}
		}
		b.addTable("数据/重点群体/重点群体-"+strconv.Itoa(cohort)+"届.xlsx", "key_group", "名单", lines)
	}
}

func (k listed) cells() []string {
	return []string{strconv.Itoa(k.g.cohort), k.g.student, k.g.name, k.g.college(), k.group, k.helper}
}

func (b *builder) keyGroup(cohort int) []listed {
	r := stream(b.world.seed, topic("groups", cohort))
	var out []listed
	for _, g := range b.world.rosters[cohort] {
		if g.exclusion != "" {
			continue
		}
		for _, group := range groupsOf(r, g) {
			out = append(out, listed{g, group, b.world.people.name(r, "1")})
		}
	}
	return out
}

// groupsOf splits what the bit mask cannot tell.
func groupsOf(r *rand.Rand, g *graduate) []string {
	mask, _ := strconv.Atoi(g.difficulty)
	var out []string
	if mask&2 != 0 {
		out = append(out, pickOf(r, []string{"脱贫家庭", "脱贫家庭", "低保家庭", "零就业家庭"}))
	}
	if mask&4 != 0 {
		out = append(out, "残疾")
	}
	if mask&1 != 0 {
		out = append(out, "就业困难")
	}
	return out
}
