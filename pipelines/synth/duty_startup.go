package synth

import (
	"math/rand/v2"
	"strconv"
)

// park is a place for young companies; area is in square metres.
type park struct {
	name, kind, rank         string
	area, projects, advisers int
}

var parks = []park{
	{"中原示范大学大学生创业园", "大学生创业园", "省级", 3200, 46, 18},
	{"中原示范大学众创空间", "众创空间", "校级", 800, 17, 9},
}

// planStartups writes the companies of graduates and the parks they are in.
func (d *duties) planStartups() {
	r := d.stream("startups")
	l := d.ledger("自主创业项目", "startup", "毕业年度", "学号", "负责人", "学院", "项目名称", "统一社会信用代码", "注册日期", "入驻载体", "带动就业人数", "资助金额（元）", "状态", "备注")
	projects, funded, housed := 0, 0, 0
	for _, g := range d.founders(r) {
		grant, in := 10_000*r.IntN(6), ""
		if chance(r, 0.6) {
			in = pickOf(r, parks).name
		}
		l.add(d.year(), g.student, g.name, spelled(r, g.college()), d.world.home.name+pickOf(r, brandFirst)+pickOf(r, brandSecond)+"示例工作室"+strconv.Itoa(projects+1),
			"", d.on(r, "2006年1月2日"), in, orNothing(r, r.IntN(9)), orNothing(r, grant), pickOf(r, []string{"存续", "存续", "存续", "注销"}), "")
		projects++
		funded += one(grant > 0)
		housed += one(in != "")
	}
	d.addLedger(l)
	d.tell("startup_projects", "", "", projects)
	d.tell("startup_funded", "", "", funded)
	d.tell("startup_incubated", "", "", housed)
	d.planParks()
}

// founders are those of the cohort who work for themselves as founders, and two
// of whom the register says something else.
func (d *duties) founders(r *rand.Rand) []*graduate {
	var out, others []*graduate
	for _, g := range d.world.rosters[d.cohort] {
		switch {
		case g.exclusion != "":
		case d.states[state{g, "12-31"}] == "75":
			out = append(out, g)
		default:
			others = append(others, g)
		}
	}
	return append(out, pickOf(r, others), pickOf(r, others))
}

func (d *duties) planParks() {
	l := d.ledger("大学生创业园", "incubator", "年度", "载体名称", "载体类型", "级别", "面积（平方米）", "在孵项目数", "创业导师数", "备注")
	area := 0
	for _, p := range parks {
		area += p.area
		l.add(d.year(), p.name, p.kind, p.rank, strconv.Itoa(p.area), strconv.Itoa(p.projects), strconv.Itoa(p.advisers), "")
	}
	l.total = d.last
	d.addLedger(l)
	d.tell("incubators", "", "", len(parks))
	d.tell("incubator_area", "", "", area)
}
