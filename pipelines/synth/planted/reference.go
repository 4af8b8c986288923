package planted

import (
	"strconv"
	"time"

	"quxiang/pipelines/synth"
)

// wages lists 最低工资标准 by place and date; the amounts are invented.
func (w *world) wages() file {
	f := table("数据/就业核查/最低工资标准.csv", "minimum_wage", "地区代码 地区 执行日期 月最低工资（元） 依据")
	for _, p := range w.script.Places {
		for _, wage := range p.Wages {
			f.add(p.Code, p.Name, wage[0], wage[1], "示例标准")
		}
	}
	return f
}

// internships lists those of the shapes and, for each major, one employer that
// had interns and took nobody.
func (w *world) internships() file {
	f := table("数据/就业核查/实习单位.csv", "internship_employer", "毕业年度 学院 单位名称 统一社会信用代码 实习人数 备注")
	for _, i := range append(w.interns, w.idle()...) {
		f.add(strconv.Itoa(i.cohort), i.college, i.employer.name, i.employer.credit, strconv.Itoa(i.students), "")
	}
	return f
}

func (w *world) explained() file {
	f := table("数据/就业核查/用人单位说明.csv", "employer_note", "单位名称 统一社会信用代码 说明类别 理由 起始年度 截止年度")
	for _, n := range w.notes {
		f.add(n.employer.name, n.employer.credit, n.kind, n.reason, strconv.Itoa(n.cohort), strconv.Itoa(n.cohort))
	}
	return f
}

// verified lists 去向核查: three weeks after the registration, in the year.
func (w *world) verified() file {
	f := table("数据/就业核查/去向核查.csv", "verification",
		"毕业年度 学号 姓名 学院 核查日期 核查层级 核查方式 证明材料 核查结论 违规情形")
	for _, g := range w.graduates {
		for _, c := range g.checks {
			day := g.outcome.registered.AddDate(0, 0, 21)
			f.add(strconv.Itoa(g.cohort), g.student, g.Name, g.major.College, day.Format(time.DateOnly), "校级",
				c.way, c.evidence, c.result, c.breach)
		}
	}
	return f
}

// projects lists 自主创业项目 of those who told the school: whoever has an
// incubator.
func (w *world) projects() file {
	f := table("数据/就业工作登记册/自主创业项目.csv", "startup",
		"毕业年度 学号 负责人 学院 项目名称 统一社会信用代码 注册日期 入驻载体 带动就业人数 状态")
	for _, g := range w.graduates {
		if g.outcome.code != "75" || g.incubator == "" {
			continue
		}
		e := g.outcome.employer
		f.add(strconv.Itoa(g.cohort), g.student, g.Name, g.major.College, e.name, e.credit,
			e.founded.Format(time.DateOnly), g.incubator, "2", "存续")
	}
	return f
}

func (w *world) idle() []internship {
	r := synth.Stream(w.script.Seed, "interns")
	var out []internship
	for _, m := range w.script.Majors {
		e := w.market.ordinary(r, pick(r, m.Industries), "中型", w.city(r))
		out = append(out, internship{e, m.College, pick(r, w.script.Cohorts), 3 + r.IntN(20)})
	}
	return out
}
