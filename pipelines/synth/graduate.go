package synth

import (
	"math/rand/v2"
	"sort"
	"strconv"
)

// graduate is one 学籍 record of a person: the grain of rosters and registers.
type graduate struct {
	*person
	cohort, entry int // years
	programme     *programme
	exam, student string
	class         string
	completion    string // 毕业, 结业, 肄业
	studyForm     string // 全日制, 非全日制
	training      string
	second        bool // goes on to a second bachelor's degree here
	exclusion     string
	transferred   *programme          // where the record began, nil when it stayed
	grade         int                 // 年级: the year of entry of those it studied with at the end
	outcomes      map[string]*outcome // by cut-off; no entry: not in the register
}

// Why a record of the roster is outside the denominator.
const (
	excludedByRule      = "rule"
	excludedRepeated    = "repeated"
	excludedNotInRoster = "not_in_roster"
)

// levelCode is the 学历代码 of a record.
func (g *graduate) levelCode() string {
	base := map[string]string{"博士": "0", "硕士": "1", "本科": "3", "专科": "4"}[g.programme.level]
	if base == "" {
		return "25"
	}
	return base + map[string]string{"毕业": "1", "结业": "3", "肄业": "9"}[g.completion]
}

// college is the name in use when the cohort left.
func (g *graduate) college() string { return collegeAt(g.programme, g.cohort) }

// mergedFrom is the first cohort of the merged college.
const mergedFrom = 2021

// collegeAt gives 经济管理学院 its two old names before the merger.
func collegeAt(p *programme, cohort int) string {
	if p.college != "经济管理学院" || cohort >= mergedFrom {
		return p.college
	}
	if p.category == "经济学" || p.category == "财经商贸大类" {
		return "经济学院"
	}
	return "管理学院"
}

// cutoffsOf are the snapshots of a cohort, MM-DD: the older ones were kept only
// at the end of the year, the latest also on the day up to which the report of
// the year is published.
func cutoffsOf(cohort int) []string {
	switch {
	case cohort < 2020:
		return []string{"12-31"}
	case cohort >= publishedFrom:
		return []string{"08-31", published, "12-31"}
	}
	return []string{"08-31", "12-31"}
}

// published is the cut-off of publication, and the first cohort that has it.
const (
	published     = "11-30"
	publishedFrom = 2024
)

// graduates fills w.rosters cohort by cohort, since later ones take up people
// of earlier ones.
func (w *world) graduates() {
	for _, cohort := range w.cohorts {
		roster := w.regular(cohort)
		roster = append(roster, w.converted(cohort)...)
		w.number(roster)
		w.settle(stream(w.seed, "outcomes/"+strconv.Itoa(cohort)), roster)
		w.enlist(cohort, roster)
	}
}

// enlist adds to a cohort's roster and puts it in order.
func (w *world) enlist(cohort int, list []*graduate) {
	roster := append(w.rosters[cohort], list...)
	sort.SliceStable(roster, func(i, j int) bool { return rosterLess(roster[i], roster[j]) })
	w.rosters[cohort] = roster
}

func rosterLess(a, b *graduate) bool {
	if a.college() != b.college() {
		return a.college() < b.college()
	}
	if a.class != b.class {
		return a.class < b.class
	}
	return a.student < b.student
}

// regular are those who leave for the first time.
func (w *world) regular(cohort int) []*graduate {
	r := stream(w.seed, "people/"+strconv.Itoa(cohort))
	var out []*graduate
	for i, n := range w.sizes(cohort) {
		p := w.programmes[i]
		for range n {
			out = append(out, w.enrol(r, p, cohort))
		}
	}
	return out
}

// sizes is how many graduates each programme has, about w.size in all.
func (w *world) sizes(cohort int) []int {
	r := stream(w.seed, "sizes/"+strconv.Itoa(cohort))
	total := 0.0
	for _, p := range w.programmes {
		if p.offered(cohort) {
			total += p.size
		}
	}
	sizes := make([]int, len(w.programmes))
	for i, p := range w.programmes {
		noise := 0.94 + 0.12*r.Float64()
		if p.offered(cohort) {
			sizes[i] = max(1, int(p.size*float64(w.size)/total*noise+0.5))
		}
	}
	return sizes
}

// lateShareOfStudents is the part of a year's students who need a year longer.
const lateShareOfStudents = 0.012

