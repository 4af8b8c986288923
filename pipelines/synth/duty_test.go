package synth

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// row is a line of a register by its headings, spaces and full-width digits
// undone.
type row map[string]string

func (r row) number(heading string) int {
	n, _ := strconv.Atoi(r[heading]) // blank is nothing
	return n
}

var tidy = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9", "　", "", " ", "")

// rowsOf reads a register of a cohort.
func rowsOf(t *testing.T, dir string, m Manifest, contract string, cohort int) []row {
	t.Helper()
	for _, f := range m.Files {
		if f.Contract != contract || !strings.Contains(f.Path, strconv.Itoa(cohort)) {
			continue
		}
		lines := sheetOf(t, dir, f)
		head := slices.IndexFunc(lines, func(l []string) bool { return len(l) > 3 })
		var out []row
		for _, l := range lines[head+1 : head+1+f.Rows] {
			r := row{}
			for i, h := range lines[head] {
				r[h] = tidy.Replace(at(l, i))
			}
			out = append(out, r)
		}
		return out
	}
	t.Fatalf("no file of %s for %d", contract, cohort)
	return nil
}

// recount collects what a register says, by measure, college and item; people
// and employers count once.
type recount map[[3]string]map[string]int

func (c recount) add(measure, college, item, whom string, n int) {
	for _, unit := range slices.Compact([]string{"", college}) {
		key := [3]string{measure, unit, item}
		if c[key] == nil {
			c[key] = map[string]int{}
		}
		c[key][whom] = n
	}
}

// own adds to a college or to the school, not to both.
func (c recount) own(measure, college, item, whom string) {
	key := [3]string{measure, college, item}
	if c[key] == nil {
		c[key] = map[string]int{}
	}
	c[key][whom] = 1
}

func (c recount) sum(key [3]string) int64 {
	n := 0
	for _, v := range c[key] {
		n += v
	}
	return int64(n)
}

// reread counts the registers of a cohort again, the plain way.
func reread(t *testing.T, dir string, m Manifest, cohort int) recount {
	c := recount{}
	in := func(contract string) []row { return rowsOf(t, dir, m, contract, cohort) }
	rereadStaff(c, in("staff"))
	rereadCourses(c, in("course"))
	rereadActivities(c, in("career_activity"))
	rereadVisits(c, in("employer_visit"))
	rereadPostings(c, in("posting"))
	rereadHelp(c, in("key_group"))
	rereadVerification(c, in("verification"))
	for i, r := range in("work_record") {
		c.own("work_record", r["学院"], r["事项"], fmt.Sprint(i))
		if r["事项"] == "发布年度报告" {
			c.add("report_released", "", "", fmt.Sprint(i), one(r["日期"][:4] == strconv.Itoa(cohort)))
		}
	}
	for i, r := range in("startup") {
		c.add("startup_projects", "", "", fmt.Sprint(i), 1)
		c.add("startup_funded", "", "", fmt.Sprint(i), one(r.number("资助金额（元）") > 0))
		c.add("startup_incubated", "", "", fmt.Sprint(i), one(r["入驻载体"] != ""))
	}
	for i, r := range in("incubator") {
		c.add("incubators", "", "", fmt.Sprint(i), 1)
		c.add("incubator_area", "", "", fmt.Sprint(i), r.number("面积（平方米）"))
	}
	return c
}

func rereadStaff(c recount, rows []row) {
	for i, r := range rows {
		who, post, full := r["工号"], r["岗位"], r["专兼职"] == "专职"
		if who == "" {
			who = fmt.Sprint("row ", i)
		}
		count := func(measure string, ok bool) {
			if ok {
				c.add(measure, "", "", who, 1)
			}
		}
		school := r["级别"] == "校级"
		count("staff_school_employment", school && (post == "就业工作人员" || post == "就业指导教师"))
		count("staff_guidance_fulltime", full && (post == "就业工作人员" || post == "就业指导教师"))
		count("staff_school_fulltime", school && full && post == "就业工作人员")
		count("staff_school_startup", school && full && post == "创业工作人员")
		count("staff_startup_teacher", full && post == "创业教师")
		count("staff_mentor", !full && (post == "创业教师" || post == "创业导师"))
		count("staff_outside", r["校外培训"] == "国家级" || r["校外培训"] == "省级")
		count("staff_seconded", yes(r["企业挂职"]))
		if full && !school && post == "就业工作人员" {
			c.add("staff_college_fulltime", r["学院"], "", who, 1)
		}
		if yes(r["参加校内培训"]) {
			c.add("staff_trained", r["学院"], "", who, 1)
		}
	}
}

