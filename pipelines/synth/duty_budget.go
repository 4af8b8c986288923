package synth

import "strconv"

// tuitionPerStudent is in fen: 5000 yuan a year.
const tuitionPerStudent = 500_000

// budgetLine is one item; money is in fen, anything else in its own unit.
type budgetLine struct {
	item    string
	amount  int64
	unit    string
	measure string // that it is, alone; empty: none
}

// budget has 0.8 % of the tuition for the office in the last cohort, 1.02 % in
// the year before.
func (d *duties) budget() []budgetLine {
	tuition := int64(d.students) * tuitionPerStudent
	planned := tuition / 10_000 * int64(d.either(80, 102))
	return []budgetLine{
		{"学费收入", tuition, "元", ""}, {"就业经费预算", planned, "元", "budget_planned"},
		{"就业经费支出", planned / 10 * 9, "元", ""}, {"创业经费支出", planned / 4, "元", ""},
		{"就业工作场地面积", int64(d.scaled(640)), "平方米", "site_area"}, {"在校生数", int64(d.students), "人", ""},
		{"就业指导高级职称名额", int64(d.either(1, 0)), "个", "senior_posts"}, {"就业指导中级职称名额", 2, "个", "middle_posts"},
	}
}

// planBudget writes money in 万元 in the last cohort, once without saying so,
// and in 元 in the year before.
func (d *duties) planBudget() {
	lines := d.budget()
	l := d.ledger("经费与基本数据", "budget", "年度", "项目", "数值", "单位", "依据", "备注")
	for _, b := range lines {
		amount, unit := d.money(b)
		unsaid := d.last && b.item == "创业经费支出"
		l.add(d.year(), b.item, amount, onlyIf(!unsaid, unit), "校财〔"+d.year()+"〕8号", "")
		if unsaid {
			l.spoil("单位", "unit", flawUnit)
		}
	}
	d.addLedger(l)
	d.exact("budget_tuition", "", "", lines[1].amount, lines[0].amount)
	for _, b := range lines {
		if b.measure != "" {
			d.exact(b.measure, "", "", b.amount, 0)
		}
	}
}

// money writes an amount in the unit of the year.
func (d *duties) money(b budgetLine) (amount, unit string) {
	switch {
	case b.unit != "元":
		return strconv.FormatInt(b.amount, 10), b.unit
	case d.last:
		return decimal(b.amount, 1_000_000), "万元"
	}
	return decimal(b.amount, 100), "元"
}

// decimal writes an amount exactly as so many of a unit, whose ratio is a power
// of ten.
func decimal(amount, ratio int64) string {
	s := strconv.FormatInt(amount/ratio, 10)
	rest := strconv.FormatInt(ratio+amount%ratio, 10)[1:]
	for len(rest) > 0 && rest[len(rest)-1] == '0' {
		rest = rest[:len(rest)-1]
	}
	if rest == "" {
		return s
	}
	return s + "." + rest
}
