package chapter

import (
	"cmp"
	"slices"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// overviewWork is what the registers say of the employment office's own work;
// the school's text goes beside it.
func (r *report) overviewWork() Section {
	w := r.duties()
	kept := blocks(w.staffWords(), w.staffTable())
	if !w.province { // each school has its own
		kept = append(kept, blocks(w.budgetTable(), w.courseTable(), w.startupTable(), w.incubatorTable())...)
	}
	kept = append(kept, blocks(w.activityTable("work-activities"), w.stageTable(), w.visitTable("work-visits"))...)
	if len(kept) == 0 {
		return forText("work", "就业工作概况", "overview-work.md",
			"没有就业工作概况的数据：就业机构与人员、工作经费、职业规划与就业指导课程、岗位归集与招聘活动、创新创业教育。"+
				"填好空白模板“就业创业工作人员”（staff）、“经费与基本数据”（budget）、“就业创业课程”（course）、“就业活动”（career_activity）、“访企拓岗”（employer_visit）、"+
				"“自主创业项目”（startup）、“大学生创业园”（incubator），载入后重新构建，这一节会自动生成；也可以由学校来写")
	}
	return Section{ID: "work", Title: "就业工作概况", Blocks: kept}
}

// workPlace is where a number of the registers stands.
func (d duties) workPlace(source, grain string, keys ...figure.Key) figure.Place {
	p := d.at(grain, "", keys...)
	p.Source = source
	return p
}

func (d duties) workBasis(source, population string) Basis {
	return Basis{Cohort: strconv.Itoa(d.cohort), Source: source, Population: population}
}

type staffTitle struct{ level, full, title string }

// staffTitles are the columns of posts: level and whether full-time. What a
// register does not say goes into the last.
var staffTitles = []staffTitle{
	{"校级", "专职", "校级专职"}, {"校级", "兼职", "校级兼职"}, {"院级", "专职", "院级专职"}, {"院级", "兼职", "院级兼职"}, {"", "", "未注明级别或专兼职"},
}

// untold says whether a row is in none of the columns before the last.
func (s StaffCountRow) untold() bool {
	return !slices.ContainsFunc(staffTitles, func(c staffTitle) bool { return c.level == s.UnitLevel && c.full == s.FullTime })
}

// staffPosts are the posts whose work is employment, in the order of the
// register; it has leaders too, who are counted where they visit employers.
var staffPosts = []string{"就业工作人员", "创业工作人员", "就业指导教师", "创业教师", "辅导员", "创业导师"}

// held are those of the posts that anybody holds.
func held(rows []StaffCountRow) []string {
	return without(staffPosts, func(post string) bool {
		return !slices.ContainsFunc(rows, func(s StaffCountRow) bool { return s.Post == post })
	})
}

// inOrder puts rows in the order of a list of words; what is not on it comes
// last.
func inOrder[T any](rows []T, order []string, word func(T) string) []T {
	place := func(row T) int {
		if i := slices.Index(order, word(row)); i >= 0 {
			return i
		}
		return len(order)
	}
	out := slices.Clone(rows)
	slices.SortStableFunc(out, func(a, b T) int { return cmp.Compare(place(a), place(b)) })
	return out
}

// itself is the word of a word.
func itself(word string) string { return word }

// staffWords names how many hold the posts of the school's own office.
func (d duties) staffWords() Block {
	n := d.staffSum("就业工作人员", "校级", "专职")
	if n == 0 {
		return nil
	}
	p := d.workPlace("marts.staff_count", "staff_post", figure.Key{Name: "post", Value: "就业工作人员"}, figure.Key{Name: "level", Value: "校级"}, figure.Key{Name: "full_time", Value: "专职"})
	return finding([]Span{prose.T("学校有校级专职就业工作人员"), prose.F(p.Count("staff_people", n, "人")), prose.T("人")})
}

// staffSum adds up the people of a post over the colleges.
func (d duties) staffSum(post, level, full string) int64 {
	n := int64(0)
	for _, s := range d.Work.Staff {
		if s.Post == post && (s.UnitLevel == level && s.FullTime == full || level == "" && s.untold()) {
			n += s.People
		}
	}
	return n
}

// staffTable is the people of each post.
func (d duties) staffTable() *Table {
	t := &Table{ID: "work-staff", Title: "就业创业工作人员", Basis: d.workBasis("marts.staff_count", "登记的工作人员"), Columns: []Column{{Key: "post", Title: "岗位"}},
		Notes: [][]Span{{prose.T("一人担任几个岗位或在几个学院的都计，各行不能相加")}}}
	for i, c := range staffTitles {
		t.Columns = append(t.Columns, numbers("staff-"+strconv.Itoa(i), c.title, "人"))
	}
	for _, post := range held(d.Work.Staff) {
		row := []Cell{labelCell(post)}
		for _, c := range staffTitles {
			p := d.workPlace("marts.staff_count", "staff_post", figure.Key{Name: "post", Value: post}, figure.Key{Name: "level", Value: c.level}, figure.Key{Name: "full_time", Value: c.full})
			row = append(row, figureCell(p.Count("staff_people", d.staffSum(post, c.level, c.full), "人")))
		}
		t.Rows = append(t.Rows, row)
	}
	if !slices.ContainsFunc(d.Work.Staff, StaffCountRow.untold) {
		t.dropColumn("staff-" + strconv.Itoa(len(staffTitles)-1))
	}
	return t
}

// collegeStaff is the people of each post of a college.
func (d duties) collegeStaff(id string, c DutyCollegeRow) *Table {
	t := &Table{ID: id, Title: "就业创业工作人员", Basis: d.workBasis("marts.staff_count", "登记的工作人员"), Columns: []Column{{Key: "post", Title: "岗位"}, {Key: "full_time", Title: "专兼职"},
		numbers("people", "人数", "人"), numbers("trained", "参加校内培训", "人")}, Notes: [][]Span{{prose.T("一人担任几个岗位或在几个学院的都计，各行不能相加")}}}
	for _, s := range d.Work.Staff {
		p := d.workPlace("marts.staff_count", "staff_post", figure.Key{Name: "college", Value: c.CollegeKey}, figure.Key{Name: "post", Value: s.Post},
			figure.Key{Name: "level", Value: s.UnitLevel}, figure.Key{Name: "full_time", Value: s.FullTime})
		t.Rows = append(t.Rows, []Cell{labelCell(s.Post), labelCell(s.FullTime), figureCell(p.Count("staff_people", s.People, "人")), figureCell(p.Count("staff_trained", s.Trained, "人"))})
	}
	return t
}

// budgetItems and courseKinds are in the order of the register.
var (
	budgetItems = []string{"学费收入", "就业经费预算", "就业经费支出", "创业经费支出", "就业工作场地面积", "在校生数", "就业指导高级职称名额", "就业指导中级职称名额"}
	courseKinds = []string{"职业发展与就业指导", "创业基础", "创新创业选修", "其他"}
)

// budgetUnits are the units of what is no money.
var budgetUnits = map[string]string{"就业工作场地面积": "平方米", "在校生数": "人", "就业指导高级职称名额": "个", "就业指导中级职称名额": "个"}

// budgetTable is money and what else the office has; money is told in 元.
func (d duties) budgetTable() *Table {
	t := &Table{ID: "work-budget", Title: "经费、场地与基本数据", Basis: d.workBasis("marts.budget_item", ""), Columns: []Column{{Key: "item", Title: "项目"}, numbers("amount", "数值", ""), {Key: "unit", Title: "单位"}}}
	for _, b := range inOrder(d.Work.Budget, budgetItems, func(b BudgetItemRow) string { return b.Item }) {
		p := d.workPlace("marts.budget_item", "budget", figure.Key{Name: "item", Value: b.Item})
		unit, money := budgetUnits[b.Item], false
		if unit == "" {
			unit, money = "元", true
		}
		f := p.Count("budget_amount", b.Amount, unit)
		if money {
			f = p.Scaled("budget_amount", b.Amount, 2, unit)
		}
		t.Rows = append(t.Rows, []Cell{labelCell(b.Item), figureCell(f), {Label: unit}})
	}
	return t
}

// blank is why a number of a register is not there.
const blank = "登记册没有填"

// courseTable is the courses with their hours.
func (d duties) courseTable() *Table {
	t := &Table{ID: "work-courses", Title: "就业创业课程", Basis: d.workBasis("marts.course_list", "登记的课程"), Columns: []Column{{Key: "course", Title: "课程"}, {Key: "kind", Title: "类别"}, {Key: "nature", Title: "性质"},
		numbers("hours", "学时", ""), numbers("credits", "学分", ""), numbers("should_take", "应修人数", "人"), numbers("took", "实修人数", "人")}}
	for _, c := range inOrder(d.Work.Courses, courseKinds, func(c CourseRow) string { return c.Kind }) {
		p := d.workPlace("marts.course_list", "course", figure.Key{Name: "course", Value: c.Course},
			figure.Key{Name: "kind", Value: c.Kind}, figure.Key{Name: "nature", Value: c.Nature})
		t.Rows = append(t.Rows, []Cell{labelCell(c.Course), labelCell(c.Kind), labelCell(c.Nature), figureCell(told(p, "course_hours", c.Hours, 1, "", blank)),
			figureCell(told(p, "course_credits", c.Credits, 2, "", blank)), figureCell(told(p, "course_should_take", c.ShouldTake, 0, "人", blank)),
			figureCell(told(p, "course_took", c.Took, 0, "人", blank))})
	}
	return t
}
