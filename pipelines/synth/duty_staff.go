package synth

import (
	"math/rand/v2"
	"slices"
)

// worker is a member of the staff, invented like everybody.
type worker struct{ name, no string }

// staffPost is one post of a worker: somebody may hold two.
type staffPost struct {
	*worker
	college         string // empty: of the school
	department      string
	post            string
	fullTime        bool
	rank, field     string // of the professional title
	trained, second bool   // 参加校内培训, 企业挂职
	outside         string // 校外培训
}

// Posts as the register names them.
const (
	postEmployment = "就业工作人员"
	postStartup    = "创业工作人员"
	postGuide      = "就业指导教师"
	postTeacher    = "创业教师"
	postCounsellor = "辅导员"
	postLeader     = "院系领导"
	postHead       = "专业负责人"
	postSecretary  = "党委书记"
	postPresident  = "校长"
	postDeputy     = "其他校领导"
	postMentor     = "创业导师"
)

// guidancePosts are those whose holders are to be trained.
var guidancePosts = []string{postEmployment, postStartup, postGuide, postTeacher, postCounsellor}

// graduatesPerWorker is the ratio of 二.1 and 二.5.
const graduatesPerWorker = 500

// What is planted in the last cohort, at a school of 6000.
const (
	plantedStaffGap     = 2  // people short of graduates/500 at the school
	plantedBareColleges = 3  // colleges without anybody full-time
	plantedUntrained    = 17 // people not trained
)

func (d *duties) planStaff() {
	r := d.stream("staff")
	d.hireOffice(r)
	d.hireTeachers(r)
	d.hireColleges(r)
	d.train(r)
	d.sendOut(r)
	d.staffTruth()
	d.writeStaff(r)
}

// hire gives a new worker a post.
func (d *duties) hire(r *rand.Rand, college, post string, fullTime bool) *staffPost {
	w := &worker{name: d.world.people.name(r, pickOf(r, []string{"1", "2"})), no: "0" + padded(d.cohort%100, 2) + padded(len(d.staff)+1, 4)}
	return d.appoint(w, college, post, fullTime)
}

func (d *duties) appoint(w *worker, college, post string, fullTime bool) *staffPost {
	department := college
	if college == "" {
		department = "招生就业处"
	}
	p := &staffPost{worker: w, college: college, department: department, post: post, fullTime: fullTime, rank: "无", outside: "无"}
	d.staff = append(d.staff, p)
	return p
}

// hireOffice fills the school's own office: enough people in the year before;
// two too few in the last, one of them a teacher and one part-time.
func (d *duties) hireOffice(r *rand.Rand) {
	need := (d.counts[""].graduates + graduatesPerWorker - 1) / graduatesPerWorker
	n := d.either(max(0, need-plantedStaffGap), need)
	for i := range n {
		switch {
		case d.last && i == 2:
			d.hire(r, "", postGuide, true)
		case d.last && i == 3:
			d.hire(r, "", postEmployment, false)
		default:
			d.hire(r, "", postEmployment, true)
		}
	}
	startup := d.either(min(4, need-1), need)
	for i := range startup {
		if i == 0 && n > 0 {
			d.appoint(d.staff[0].worker, "", postStartup, true) // one person, two posts
			continue
		}
		d.hire(r, "", postStartup, true)
	}
}

// hireTeachers adds the teachers of entrepreneurship and the leadership.
func (d *duties) hireTeachers(r *rand.Rand) {
	for i := range 11 {
		switch {
		case i < 3:
			d.hire(r, "", postTeacher, true).department = "创新创业学院"
		case i < 5:
			d.hire(r, "", postTeacher, false).department = "创新创业学院"
		default:
			d.hire(r, "", postMentor, false).department = "校外"
		}
	}
	for _, post := range []string{postSecretary, postPresident, postDeputy, postDeputy, postDeputy, postDeputy} {
		d.hire(r, "", post, true).department = "校领导"
	}
}

// hireColleges gives every college somebody full-time, except a few in the last
// cohort; and leaders, heads of programmes and counsellors.
func (d *duties) hireColleges(r *rand.Rand) {
	bare := d.someColleges("bare", d.either(plantedBareColleges, 1))
	for i, college := range d.colleges {
		d.hire(r, college, postEmployment, !bare[college])
		for range 3 {
			d.hire(r, college, postCounsellor, true)
		}
		leader := d.hire(r, college, postLeader, true)
		d.hire(r, college, postLeader, true)
		for range 3 {
			d.hire(r, college, postHead, true)
		}
		if i%4 == 1 {
			d.appoint(leader.worker, college, postHead, true)
			d.appoint(d.staff[len(d.staff)-2].worker, college, postGuide, false)
		}
	}
}

