package synth

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// helped is what the ledger of 重点群体 says of a person.
type helped struct {
	g                                  *graduate
	groups                             []string
	able, filed, planned               bool
	helper, helperNo, post             string
	talks, activities, postings, valid int
	trained, interned, subsidised      bool
}

// lackingHelp says how many people of the last cohort's ledger lack something.
var lackingHelp = []struct {
	n    int
	lack func(*helped)
}{
	{3, func(h *helped) { h.filed = false }},
	{5, func(h *helped) { h.planned = false }},
	{4, func(h *helped) { h.helper, h.helperNo, h.post = "", "", "" }},
	{9, func(h *helped) { h.talks = 2 }},
	{7, func(h *helped) { h.activities = 1 }},
	{11, func(h *helped) { h.valid = 2 }},
	{6, func(h *helped) { h.postings, h.valid = 2, 2 }},
}

// helpHeadings come behind those of a bare list.
var helpHeadings = []string{"劳动能力和就业意愿", "建档日期", "一人一策", "帮扶人工号", "帮扶人职务", "谈心谈话次数", "就业促进活动次数", "推荐岗位数",
	"有效岗位数", "技能培训", "就业见习", "求职补贴"}

// longUnemployed is the group that no bit of the register tells.
const longUnemployed = "长期失业"

// hasLedger tells whether the list of a cohort is a ledger and no bare list.
func (b *builder) hasLedger(cohort int) bool {
	return slices.Contains(b.opts.Cohorts[max(0, len(b.opts.Cohorts)-dutyCohorts):], cohort)
}

// helpLedger makes the ledger of a cohort: its list, some who have long been
// without work, and what was done for everybody.
func (b *builder) helpLedger(cohort int, list []listed) []line {
	r := stream(b.world.seed, topic("duty/help", cohort))
	list = append(list, b.unemployed(r, cohort, list)...)
	people := map[*graduate]*helped{}
	for _, k := range list {
		if people[k.g] == nil {
			people[k.g] = b.help(r, k, cohort)
			b.helped[cohort] = append(b.helped[cohort], people[k.g])
		}
		people[k.g].groups = append(people[k.g].groups, k.group)
	}
	if cohort == b.opts.Cohorts[len(b.opts.Cohorts)-1] {
		lack(r, b.helped[cohort])
	}
	lines := []line{textLine(append(slices.Clone(keyGroupHeadings), helpHeadings...)...)}
	for _, k := range list {
		h := people[k.g]
		k.helper = h.helper
		lines = append(lines, textLine(append(k.cells(), h.cells(r, k.group != h.groups[0])...)...))
	}
	return lines
}

// unemployed are a few without a place at the end of the year, not listed yet.
func (b *builder) unemployed(r *rand.Rand, cohort int, list []listed) []listed {
	known := map[*graduate]bool{}
	for _, k := range list {
		known[k.g] = true
	}
	var out []listed
	for _, g := range b.world.rosters[cohort] {
		if g.exclusion == "" && !known[g] && !settled(b.states[state{g, "12-31"}]) && chance(r, 0.06) {
			out = append(out, listed{g, longUnemployed, b.world.people.name(r, "2")})
		}
	}
	return out
}

// helperPosts are who helps, as the register names them.
var helperPosts = []string{"校领导", "院系领导", "就业指导教师", "班主任", "专业教师", "辅导员"}

// helpersPerCollege is how many members of a college's staff help.
const helpersPerCollege = 30

// helper is the i-th of a college: the same person whomever they help.
func (w *world) helper(college, i, cohort int) (name, no, post string) {
	no = "1" + padded(college, 2) + padded(i, 4)
	r := stream(w.seed, topic("duty/helper/"+no, cohort))
	return w.people.name(r, pickOf(r, []string{"1", "2"})), no, pickOf(r, helperPosts)
}

