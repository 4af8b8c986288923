package synth

import (
	"math"
	"strconv"
	"strings"
)

// planVacancies writes how many posts employers offered to each major of the
// last three cohorts: at the fairs, and on the school's own page.
func (b *builder) planVacancies() {
	for _, cohort := range b.opts.Cohorts[max(0, len(b.opts.Cohorts)-3):] {
		r := stream(b.world.seed, topic("vacancies", cohort))
		lines := []line{textLine("毕业年度", "学历", "专业代码", "专业", "岗位数", "来源")}
		for _, p := range b.world.programmes {
			if !p.offered(cohort) {
				continue
			}
			posts := p.size * float64(b.world.size) / 6000 * 2.4 * math.Exp(0.8*p.shift+0.35*r.NormFloat64())
			for _, source := range []struct {
				name  string
				share float64
			}{{"校园招聘会", 0.6}, {"就业信息网", 0.4}} {
				l := textLine(strconv.Itoa(cohort), p.level, p.digits, p.title())
				l.cells = append(l.cells, int(posts*source.share+0.5), source.name)
				lines = append(lines, l)
			}
		}
		b.addTable("数据/岗位/岗位需求-"+strconv.Itoa(cohort)+".xlsx", "vacancy", "岗位需求", lines)
	}
}

// suspendedMajor no longer recruits in the year that is planned.
const suspendedMajor = "120401"

// capacityYear is the year that is planned: the one after the last plan.
const capacityYear = lastPlanYear + 1

// planCapacity writes how many each programme can teach at most. The national
// catalogue marks a controlled major by a K.
func (b *builder) planCapacity() {
	y := strconv.Itoa(capacityYear)
	r := stream(b.world.seed, topic("capacity", capacityYear))
	lines := []line{textLine("招生年份", "学历", "学院", "专业代码", "专业", "最大招生规模", "是否国控", "是否停招", "备注")}
	for _, p := range b.world.programmes {
		if !p.recruits(capacityYear) {
			continue
		}
		places := p.size * float64(b.world.size) / 6000 * (1.1 + 0.25*r.Float64())
		suspended := p.level == "本科" && p.digits == suspendedMajor
		l := textLine(y, p.level, p.college, p.digits, p.title())
		l.cells = append(l.cells, max(1, int(math.Ceil(places/5))*5), yesNo(strings.HasSuffix(p.code, "K")),
			yesNo(suspended), onlyIf(suspended, "校教学委员会议定"+y+"年起停招"))
		lines = append(lines, l)
	}
	b.addTable("数据/招生/专业办学条件-"+y+".xlsx", "major_capacity", "办学条件", lines)
}