// someColleges picks a few, never all.
func (d *duties) someColleges(name string, n int) map[string]bool {
	out := map[string]bool{}
	for _, i := range d.stream("colleges/" + name).Perm(len(d.colleges))[:min(n, len(d.colleges)-1)] {
		out[d.colleges[i]] = true
	}
	return out
}

// train sends everybody of the guidance posts to the year's course but a few.
func (d *duties) train(r *rand.Rand) {
	people := d.workers(guidance)
	missing := map[*worker]bool{}
	for _, i := range r.Perm(len(people))[:min(d.either(plantedUntrained, 0), len(people)/3)] {
		missing[people[i]] = true
	}
	for _, p := range d.staff {
		p.trained = guidance(p) && !missing[p.worker]
		if guidance(p) && chance(r, 0.3) {
			p.rank, p.field = pickOf(r, []string{"初级", "中级", "副高"}), pickOf(r, []string{"就业指导", "思想政治教育", "学生管理"})
		}
	}
}

// sendOut sends a few to courses elsewhere and to companies.
func (d *duties) sendOut(r *rand.Rand) {
	for i, p := range d.staff {
		if guidance(p) && i%9 == 4 {
			p.outside = pickOf(r, []string{"国家级", "省级"})
		}
		p.second = p.post == postEmployment && i%15 == 3
	}
}

func guidance(p *staffPost) bool { return slices.Contains(guidancePosts, p.post) }

// workers lists the people with a post that keep accepts, each once.
func (d *duties) workers(keep func(*staffPost) bool) []*worker {
	var out []*worker
	for _, p := range d.staff {
		if keep(p) && !slices.Contains(out, p.worker) {
			out = append(out, p.worker)
		}
	}
	return out
}

func (d *duties) people(keep func(*staffPost) bool) int { return len(d.workers(keep)) }

// staffTruth counts people, not posts.
func (d *duties) staffTruth() {
	n := d.counts[""].graduates
	employment := func(p *staffPost) bool { return p.post == postEmployment || p.post == postGuide }
	d.share("staff_school_employment", "", "", d.people(func(p *staffPost) bool { return p.college == "" && employment(p) }), n)
	d.share("staff_guidance_fulltime", "", "", d.people(func(p *staffPost) bool { return p.fullTime && employment(p) }), n)
	d.share("staff_school_fulltime", "", "", d.people(fullTimeOf("", postEmployment)), n)
	d.share("staff_school_startup", "", "", d.people(fullTimeOf("", postStartup)), n)
	d.share("staff_trained", "", "", d.people(func(p *staffPost) bool { return p.trained }), d.people(guidance))
	for _, college := range d.colleges {
		here := func(p *staffPost) bool { return guidance(p) && p.college == college }
		d.tell("staff_college_fulltime", college, "", d.people(fullTimeOf(college, postEmployment)))
		d.share("staff_trained", college, "", d.people(func(p *staffPost) bool { return here(p) && p.trained }), d.people(here))
	}
	d.tell("staff_outside", "", "", d.people(func(p *staffPost) bool { return p.outside != "无" }))
	d.tell("staff_seconded", "", "", d.people(func(p *staffPost) bool { return p.second }))
	d.tell("staff_startup_teacher", "", "", d.people(fullTimeOf("", postTeacher)))
	d.tell("staff_mentor", "", "", d.people(func(p *staffPost) bool {
		return !p.fullTime && (p.post == postTeacher || p.post == postMentor)
	}))
	d.tell("staff_titled", "", "", d.people(func(p *staffPost) bool { return guidance(p) && p.field != "" }))
}

func fullTimeOf(college, post string) func(*staffPost) bool {
	return func(p *staffPost) bool { return p.fullTime && p.college == college && p.post == post }
}

// writeStaff leaves the number of one mentor from outside blank.
func (d *duties) writeStaff(r *rand.Rand) {
	l := d.ledger("就业创业工作人员", "staff", "年度", "姓名", "工号", "级别", "学院", "部门", "岗位", "专兼职", "职称级别", "职称系列",
		"参加校内培训", "校外培训", "企业挂职", "备注")
	if d.last {
		l.title = institutionName + d.year() + "年就业创业工作人员一览表"
	}
	unnumbered := false
	for _, p := range d.staff {
		no := p.no
		if p.post == postMentor && !unnumbered {
			no, unnumbered = "", true
		}
		l.add(d.year(), p.name, no, levelOf(p.college), spelled(r, p.college), p.department, p.post, fullTime(p.fullTime), p.rank, p.field,
			onlyIf(guidance(p), noOrNothing(r, p.trained)), p.outside, noOrNothing(r, p.second), "")
		if no == "" {
			l.spoil("工号", "staff_no", flawNumber)
		}
	}
	d.addLedger(l)
}

func levelOf(college string) string {
	if college == "" {
		return "校级"
	}
	return "院级"
}

func fullTime(yes bool) string {
	if yes {
		return "专职"
	}
	return "兼职"
}