func rereadCourses(c recount, rows []row) {
	for _, r := range rows {
		hours, _ := strconv.ParseFloat(r["学时"], 64)
		credits, _ := strconv.ParseFloat(r["学分"], 64)
		name := r["课程名称"]
		switch r["课程类别"] {
		case "职业发展与就业指导":
			c.add("course_career_hours", "", name, "", int(10*hours))
			c.add("course_career_required", "", "", name, one(r["课程性质"] == "必修" && r["列入教学计划"] == "是"))
			c.add("course_career_coverage", "", "", name, r.number("实修人数"))
		case "创业基础":
			c.add("course_startup_hours", "", name, "", int(10*hours))
			c.add("course_startup_credits", "", name, "", int(100*credits))
			c.add("course_startup_coverage", "", "", name, r.number("实修人数"))
		case "创新创业选修":
			c.add("course_startup_elective", "", "", name, 1)
		}
	}
}

func rereadActivities(c recount, rows []row) {
	for i, r := range rows {
		kind, stage := r["活动类别"], r["面向阶段"]
		c.add("activity_kind", r["学院"], kind, fmt.Sprint(i), 1)
		c.add("activity_attended", "", kind, fmt.Sprint(i), r.number("参加人数"))
		if kind == "创新创业培训" {
			c.add("startup_trained", "", "", fmt.Sprint(i), r.number("参加人数"))
		}
		if slices.Contains([]string{"生涯教育", "就业观教育", "求职指导", "竞赛"}, kind) {
			c.add("activity_stage", "", stage, fmt.Sprint(i), 1)
		}
	}
}

func rereadVisits(c recount, rows []row) {
	for _, r := range rows {
		to, role := r["统一社会信用代码"], r["职务类别"]
		if to == "" {
			to = r["单位名称"]
		}
		if role == "党委书记" || role == "校长" {
			c.add("visit_top", "", "", to, 1)
		}
		if slices.Contains([]string{"党委书记", "校长", "其他校领导"}, role) && yes(r["新开拓"]) {
			c.add("visit_top_new", "", "", to, 1)
		}
		if role == "院系领导" || role == "专业负责人" {
			c.add("visit_college", r["学院"], "", r["工号"]+to, 1)
		}
	}
}

func rereadPostings(c recount, rows []row) {
	for _, r := range rows {
		no := r["信息编号"]
		c.add("posting_reviewed", "", "", no, one(r["审核日期"] != ""))
		c.add("posting_unlicensed", "", "", no, one(r["法人资格"] == "否" || r["人力资源服务机构"] == "是" && r["人力资源服务许可证号"] == ""))
		c.add("posting_hit", "", "性别", no, one(strings.Contains(r["性别要求"]+r["招聘条件"], "限男") || strings.Contains(r["招聘条件"], "女生")))
		c.add("posting_hit", "", "985/211", no, one(strings.Contains(r["院校要求"]+r["招聘条件"], "985")))
		c.add("posting_hit", "", "户籍", no, one(r["户籍要求"] != "" || strings.Contains(r["招聘条件"], "户口")))
	}
}

