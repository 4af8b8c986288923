package synth

import (
	"cmp"
	"maps"
	"slices"
)

// AlumniGroup is what a survey that everybody answers would have found among
// some of a cohort, and how far it got. Those counted are in the denominator of
// the cohort. Pay is in yuan a month, of full-time workers; so are Related,
// Satisfied and Left counts among Employed.
type AlumniGroup struct {
	Level       string `json:"level,omitempty"`              // empty: all levels
	MajorCode   string `json:"major_code,omitempty"`         // digits only; empty: all majors of the level
	CurrentCode string `json:"current_major_code,omitempty"` // of today

	Roster      int `json:"roster"`
	Invited     int `json:"invited"`
	Delivered   int `json:"delivered"`
	Answered    int `json:"answered"` // people, flawed answers with them
	Valid       int `json:"valid"`
	Deaths      int `json:"deaths"`      // found when inviting
	Untraceable int `json:"untraceable"` // 无法联系

	Working          int `json:"working"` // full-time, part-time or for themselves
	SatisfiedWorking int `json:"satisfied_working"`

	Employed         int `json:"employed"` // full-time
	EmployedAnswered int `json:"employed_answered"`
	MeanPay          int `json:"mean_pay"`
	MedianPay        int `json:"median_pay"`
	MeanPayAnswered  int `json:"mean_pay_answered"` // of the valid answers, as the truth and not an outlier has it
	Related          int `json:"related"`           // the first three options
	Satisfied        int `json:"satisfied"`         // the first two
	Left             int `json:"left"`              // two employers or more
}

// AlumniTruth is a survey's truth about a cohort: the whole, then by level, then
// by major.
type AlumniTruth struct {
	SurveyYear int `json:"survey_year"`
	Cohort     int `json:"cohort"`
	AlumniGroup
	Groups []AlumniGroup `json:"groups"`
}

// SurveyFault is an answer with something wrong: too_quick, no_consent and
// not_on_roster make it invalid; repeated is the second of a person, which
// counts instead of the first; pay_outlier is an answer whose pay is of no use.
type SurveyFault struct {
	File string `json:"file"`
	Row  int    `json:"row"`
	Rule string `json:"rule"`
}

// tally collects a group before its pay can be averaged.
type tally struct {
	AlumniGroup
	pays, answered []int
}

func alumniTruth(year, cohort int, list []*asked) AlumniTruth {
	all := &tally{}
	groups := map[AlumniGroup]*tally{}
	in := func(key AlumniGroup) *tally {
		if groups[key] == nil {
			groups[key] = &tally{AlumniGroup: key}
		}
		return groups[key]
	}
	for _, a := range list {
		p := a.g.programme
		all.add(a)
		in(AlumniGroup{Level: p.level}).add(a)
		in(AlumniGroup{Level: p.level, MajorCode: cmp.Or(p.digits, p.title()), CurrentCode: currentMajor(p.digits)}).add(a)
	}
	out := AlumniTruth{SurveyYear: year, Cohort: cohort, AlumniGroup: all.close()}
	keys := slices.SortedFunc(maps.Keys(groups), func(a, b AlumniGroup) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.MajorCode, b.MajorCode))
	})
	for _, key := range keys {
		out.Groups = append(out.Groups, groups[key].close())
	}
	return out
}

func (t *tally) add(a *asked) {
	t.Roster++
	t.Invited += one(a.contact != "")
	t.Delivered += one(a.contact == "已送达")
	t.Deaths += one(a.contact == "已故")
	t.Untraceable += one(a.contact == "无法联系")
	t.Answered += one(a.answered)
	t.Valid += one(a.valid())
	satisfied := a.reply.satisfied < satisfiedUpTo
	t.Working += one(a.c.working())
	t.SatisfiedWorking += one(a.c.working() && satisfied)
	if !a.c.fullTime() {
		return
	}
	t.pays = append(t.pays, a.reply.pay)
	if a.valid() {
		t.answered = append(t.answered, a.reply.pay)
	}
	t.Related += one(a.reply.related < relatedUpTo)
	t.Satisfied += one(satisfied)
	t.Left += one(a.c.employers >= 2)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (t *tally) close() AlumniGroup {
	t.Employed, t.EmployedAnswered = len(t.pays), len(t.answered)
	t.MeanPay, t.MeanPayAnswered = mean(t.pays), mean(t.answered)
	t.MedianPay = median(t.pays)
	return t.AlumniGroup
}

// mean is rounded half up; 0 of nothing.
func mean(list []int) int {
	sum, n := 0, len(list)
	for _, x := range list {
		sum += x
	}
	if n == 0 {
		return 0
	}
	return (2*sum + n) / (2 * n)
}

// median is the mean of the two in the middle where their number is even.
func median(list []int) int {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return mean([]int{sorted[(len(sorted)-1)/2], sorted[len(sorted)/2]})
}
