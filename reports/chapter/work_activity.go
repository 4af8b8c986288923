package chapter

import (
	"quxiang/reports/figure"
)

// activityKinds and activityStages are in the order of the register.
var (
	activityKinds  = []string{"生涯教育", "就业观教育", "求职指导", "政策宣讲", "心理疏导", "个体咨询", "校级招聘会", "院系专场招聘", "重点群体专场", "创新创业培训", "业务培训", "竞赛", "其他"}
	activityStages = []string{"入学年级", "中间年级", "毕业年级", "全部"}
)

// activitiesBy adds up events by a word of theirs, in the order of a list.
func (d duties) activitiesBy(word func(ActivityRow) string, order []string) []ActivityRow {
	sums := map[string]ActivityRow{}
	var words []string
	for _, a := range d.Work.Activities {
		s, seen := sums[word(a)]
		if !seen {
			words = append(words, word(a))
		}
		s.Events, s.Attended, s.Employers, s.Vacancies = s.Events+a.Events, s.Attended+a.Attended, s.Employers+a.Employers, s.Vacancies+a.Vacancies
		sums[word(a)] = s
	}
	var out []ActivityRow
	for _, w := range inOrder(words, order, itself) {
		s := sums[w]
		s.Kind = w
		out = append(out, s)
	}
	return out
}

// activityTable is the events of each kind; of one college where its rows are
// all that there is.
func (d duties) activityTable(id string) *Table {
	t := &Table{ID: id, Title: "就业活动", Basis: d.workBasis("marts.activity_count", "登记的活动"), Columns: []Column{{Key: "kind", Title: "类别"}, numbers("events", "场次", "场"),
		numbers("attended", "参加人次", "人次"), numbers("employers", "参会单位", "家次"), numbers("vacancies", "提供岗位", "个")}}
	for _, a := range d.activitiesBy(func(a ActivityRow) string { return a.Kind }, activityKinds) {
		p := d.workPlace("marts.activity_count", "activity_kind", figure.Key{Name: "college", Value: d.college}, figure.Key{Name: "kind", Value: a.Kind})
		t.Rows = append(t.Rows, []Cell{labelCell(a.Kind), figureCell(p.Count("activity_events", a.Events, "场")), figureCell(p.Count("activity_attended", a.Attended, "人次")),
			figureCell(p.Count("activity_employers", a.Employers, "家次")), figureCell(p.Count("activity_vacancies", a.Vacancies, "个"))})
	}
	return t
}

// stageTable is the events for each stage of studies.
func (d duties) stageTable() *Table {
	t := &Table{ID: "work-stages", Title: "各阶段的就业活动", Basis: d.workBasis("marts.activity_count", "登记的活动"), Columns: []Column{{Key: "stage", Title: "面向阶段"}, numbers("events", "场次", "场"), numbers("attended", "参加人次", "人次")}}
	for _, a := range d.activitiesBy(func(a ActivityRow) string { return a.Stage }, activityStages) {
		p := d.workPlace("marts.activity_count", "activity_stage", figure.Key{Name: "stage", Value: a.Kind})
		t.Rows = append(t.Rows, []Cell{labelCell(a.Kind), figureCell(p.Count("activity_events", a.Events, "场")), figureCell(p.Count("activity_attended", a.Attended, "人次"))})
	}
	return t
}

// visitRoles are in the order of the register.
var visitRoles = []string{"党委书记", "校长", "其他校领导", "院系领导", "专业负责人", "其他"}

