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
	student, exam string
	kind          string
	on            time.Time
	entry         int
	from, to      *programme // to is nil unless the major changed
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
			if g.programme.level == "本科" && g.exclusion == "" && chance(r, 0.03) {
				if from := w.otherProgramme(r, g.programme); from.recruits(g.entry) && from.digits != g.programme.digits {
					g.transferred = from
				}
			}
		}
	}
}

// changes are the transfers and pauses of graduates, and of every year some
// students who never became graduates.
func (w *world) changes() []change {
	r := stream(w.seed, "changes")
	var out []change
	for _, cohort := range w.cohorts {
		for _, g := range w.rosters[cohort] {
			out = append(out, w.changesOf(r, g)...)
		}
	}
	for year := firstChangeYear; year <= lastChangeYear; year++ {
		for i := range quantity(16, w.size) {
			out = append(out, w.leaver(r, year, i))
		}
	}
	slices.SortStableFunc(out, func(a, b change) int { return a.on.Compare(b.on) })
	return out
}

// changesOf lists why a record began elsewhere or took a year longer.
func (w *world) changesOf(r *rand.Rand, g *graduate) []change {
	if g.exclusion == excludedRepeated || g.programme.level != "本科" && g.programme.level != "专科" {
		return nil
	}
	c := change{person: g.person, student: g.student, exam: g.exam, entry: g.entry, from: g.programme}
	var out []change
	if g.transferred != nil {
		t := c
		t.kind, t.on, t.from, t.to = "转专业", day(r, g.entry+1, time.June), g.transferred, g.programme
		out = append(out, t)
	}
	if g.cohort-g.entry > g.programme.years() {
		away := c
		away.kind, away.on = pickOf(r, []string{"休学", "休学", "保留学籍"}), day(r, g.entry+1, time.September)
		back := c
		back.kind, back.on = "复学", day(r, g.entry+2, time.September)
		out = append(out, away, back)
	}
	return out
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
	return change{person: q, entry: entry, from: p, on: day(r, year, time.March),
		kind:    pickOf(r, []string{"退学", "退学", "休学", "延长学制"}),
		student: strconv.Itoa(entry) + "88" + padded(i, 6),
		exam:    strconv.Itoa(entry)[2:] + q.county + "7" + padded(i, 5)}
}

func day(r *rand.Rand, year int, m time.Month) time.Time {
	return time.Date(year, m, 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
}

func (b *builder) planStatusChanges() {
	lines := []line{textLine("学号", "考生号", "身份证号", "姓名", "异动类型", "异动日期", "入学年份", "学历",
		"原专业代码", "原专业", "原学院", "现专业代码", "现专业", "现学院")}
	for _, c := range b.world.changes() {
		l := textLine(c.student, c.exam, c.card, c.name, c.kind, c.on.Format("2006-01-02"), strconv.Itoa(c.entry),
			c.from.level, c.from.digits, c.from.title(), collegeAt(c.from, c.on.Year()))
		if c.to != nil {
			l.cells = append(l.cells, c.to.digits, c.to.title(), collegeAt(c.to, c.on.Year()))
		}
		lines = append(lines, l)
	}
	b.addTable("数据/学籍/学籍异动-2013至2024.xlsx", "status_change", "学籍异动", lines)
}

// planKeyGroups lists the people to be helped, of the last three cohorts.
func (b *builder) planKeyGroups() {
	for _, cohort := range b.opts.Cohorts[max(0, len(b.opts.Cohorts)-3):] {
		r := stream(b.world.seed, topic("groups", cohort))
		lines := []line{textLine("毕业年度", "学号", "姓名", "所在院系", "重点群体类别", "帮扶人")}
		for _, g := range b.world.rosters[cohort] {
			if g.exclusion != "" {
				continue
			}
			for _, group := range groupsOf(r, g) {
				lines = append(lines, textLine(strconv.Itoa(cohort), g.student, g.name, g.college(), group,
					b.world.people.name(r, "1")))
			}
		}
		b.addTable("数据/重点群体/重点群体-"+strconv.Itoa(cohort)+"届.xlsx", "key_group", "名单", lines)
	}
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
