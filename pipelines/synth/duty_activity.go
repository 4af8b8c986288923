package synth

import (
	"math/rand/v2"
	"slices"
)

// event is one activity of the office or of a college.
type event struct {
	name, kind, stage, college             string
	attended, invited, employers, openings int
	spoiled                                string // the rule it breaks
}

// The share of the students who were trained for founding a company, per mille:
// 十.2 asks for fifty.
const (
	trainedShare       = 41
	trainedShareBefore = 56
)

// stagesOf says for which stages an event counts.
func (e event) stagesOf() []string {
	if e.stage == "全部" {
		return []string{"入学年级", "中间年级", "毕业年级"}
	}
	return []string{e.stage}
}

// forStages are the kinds that make up the education of a stage.
var forStages = []string{"生涯教育", "就业观教育", "求职指导", "竞赛"}

// activityKinds are all kinds of the register.
var activityKinds = []string{"生涯教育", "就业观教育", "求职指导", "政策宣讲", "心理疏导", "个体咨询", "校级招聘会", "院系专场招聘",
	"重点群体专场", "创新创业培训", "业务培训", "竞赛", "其他"}

// events are a cohort's; in the last one nothing is done for the middle years.
func (d *duties) events(r *rand.Rand) []event {
	var out []event
	for _, m := range readTable("duty_activities") {
		units := []string{""}
		if m["unit"] == "院级" {
			units = d.colleges
		}
		for _, college := range units {
			for range d.either(integer(m["last"]), integer(m["before"])) {
				out = append(out, d.event(r, m, college))
			}
		}
	}
	return out
}

func (d *duties) event(r *rand.Rand, m map[string]string, college string) event {
	e := event{name: m["name"], kind: m["kind"], stage: m["stage"], college: college}
	if n := integer(m["attended"]); n == 1 {
		e.attended, e.invited = 1, 1
	} else {
		e.attended = d.scaled(n * (90 + r.IntN(20)) / 100)
		e.invited = e.attended + r.IntN(e.attended)
	}
	switch e.kind {
	case "校级招聘会":
		e.employers, e.openings = d.scaled(180), d.scaled(5200)
	case "院系专场招聘", "重点群体专场":
		e.employers, e.openings = d.scaled(20), d.scaled(380)
	}
	return e
}

func (d *duties) planActivities() {
	r := d.stream("activities")
	list := d.events(r)
	d.trainFounders(list)
	d.spoilEvents(list)
	l := d.ledger("就业活动", "career_activity", "年度", "日期", "活动名称", "活动类别", "面向阶段", "级别", "学院", "参加人数", "面向人数", "参会单位数", "岗位数", "备注")
	for _, e := range list {
		d.writeEvent(r, l, e)
	}
	l.total = true
	d.addLedger(l)
	d.activityTruth(list)
}

func (d *duties) writeEvent(r *rand.Rand, l *ledger, e event) {
	on, attended := d.on(r, "2006/1/2"), digits(r, e.attended)
	switch e.spoiled {
	case "date_unreadable":
		on = "待定"
	case "number_unreadable":
		attended = "约80人"
	}
	l.add(d.year(), on, e.name, e.kind, e.stage, levelOf(e.college), spelled(r, e.college),
		attended, digits(r, e.invited), orNothing(r, e.employers), orNothing(r, e.openings), "")
	if e.spoiled != "" {
		w := eventFlaws[e.spoiled]
		l.spoil(w.heading, w.field, e.spoiled)
	}
}

// eventFlaws says where an event of the last cohort breaks which rule, and of
// what kind it is.
var eventFlaws = map[string]struct{ kind, heading, field string }{
	"date_unreadable":   {"政策宣讲", "日期", "held_on"},
	"number_unreadable": {"院系专场招聘", "参加人数", "attended"},
	flawStage:           {"求职指导", "面向阶段", "stage"},
}

// spoilEvents makes one event break each rule.
func (d *duties) spoilEvents(list []event) {
	for rule, w := range eventFlaws {
		i := slices.IndexFunc(list, func(e event) bool { return d.last && e.kind == w.kind })
		if i < 0 {
			continue
		}
		list[i].spoiled = rule
		switch rule {
		case flawStage:
			list[i].stage = ""
		case "number_unreadable":
			list[i].attended = 0
		}
	}
}

// trainFounders shares those trained out among the courses.
func (d *duties) trainFounders(list []event) {
	var courses []*event
	for i := range list {
		if list[i].kind == "创新创业培训" {
			courses = append(courses, &list[i])
		}
	}
	all := d.students * d.either(trainedShare, trainedShareBefore) / 1000
	for i, e := range courses {
		e.attended = all*(i+1)/len(courses) - all*i/len(courses)
		e.invited = e.attended * 2
	}
	d.share("startup_trained", "", "", all, d.students)
}

func (d *duties) activityTruth(list []event) {
	stages, kinds, attended := map[string]int{}, map[[2]string]int{}, map[string]int{}
	for _, e := range list {
		kinds[[2]string{"", e.kind}]++
		kinds[[2]string{e.college, e.kind}] += one(e.college != "")
		attended[e.kind] += e.attended
		for _, stage := range e.stagesOf() {
			stages[stage] += one(slices.Contains(forStages, e.kind))
		}
	}
	for _, stage := range []string{"入学年级", "中间年级", "毕业年级"} {
		d.tell("activity_stage", "", stage, stages[stage])
	}
	for _, kind := range activityKinds {
		for _, college := range append([]string{""}, d.colleges...) {
			d.tell("activity_kind", college, kind, kinds[[2]string{college, kind}])
		}
		d.tell("activity_attended", "", kind, attended[kind])
	}
	d.tell("staff_training_session", "", "", kinds[[2]string{"", "业务培训"}])
}
