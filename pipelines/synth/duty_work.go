package synth

import "strconv"

// deed is something that was done: a matter, by the school or by a college.
type deed struct{ matter, college, on, document string }

// reportOf is the matter whose day counts: the report of a year is due by its
// end, and that of the last cohort came late.
const reportOf = "发布年度报告"

// planWork writes down what was done for each matter; in the last cohort the
// school left some out and a few colleges others.
func (d *duties) planWork() {
	r := d.stream("work")
	l := d.ledger("就业工作台账", "work_record", "年度", "日期", "级别", "学院", "事项", "文件或会议", "备注")
	list := d.deeds()
	for _, e := range list {
		l.add(d.year(), e.on, levelOf(e.college), spelled(r, e.college), e.matter, e.document, "")
	}
	l.title = onlyIf(d.last, institutionName+"就业工作台账（"+d.year()+"）")
	d.addLedger(l)
	d.workTruth(list)
}

func (d *duties) deeds() []deed {
	r := d.stream("deeds")
	var out []deed
	for _, m := range readTable("duty_matters") {
		lacks := d.last && m["lacking"] == "校"
		for i := range integer(m["times"]) * (1 - one(lacks)) {
			out = append(out, deed{m["matter"], "", d.doneOn(m["matter"], d.on(r, "2006-01-02")), m["document"] + "（" + strconv.Itoa(i+1) + "）"})
		}
		if m["unit"] != "两级" {
			continue
		}
		missing := d.someColleges(m["matter"], d.either(integer(m["lacking"]), 0))
		for _, college := range d.colleges {
			if !missing[college] {
				out = append(out, deed{m["matter"], college, d.on(r, "2006-01-02"), college + m["document"]})
			}
		}
	}
	return out
}

func (d *duties) doneOn(matter, on string) string {
	switch {
	case matter == reportOf && d.last:
		return strconv.Itoa(d.cohort+1) + "-01-16"
	case matter == reportOf:
		return d.year() + "-12-26"
	}
	return on
}

func (d *duties) workTruth(list []deed) {
	rows, inTime := map[[2]string]int{}, 0
	for _, e := range list {
		rows[[2]string{e.college, e.matter}]++
		inTime += one(e.matter == reportOf && e.on <= d.year()+"-12-31")
	}
	for _, m := range readTable("duty_matters") {
		for _, college := range append([]string{""}, d.colleges...) {
			d.tell("work_record", college, m["matter"], rows[[2]string{college, m["matter"]}])
		}
	}
	d.tell("report_released", "", "", inTime)
	d.alumniTruth()
}

// alumniTruth counts the answers to the year's survey, of those who left three
// to five years before.
func (d *duties) alumniTruth() {
	for _, a := range d.manifest.Alumni {
		if a.SurveyYear == d.cohort {
			d.tell("alumni_tracked", "", strconv.Itoa(a.Cohort), a.Valid)
		}
	}
}
