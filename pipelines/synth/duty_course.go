package synth

// lesson is a course of the plan. Hours are in tenths, credits in hundredths.
type lesson struct {
	name, kind, nature, stage string
	hours, credits            int
	should, took              int
}

// Kinds of courses as the register names them.
const (
	courseCareer   = "职业发展与就业指导"
	courseStartup  = "创业基础"
	courseElective = "创新创业选修"
)

// courses has 36 hours of career guidance in the last cohort, 38 in the year
// before; every course that is compulsory was taken by all.
func (d *duties) courses() []lesson {
	var out []lesson
	for _, m := range readTable("duty_courses") {
		c := lesson{name: m["name"], kind: m["kind"], nature: m["nature"], stage: m["stage"],
			hours: d.either(integer(m["hours10"]), integer(m["before10"])), credits: integer(m["credits100"])}
		if c.hours == 0 {
			continue
		}
		c.should = d.students / 4 * integer(m["attends"]) / 1000
		c.took = c.should
		if c.nature == "选修" {
			c.took = c.should * 9 / 10
		}
		out = append(out, c)
	}
	return out
}

func (d *duties) planCourses() {
	list := d.courses()
	r := d.stream("courses")
	l := d.ledger("就业创业课程", "course", "年度", "课程名称", "课程类别", "课程性质", "学时", "学分", "面向层次", "开设年级", "列入教学计划",
		"应修人数", "实修人数", "开课单位", "备注")
	for _, c := range list {
		l.add(d.year(), c.name, c.kind, c.nature, decimal(int64(c.hours), 10), decimal(int64(c.credits), 100), "全部", c.stage, "是",
			digits(r, c.should), digits(r, c.took), "教务处", "")
		if c.kind == "" {
			l.spoil("课程类别", "kind", flawKind)
		}
	}
	l.total = d.last
	d.addLedger(l)
	d.careerTruth(list)
	d.startupTruth(list)
}

func (d *duties) careerTruth(list []lesson) {
	required, should, took := 0, 0, 0
	for _, c := range list {
		if c.kind != courseCareer {
			continue
		}
		d.tell("course_career_hours", "", c.name, c.hours)
		d.tell("course_career_credit", "", c.name, one(c.hours > 0 && c.credits > 0))
		required += one(c.nature == "必修")
		should += c.should
		took += c.took
	}
	d.tell("course_career_required", "", "", required)
	d.share("course_career_coverage", "", "", took, should)
}

func (d *duties) startupTruth(list []lesson) {
	required, elective, should, took := 0, 0, 0, 0
	for _, c := range list {
		elective += one(c.kind == courseElective)
		if c.kind != courseStartup {
			continue
		}
		d.tell("course_startup_hours", "", c.name, c.hours)
		d.tell("course_startup_credits", "", c.name, c.credits)
		required += one(c.nature == "必修")
		should += c.should
		took += c.took
	}
	d.tell("course_startup_required", "", "", required)
	d.tell("course_startup_elective", "", "", elective)
	d.share("course_startup_coverage", "", "", took, should)
}