// help is everything that is asked for.
func (b *builder) help(r *rand.Rand, k listed, cohort int) *helped {
	h := &helped{g: k.g, able: !chance(r, 0.02), filed: true, planned: true,
		talks: 3 + r.IntN(3), activities: 3 + r.IntN(2), postings: 4 + r.IntN(4)}
	h.helper, h.helperNo, h.post = b.world.helper(b.world.collegeNumber(k.g.programme.college), r.IntN(helpersPerCollege), cohort)
	h.valid = 3 + r.IntN(h.postings-2)
	h.trained, h.interned, h.subsidised = chance(r, 0.3), chance(r, 0.2), chance(r, 0.85)
	return h
}

// lack takes from different people, as far as there are enough.
func lack(r *rand.Rand, people []*helped) {
	order := r.Perm(len(people))
	for _, l := range lackingHelp {
		for range min(l.n, len(people)/12+1) {
			l.lack(people[order[0]])
			order = append(order[1:], order[0])
		}
	}
}

// cells are a person's; on a second list somebody noted fewer things.
func (h *helped) cells(r *rand.Rand, second bool) []string {
	less := one(second)
	filed := time.Date(h.g.cohort-1, time.October, 10, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(20)).Format("2006-01-02")
	return []string{haveNot(h.able), onlyIf(h.filed, filed), haveNot(h.planned && !second), h.helperNo, h.post,
		strconv.Itoa(h.talks - less), digits(r, h.activities-less), digits(r, h.postings-less), strconv.Itoa(h.valid - less),
		noOrNothing(r, h.trained), noOrNothing(r, h.interned), noOrNothing(r, h.subsidised && !second)}
}

func haveNot(yes bool) string {
	if yes {
		return "有"
	}
	return "无"
}

// supported are the groups whose able members get postings (九.1).
var supported = []string{"脱贫家庭", "低保家庭", "零就业家庭", "残疾", longUnemployed}

// helpMeasures say which people have what is asked for.
var helpMeasures = []struct {
	name    string
	college bool
	has     func(*helped) bool
}{
	{"help_file", true, func(h *helped) bool { return h.filed }},
	{"help_plan", true, func(h *helped) bool { return h.planned }},
	{"help_helper", true, func(h *helped) bool { return h.helper != "" }},
	{"help_talk", true, func(h *helped) bool { return h.talks >= 3 }},
	{"help_activity", true, func(h *helped) bool { return h.activities >= 3 }},
	{"help_posting", true, func(h *helped) bool { return h.valid >= 3 }},
	{"help_training", false, func(h *helped) bool { return h.trained }},
	{"help_internship", false, func(h *helped) bool { return h.interned }},
	{"help_subsidy", false, func(h *helped) bool { return h.subsidised }},
}

// helpTruth counts people, each once.
func (d *duties) helpTruth() {
	anybody := func(*helped) bool { return true }
	for _, college := range append([]string{""}, d.colleges...) {
		for _, m := range helpMeasures {
			if m.college || college == "" {
				d.share(m.name, college, "", d.helpedWith(college, m.has), d.helpedWith(college, anybody))
			}
		}
		enough := func(h *helped) bool { return h.mustBeOffered() && h.postings >= 3 }
		d.share("help_able_posting", college, "", d.helpedWith(college, enough), d.helpedWith(college, (*helped).mustBeOffered))
	}
	d.groupTruth()
}

func (h *helped) mustBeOffered() bool {
	return h.able && slices.ContainsFunc(h.groups, func(group string) bool { return slices.Contains(supported, group) })
}

func (d *duties) helpedWith(college string, has func(*helped) bool) int {
	n := 0
	for _, h := range d.helped[d.cohort] {
		n += one((college == "" || college == h.g.programme.college) && has(h))
	}
	return n
}

// groupTruth counts who of each group was settled at the end of the year.
func (d *duties) groupTruth() {
	for _, group := range []string{"脱贫家庭", "低保家庭", "零就业家庭", "残疾", "就业困难", longUnemployed} {
		n, placed := 0, 0
		for _, h := range d.helped[d.cohort] {
			if slices.Contains(h.groups, group) {
				n++
				placed += one(settled(d.states[state{h.g, "12-31"}]))
			}
		}
		if n > 0 {
			d.share("help_settled", "", group, placed, n)
		}
	}
}