func rereadHelp(c recount, rows []row) {
	best := map[string]row{}
	for _, r := range rows {
		b := best[r["学号"]]
		if b == nil {
			best[r["学号"]] = r
			continue
		}
		for h, v := range r {
			if v > b[h] && h != "一人一策" || b[h] == "" || v == "有" || yes(v) {
				b[h] = v // the numbers have one digit
			}
		}
	}
	for who, r := range best {
		c.add("help_file", r["所在院系"], "", who, one(r["建档日期"] != ""))
		c.add("help_plan", r["所在院系"], "", who, one(r["一人一策"] == "有"))
		c.add("help_helper", r["所在院系"], "", who, one(r["帮扶人"] != ""))
		c.add("help_talk", r["所在院系"], "", who, one(r.number("谈心谈话次数") >= 3))
		c.add("help_activity", r["所在院系"], "", who, one(r.number("就业促进活动次数") >= 3))
		c.add("help_posting", r["所在院系"], "", who, one(r.number("有效岗位数") >= 3))
		c.add("help_subsidy", "", "", who, one(yes(r["求职补贴"])))
	}
}

func rereadVerification(c recount, rows []row) {
	for _, r := range rows {
		who := r["学号"]
		c.add("verified", r["学院"], "", who, 1)
		if r["核查方式"] == "本人确认" {
			c.add("confirmed", r["学院"], "", who, 1)
		}
		if r["证明材料"] == "齐全" {
			c.add("evidence_complete", r["学院"], "", who, 1)
		}
		if r["核查结论"] == "不属实" {
			c.add("untrue", "", "", who, 1)
		}
		if r["违规情形"] != "无" {
			c.add("breach", "", r["违规情形"], who, 1)
		}
	}
}

// The registers say what the manifest says that they do.
func TestDutiesAgreeWithTheFiles(t *testing.T) {
	dir, m := written(t, 3, Options{Graduates: 600, Cohorts: []int{2022, 2023, 2024}})
	for _, cohort := range []int{2023, 2024} {
		again := reread(t, dir, m, cohort)
		measures := map[string]int{}
		for key := range again {
			measures[key[0]]++
		}
		checked := 0
		for _, d := range m.Duties {
			if d.Cohort != cohort || measures[d.Measure] == 0 || d.Measure == "posting_hit" && again[[3]string{d.Measure, "", d.Item}] == nil {
				continue
			}
			checked++
			if got := again.sum([3]string{d.Measure, d.College, d.Item}); got != d.Num {
				t.Errorf("%d %s %s %s: %d in the file, %d in the manifest", cohort, d.Measure, d.College, d.Item, got, d.Num)
			}
		}
		if len(measures) < 35 || checked < 300 {
			t.Errorf("%d: only %d measures with %d numbers were counted again: %v", cohort, len(measures), checked, slices.Sorted(maps.Keys(measures)))
		}
	}
}

// checkPlantedDuties: what the demonstration is to show is what falls short in
// its last cohort, in each of the ten systems; the year before was better.
func checkPlantedDuties(t *testing.T, m Manifest) {
	short, sections, before := map[string]int64{}, map[string]bool{}, 0
	for _, s := range m.Shortfalls {
		if s.Cohort != 2024 {
			before++
			continue
		}
		section, _, _ := strings.Cut(s.Clause, ".")
		sections[section] = true
		key := s.Clause + " " + s.Measure + " " + s.Item
		if s.College != "" {
			key += " colleges"
		}
		short[key] += s.Shortfall
	}
	for key, want := range map[string]int64{
		"二.1 staff_school_employment ":         2,
		"二.4 staff_college_fulltime  colleges": 3,
		"二.5 budget_tuition ":                  24_104_000,
		"三.6 course_career_hours ":             20,
		"四.5 staff_trained ":                   17,
		"七.2 visit_college  colleges":          13,
		"七.3 visit_top_new ":                   7,
		"九.3 help_talk ":                       9,
	} {
		if short[key] != want {
			t.Errorf("%s: %d short, want %d", key, short[key], want)
		}
	}
	if len(sections) != 10 {
		t.Errorf("shortfalls in %v, want all ten sections", slices.Sorted(maps.Keys(sections)))
	}
	if all := len(m.Shortfalls) - before; before == 0 || before*2 > all {
		t.Errorf("%d shortfalls in 2023, %d in 2024: the year before is to be better", before, all)
	}
}

func yes(cell string) bool { return cell == "是" || cell == "√" }