// visitTable is the visits of each role. Employers are not counted: colleges
// have some in common.
func (d duties) visitTable(id string) *Table {
	t := &Table{ID: id, Title: "访企拓岗", Basis: d.workBasis("marts.visit_count", "登记的走访"), Columns: []Column{{Key: "role", Title: "职务"}, numbers("visits", "走访", "人次"),
		numbers("vacancies", "提供岗位", "个"), numbers("hired", "录用", "人")}}
	sums := map[string]VisitRow{}
	var roles []string
	for _, v := range d.Work.Visits {
		s, seen := sums[v.Role]
		if !seen {
			roles = append(roles, v.Role)
		}
		s.Visits, s.Vacancies, s.Hired = s.Visits+v.Visits, s.Vacancies+v.Vacancies, s.Hired+v.Hired
		sums[v.Role] = s
	}
	for _, role := range inOrder(roles, visitRoles, itself) {
		p, s := d.workPlace("marts.visit_count", "visit", figure.Key{Name: "college", Value: d.college}, figure.Key{Name: "role", Value: role}), sums[role]
		t.Rows = append(t.Rows, []Cell{labelCell(role), figureCell(p.Count("visit_visits", s.Visits, "人次")), figureCell(p.Count("visit_vacancies", s.Vacancies, "个")), figureCell(p.Count("visit_hired", s.Hired, "人"))})
	}
	return t
}

// startupTable counts start-ups of students.
func (d duties) startupTable() *Table {
	t := &Table{ID: "work-startups", Title: "自主创业项目", Basis: d.workBasis("marts.startup_count", "登记的创业项目"), Columns: []Column{{Key: "what", Title: "项目"}, numbers("projects", "项目数", "个"), numbers("alive", "存续", "个"),
		numbers("funded", "获得资助", "个"), numbers("funding", "资助金额", "元"), numbers("jobs", "带动就业", "人")}}
	for _, s := range d.Work.Startups {
		p := d.workPlace("marts.startup_count", "startup")
		funding := p.Scaled("startup_funding", s.Funding, 2, "元")
		funding.N = s.Funded // of a few it tells what one got
		t.Rows = append(t.Rows, []Cell{labelCell("学生创业项目"), figureCell(p.Count("startup_projects", s.Projects, "个")), figureCell(p.Count("startup_alive", s.Alive, "个")),
			figureCell(p.Count("startup_funded", s.Funded, "个")), figureCell(funding), figureCell(p.Count("startup_jobs", s.Jobs, "人"))})
	}
	return t
}

// incubatorTable is the places for start-ups.
func (d duties) incubatorTable() *Table {
	t := &Table{ID: "work-incubators", Title: "大学生创业园", Basis: d.workBasis("marts.incubator_list", "登记的载体"), Columns: []Column{{Key: "incubator", Title: "载体"}, {Key: "kind", Title: "类型"}, {Key: "rank", Title: "级别"},
		numbers("area", "面积", "平方米"), numbers("projects", "在孵项目", "个"), numbers("mentors", "创业导师", "人")}}
	for _, i := range d.Work.Incubators {
		p := d.workPlace("marts.incubator_list", "incubator", figure.Key{Name: "incubator", Value: i.Incubator}, figure.Key{Name: "kind", Value: i.Kind})
		t.Rows = append(t.Rows, []Cell{labelCell(i.Incubator), labelCell(i.Kind), labelCell(i.Rank), figureCell(told(p, "incubator_area", i.Area, 0, "平方米", blank)),
			figureCell(told(p, "incubator_projects", i.Projects, 0, "个", blank)), figureCell(told(p, "incubator_mentors", i.Mentors, 0, "人", blank))})
	}
	return t
}

// verificationTable is the checks of destinations, of the school or a college.
func (d duties) verificationTable(id string) *Table {
	t := &Table{ID: id, Title: "去向核查", Basis: d.workBasis("marts.verification_count", "核查过的毕业生"), Columns: []Column{{Key: "way", Title: "方式"}, numbers("people", "核查人数", "人"),
		numbers("complete", "证明材料齐全", "人"), numbers("untrue", "不属实", "人"), numbers("pending", "待核实", "人")}}
	for _, v := range d.Work.Verifications {
		if v.CollegeKey != d.college {
			continue
		}
		p := d.workPlace("marts.verification_count", "verification", figure.Key{Name: "college", Value: v.CollegeKey}, figure.Key{Name: "way", Value: v.Way})
		t.Rows = append(t.Rows, []Cell{labelCell(v.Way), figureCell(p.Count("verification_people", v.People, "人")), figureCell(p.Count("verification_complete", v.Complete, "人")),
			figureCell(p.Count("verification_untrue", v.Untrue, "人")), figureCell(p.Count("verification_pending", v.Pending, "人"))})
	}
	return t
}
