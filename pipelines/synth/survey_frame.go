package synth

// Respondent is one graduate in the frame of an alumni survey, with what the
// roster and the register know of everybody, and what an answer would say.
type Respondent struct {
	Level       string
	Category    string // 学科门类 or 专业大类 of the major
	Major       string // level:digits
	Gender      string // 男, 女
	Origin      string // 省内, 省外
	Destination string // 单位就业, 升学, 创业或自由职业, 未落实, at the end of the year
	Answered    bool   // with a valid answer
	FullTime    bool
	Pay         int  // yuan a month, of full-time workers; 0 of others
	Related     bool // one of the first three options
	Satisfied   bool // one of the first two
}

// SurveyTruth makes the frame of a survey of the first of o.Cohorts three years
// later, everybody's answer with it, and writes nothing. It is for tests that
// ask many universities how good an estimate is. Only o.Graduates, the first
// cohort and o.NonResponse matter.
func SurveyTruth(seed uint64, o Options) []Respondent {
	o = o.withDefaults()
	cohort := o.Cohorts[0]
	o.Cohorts = []int{cohort}
	w := newWorld(seed, o)
	w.graduates()
	w.graduateUpgrades()
	list := w.ask(cohort+3, cohort, w.careers(cohort), o.NonResponse)
	out := make([]Respondent, len(list))
	for i, a := range list {
		out[i] = respondent(a)
	}
	return out
}

func respondent(a *asked) Respondent {
	g := a.g
	out := Respondent{Level: g.programme.level, Category: g.programme.category,
		Major: g.programme.level + ":" + g.programme.digits, Gender: label("gender", g.gender), Origin: "省外",
		Destination: g.firstDestination(), Answered: a.valid(), FullTime: a.c.fullTime(),
		Related: a.reply.related < relatedUpTo, Satisfied: a.reply.satisfied < satisfiedUpTo}
	if g.origin.province == homeProvince {
		out.Origin = "省内"
	}
	if out.FullTime {
		out.Pay = a.reply.pay
	}
	return out
}