func (w *world) enrol(r *rand.Rand, p *programme, cohort int) *graduate {
	g := &graduate{cohort: cohort, programme: p, completion: "毕业", studyForm: "全日制", training: "1"}
	g.entry = cohort - p.years()
	if chance(r, lateShareOfStudents) && p.offered(cohort-1) {
		g.entry--
	}
	g.person = w.returning(r, p, cohort)
	if g.person == nil {
		gender := "1"
		if chance(r, p.female/100) {
			gender = "2"
		}
		g.person = w.people.make(r, gender, g.entry, entryAge(p.level))
	}
	g.vary(r)
	return g
}

func entryAge(level string) int {
	return map[string]int{"博士": 26, "硕士": 23, "第二学士学位": 22}[level] + map[string]int{"本科": 18, "专科": 18}[level]
}

// vary draws what is irregular about a record.
func (g *graduate) vary(r *rand.Rand) {
	level, u := g.programme.level, r.Float64()
	switch {
	case level == "本科" || level == "专科":
		if u < 0.012 {
			g.completion = "结业"
		} else if u < 0.0145 {
			g.completion = "肄业"
		}
	case level == "硕士" && g.cohort >= 2020 && u < 0.08:
		g.studyForm = "非全日制"
	}
	if chance(r, 0.008) {
		g.training = "2"
	}
	if g.completion == "肄业" || g.studyForm != "全日制" {
		g.exclusion = excludedByRule
	}
}

// returning finds an earlier graduate of the school for a second degree or,
// sometimes, a master's; nil when a new person is to be made.
func (w *world) returning(r *rand.Rand, p *programme, cohort int) *person {
	back := cohort - p.years()
	if p.level != "第二学士学位" && (p.level != "硕士" || !chance(r, 0.1)) {
		return nil
	}
	for range 40 {
		if len(w.rosters[back]) == 0 {
			return nil
		}
		g := pickOf(r, w.rosters[back])
		if g.programme.level == "本科" && g.completion == "毕业" && !g.second && g.exclusion == "" {
			g.second = true
			w.goesOn(r, g)
			return g.person
		}
	}
	return nil
}

// goesOn makes the register of the first degree say that its holder studies on.
func (w *world) goesOn(r *rand.Rand, g *graduate) {
	for _, cutoff := range cutoffsOf(g.cohort) {
		g.outcomes[cutoff] = w.describe(r, g, "80")
	}
}

// converted are last year's 结业 who have their diploma now: the same record a
// second time.
func (w *world) converted(cohort int) []*graduate {
	r := stream(w.seed, "converted/"+strconv.Itoa(cohort))
	var out []*graduate
	for _, old := range w.rosters[cohort-1] {
		if old.completion != "结业" || old.exclusion != "" || !chance(r, 0.5) {
			continue
		}
		g := *old
		g.cohort, g.completion, g.exclusion = cohort, "毕业", excludedRepeated
		out = append(out, &g)
	}
	return out
}

// number gives every new record its class and its numbers.
func (w *world) number(roster []*graduate) {
	perProgramme := map[*programme]int{}
	for _, g := range roster {
		if g.exclusion == excludedRepeated {
			continue
		}
		n := perProgramme[g.programme]
		perProgramme[g.programme]++
		g.class = g.programme.title() + strconv.Itoa(g.entry) + "-" + strconv.Itoa(n/40+1) + "班"
		w.serials[g.entry]++
		serial := w.serials[g.entry]
		g.student = strconv.Itoa(g.entry) + padded(w.collegeNumber(g.programme.college), 2) + padded(serial, 6)
		g.exam = strconv.Itoa(g.entry)[2:] + g.county + "1" + padded(serial, 5)
	}
}

func (w *world) collegeNumber(name string) int {
	for i, c := range w.colleges {
		if c == name {
			return i + 1
		}
	}
	return 0
}

// settle draws the outcomes of a roster.
func (w *world) settle(r *rand.Rand, roster []*graduate) {
	for _, g := range roster {
		g.outcomes = map[string]*outcome{}
		if g.completion == "肄业" {
			continue
		}
		last := w.finalOutcome(r, g)
		if last != nil {
			g.outcomes["12-31"] = last
		}
		if first := w.initialOutcome(r, g, last); first != nil && g.cohort >= 2020 {
			g.outcomes["08-31"] = first
		}
		if o := g.inNovember(); o != nil && g.cohort >= publishedFrom {
			g.outcomes[published] = o
		}
	}
}

// inNovember is the state at the cut-off of publication: that of the end of the
// year where it was registered by then, else that of August.
func (g *graduate) inNovember() *outcome {
	last := g.outcomes["12-31"]
	if last != nil && last.registered.Format("01-02") > published {
		return g.outcomes["08-31"]
	}
	return last
}
