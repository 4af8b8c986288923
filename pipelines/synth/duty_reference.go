package synth

import (
	"slices"
	"strconv"
	"strings"
)

// planMinimumWage writes invented floors of pay, by place and date.
func (b *builder) planMinimumWage() {
	l := &ledger{path: "数据/就业核查/最低工资标准.xlsx", contract: "minimum_wage", sheet: "最低工资标准",
		headings: []string{"地区代码", "地区", "执行日期", "月最低工资（元）", "来源"}}
	for _, m := range readTable("minimum_wage") {
		l.add(m["place_code"], m["place"], m["valid_from"], m["amount"], "示例数据，不是实际标准")
	}
	b.addLedger(l)
}

// planInternships lists who took interns of the cohort. A few of them took
// somebody of the same college for good: whether that is work has to be looked
// at.
func (d *duties) planInternships() {
	r := d.stream("internships")
	l := d.ledger("实习单位", "internship_employer", "年度", "学院", "单位名称", "统一社会信用代码", "实习人数", "备注")
	l.path = "数据/就业核查/实习单位-" + d.year() + ".xlsx"
	pool := d.visited()
	for i, college := range d.colleges {
		for k := range 3 {
			e := pool[len(pool)-30+(i*3+k)%30]
			if hiring := d.employerFrom(college); hiring != nil && i%4 == 0 && k == 2 {
				e = hiring
			}
			l.add(d.year(), spelled(r, college), e.name, e.credit, strconv.Itoa(5+r.IntN(30)), "")
		}
	}
	d.addLedger(l)
}

// employerFrom is one with a credit code that took a graduate of a college.
func (d *duties) employerFrom(college string) *employer {
	for _, g := range d.world.rosters[d.cohort] {
		o := g.outcomes["12-31"]
		if g.exclusion == "" && g.programme.college == college && o != nil && o.code == "11" && o.employer.credit != "" {
			return o.employer
		}
	}
	return nil
}

// planEmployerNotes explains why employers of the last cohort are what they
// look like.
func (b *builder) planEmployerNotes() {
	cohort := b.opts.Cohorts[len(b.opts.Cohorts)-1]
	l := &ledger{path: "数据/就业核查/用人单位说明.xlsx", contract: "employer_note", sheet: "用人单位说明",
		headings: []string{"单位名称", "统一社会信用代码", "说明类别", "理由", "起始年度", "截止年度"}}
	for _, n := range []struct{ word, kind, reason string }{
		{"医院", "集中录用", "示例：新院区投用，统一招录，有录用名单"},
		{"集团", "集团总部", "示例：由集团总部统一签约，再分到各公司"},
		{"人力资源", "已备案劳务派遣", "示例：有劳务派遣许可，派遣备案齐全"},
	} {
		list := b.hired[cohort].list
		i := slices.IndexFunc(list, func(e *employer) bool { return strings.Contains(e.name, n.word) })
		if i >= 0 {
			l.add(list[i].name, list[i].credit, n.kind, n.reason, strconv.Itoa(cohort-1), "")
		}
	}
	b.addLedger(l)
}
