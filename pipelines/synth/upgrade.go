package synth

import "strconv"

// upgraded is the admission type of those who come with a vocational diploma
// and need two years more for a bachelor's degree.
const upgraded = "专升本"

// ordinary is the admission type of everybody else, as plans and rosters write it.
const ordinary = "统招"

// upgradedMajors are the majors that also take in vocational graduates, by
// digits, with how many a year at full size.
var upgradedMajors = map[string]float64{"120203": 60, "101101": 60}

// loadUpgrades makes programmes of their own beside those of the same major:
// a funnel of two years must not flow into one of four.
func loadUpgrades(all []*programme) []*programme {
	var out []*programme
	for _, p := range all {
		if size := upgradedMajors[p.digits]; size > 0 && p.level == "本科" {
			q := *p
			q.admission, q.size = upgraded, size
			out = append(out, &q)
		}
	}
	return out
}

// admissionType is empty for those who do not come by an entrance examination
// for undergraduates.
func (p *programme) admissionType() string {
	switch {
	case p.admission != "":
		return p.admission
	case p.level == "本科" || p.level == "专科":
		return ordinary
	}
	return ""
}

// graduateUpgrades adds the graduates of 专升本 to the rosters. They come last
// and from streams of their own, so that all other records stay as they are.
func (w *world) graduateUpgrades() {
	for _, cohort := range w.cohorts {
		list := w.upgradedGraduates(cohort)
		w.settle(stream(w.seed, topic("upgraded/outcomes", cohort)), list)
		w.enlist(cohort, list)
	}
}

func (w *world) upgradedGraduates(cohort int) []*graduate {
	r := stream(w.seed, topic("upgraded/people", cohort))
	var out []*graduate
	for _, p := range w.upgrades {
		n := max(1, int(p.size*float64(w.size)/6000*(0.94+0.12*r.Float64())+0.5))
		for i := range n {
			g := &graduate{cohort: cohort, entry: cohort - p.years(), programme: p,
				completion: "毕业", studyForm: "全日制", training: "1"}
			gender := "1"
			if chance(r, p.female/100) {
				gender = "2"
			}
			g.person = w.people.make(r, gender, g.entry, 21)
			g.class = p.title() + upgraded + strconv.Itoa(g.entry) + "-" + strconv.Itoa(i/40+1) + "班"
			g.student = strconv.Itoa(g.entry) + "66" + padded(len(out)+1, 6)
			g.exam = strconv.Itoa(g.entry)[2:] + g.county + "6" + padded(len(out)+1, 5)
			out = append(out, g)
		}
	}
	return out
}
