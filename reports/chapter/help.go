package chapter

import (
	"slices"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

type helpTask struct {
	key, title string
	of         func(HelpRow) *int64 // nil: the list does not tell
}

// helpTasks are what is done for a student of a key group, in the order of the
// policy.
var helpTasks = []helpTask{
	{"filed", "一人一档", func(h HelpRow) *int64 { return h.Filed }},
	{"planned", "一人一策", func(h HelpRow) *int64 { return h.Planned }},
	{"helped", "有帮扶人", func(h HelpRow) *int64 { return h.Helped }},
	{"talk", "谈心谈话达三次", func(h HelpRow) *int64 { return h.Talk3 }},
	{"activity", "就业促进活动达三次", func(h HelpRow) *int64 { return h.Activity3 }},
	{"posting", "有效岗位达三个", func(h HelpRow) *int64 { return h.Posting3 }},
	{"trained", "参加技能培训", func(h HelpRow) *int64 { return h.Trained }},
	{"internship", "参加就业见习", func(h HelpRow) *int64 { return h.Internship }},
	{"subsidy", "领到求职补贴", func(h HelpRow) *int64 { return h.Subsidy }},
}

// helpedMeasures is what was done for all groups together; the school's text goes
// beside it. A bare list of names tells nothing of it.
func (r *report) helpedMeasures() Section {
	h := r.duties()
	t := h.helpSchool()
	if len(t.Rows) == 0 {
		return forText("measures", "帮扶工作", "helped-measures.md",
			"没有帮扶工作的数据：一人一档、一人一策、帮扶责任人、岗位推荐与就业帮扶活动。在空白模板“重点群体名单”（key_group）里填好建档日期、"+
				"帮扶人、谈心谈话次数等各列，载入后重新构建，这一节会自动生成；也可以由学校来写")
	}
	return Section{ID: "measures", Title: "帮扶工作", Blocks: blocks(t)}
}

// helpRows are the rows of all groups together, or group by group.
func (d duties) helpRows(keep func(HelpRow) bool) []HelpRow {
	return without(d.Work.Helps, func(h HelpRow) bool { return !keep(h) })
}

// done says whether the list tells of anything that is to be done.
func (h HelpRow) done() bool {
	return slices.ContainsFunc(helpTasks, func(task helpTask) bool { return task.of(h) != nil })
}

// helpSchool is the tasks of all groups together, a line each.
func (d duties) helpSchool() *Table {
	t := &Table{ID: "help-tasks", Title: "重点群体帮扶工作", Basis: d.workBasis("marts.help_count", "名单上的学生"), Columns: []Column{{Key: "task", Title: "帮扶工作"}, numbers("persons", "名单人数", "人"), numbers("done", "做到的人数", "人")}}
	rows := d.helpRows(func(h HelpRow) bool { return h.CollegeKey == "" && h.Group == everyGroup && h.done() })
	if len(rows) == 0 {
		return t
	}
	p := d.helpPlace(HelpRow{Group: everyGroup})
	for _, task := range helpTasks {
		persons, done := task.sum(rows)
		t.Rows = append(t.Rows, []Cell{labelCell(task.title), figureCell(p.Count("help_persons", persons, "人")), figureCell(told(p, "help_"+task.key, done, 0, "人", blank))})
	}
	return t
}

// sum adds schools up: everybody on their lists, and those for whom a task is
// done; nil where no list tells.
func (task helpTask) sum(rows []HelpRow) (persons int64, done *int64) {
	for _, h := range rows {
		persons += h.Persons
		if n := task.of(h); n != nil {
			done = new(*n + valueOf(done))
		}
	}
	return persons, done
}

func valueOf(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

func (d duties) helpPlace(h HelpRow) figure.Place {
	return d.workPlace("marts.help_count", "help", figure.Key{Name: "institution", Value: d.whose(h.Institution)}, figure.Key{Name: "college", Value: h.CollegeKey}, figure.Key{Name: "group", Value: h.Group})
}

// whose is a school's code where there are several schools.
func (d duties) whose(institution string) string {
	if d.province {
		return institution
	}
	return ""
}

// helpedDetail is the same by group and by college: few people each, so only the
// internal edition has it. It tells tasks, never who was placed.
func (r *report) helpedDetail() Section {
	h := r.duties()
	if h.province {
		return internal(section("measures-detail", "各校的帮扶工作", "没有帮扶工作的数据，见上一节。",
			h.helpGrid("help-schools", "各校的帮扶工作", "学校", func(x HelpRow) bool { return x.CollegeKey == "" && x.Group == everyGroup }, func(x HelpRow) string { return h.SchoolName(x.Institution) })))
	}
	return internal(section("measures-detail", "各类群体、各学院的帮扶工作", "没有帮扶工作的数据，见上一节。",
		h.helpGrid("help-groups", "各类重点群体的帮扶工作", "群体", func(x HelpRow) bool { return x.CollegeKey == "" && x.Group != everyGroup }, func(x HelpRow) string { return x.Group }),
		h.helpGrid("help-colleges", "各学院的帮扶工作", "学院", func(x HelpRow) bool { return x.CollegeKey != "" && x.Group == everyGroup }, func(x HelpRow) string { return h.collegeName(x.CollegeKey) })))
}

// helpTable is a college's own, group by group.
func (d duties) helpTable(id string) *Table {
	return d.helpGrid(id, "重点群体帮扶工作", "群体", func(HelpRow) bool { return true }, func(x HelpRow) string { return x.Group })
}

// helpGrid has a line for each row that is kept and a column for each task.
func (d duties) helpGrid(id, title, who string, keep func(HelpRow) bool, name func(HelpRow) string) *Table {
	t := &Table{ID: id, Title: title, Basis: d.workBasis("marts.help_count", "名单上的学生"), Columns: []Column{{Key: "who", Title: who}, numbers("persons", "名单人数", "人")}}
	for _, task := range helpTasks {
		t.Columns = append(t.Columns, numbers(task.key, task.title, "人"))
	}
	for _, h := range d.helpRows(keep) {
		p := d.helpPlace(h)
		row := []Cell{labelCell(name(h)), figureCell(p.Count("help_persons", h.Persons, "人"))}
		for _, task := range helpTasks {
			row = append(row, figureCell(told(p, "help_"+task.key, task.of(h), 0, "人", blank)))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 0 {
		t.Notes = [][]Span{{prose.T("只列做到各项工作的人数，不列去向")}}
	}
	return t
}
