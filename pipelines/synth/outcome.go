package synth

import (
	"math"
	"math/rand/v2"
	"time"
)

// outcome is what the register says of somebody at a cut-off.
type outcome struct {
	code       string
	employer   *employer // nil where there is none
	school     string    // where somebody studies on
	at         *place    // of work or study; nil for the unplaced
	occupation string
	pay        int    // yuan a month, 0 where there is none
	related    string // 是, 否
	unplaced   string // 未就业类型
	registered time.Time
}

// settled follows both editions: they differ in the parts, not in the sum.
func settled(code string) bool {
	switch code {
	case "10", "11", "12", "27", "46", "50", "51", "75", "76", "80", "81", "82", "85":
		return true
	}
	return false
}

// levelBase is the log-odds of being placed by the end of the year.
var levelBase = map[string]float64{"本科": 2.12, "第二学士学位": 2.2, "硕士": 2.35, "博士": 2.6, "专科": 2.45}

// yearShift is what a year did to everybody.
func yearShift(cohort int) float64 {
	shifts := map[int]float64{2018: 0.35, 2019: 0.3, 2020: -0.3, 2021: 0.1, 2022: -0.2, 2023: -0.02, 2024: 0.12}
	return shifts[cohort]
}

// placedOdds is the log-odds of one graduate.
func placedOdds(g *graduate) float64 {
	x := levelBase[g.programme.level] + g.programme.shift + yearShift(g.cohort) + 0.4*g.merit
	if g.gender == "2" {
		x -= 0.1
	}
	if g.political == "01" || g.political == "02" {
		x += 0.25
	}
	if g.difficulty != "0" {
		x -= 0.15
	}
	if g.completion == "结业" {
		x -= 1.1
	}
	return x
}

// finalOutcome draws the state on 31 December; nil is somebody who never
// registered.
func (w *world) finalOutcome(r *rand.Rand, g *graduate) *outcome {
	if chance(r, logistic(placedOdds(g))) {
		return w.describe(r, g, w.settledCode(r, g))
	}
	if chance(r, 0.045) {
		return nil
	}
	return w.describe(r, g, unsettledWheel.pick(r))
}

var unsettledWheel = wheelOf(pair{"70", 70}, pair{"71", 18}, pair{"72", 12})

func (w *world) settledCode(r *rand.Rand, g *graduate) string {
	pairs := make([]pair, 0, len(w.mixes[g.programme.level]))
	for _, p := range w.mixes[g.programme.level] {
		p.weight *= w.tilt(g, p.item)
		pairs = append(pairs, p)
	}
	return wheelOf(pairs...).pick(r)
}

// tilt is what the field and the person do to the weight of a destination.
func (w *world) tilt(g *graduate, code string) float64 {
	f := 1.0
	if t, ok := w.tilts[g.programme.category+"/"+code]; ok {
		f = t
	}
	switch code {
	case "80", "85":
		f *= math.Exp(0.55 * g.merit)
		if g.completion == "结业" {
			f = 0
		}
	case "46":
		if g.gender == "2" {
			f *= 0.15
		}
	case "50", "51":
		if g.urban == "2" {
			f *= 1.5
		}
	case "12", "76":
		if g.cohort >= 2020 && g.cohort <= 2022 {
			f *= 1.35
		}
	}
	return f
}

// describe fills in what a register says beside the code.
func (w *world) describe(r *rand.Rand, g *graduate, code string) *outcome {
	o := &outcome{code: code, registered: w.registeredOn(r, g.cohort)}
	switch code {
	case "70", "71", "72", "65":
		o.unplaced = unplacedType(r, code)
	case "80", "85":
		w.study(r, g, o)
	case "46":
		o.at, o.employer = g.origin, &employer{name: "某部队", nature: "40", industry: "80", place: g.origin}
		o.occupation = "80"
	default:
		w.work(r, g, o)
	}
	return o
}

func unplacedType(r *rand.Rand, code string) string {
	switch code {
	case "71":
		return "不就业拟升学"
	case "72":
		return pickOf(r, []string{"暂不就业", "暂不就业", "拟出国出境"})
	case "65":
		return ""
	}
	return seekingWheel.pick(r)
}

var seekingWheel = wheelOf(pair{"求职中", 46}, pair{"签约中", 14}, pair{"拟参加公招考试", 27},
	pair{"拟创业", 4}, pair{"拟应征入伍", 9})

func (w *world) study(r *rand.Rand, g *graduate, o *outcome) {
	if o.code == "85" {
		o.school = pickOf(r, []string{"某境外示例大学", "某海外理工学院", "某国外示范大学"})
		return
	}
	o.at = w.workplace(r, g.person, 0.2)
	o.school = o.at.name + pickOf(r, []string{"示例大学", "示范师范大学", "示例理工大学", "示范医科大学"})
	if g.second {
		o.at, o.school = w.home, institutionName
	}
}

func (w *world) work(r *rand.Rand, g *graduate, o *outcome) {
	industry, share := w.industries[g.programme.category].pick(r), 0.34
	if o.code == "50" || o.code == "51" {
		industry, share = pickOf(r, []string{"42", "45", "45"}), 0.85
	}
	if o.code == "27" {
		industry, share = "38", 0.1
	}
	o.at = w.workplace(r, g.person, share)
	o.employer = w.market.pick(r, industry, o.at)
	o.occupation = w.trades[industry].occupations.pick(r)
	o.pay = w.pay(r, g, industry, o.at)
	o.related = "否"
	if chance(r, 0.68+0.05*g.merit) {
		o.related = "是"
	}
	if o.code == "76" {
		o.employer = nil
	}
}

// dear are the places where pay is a third higher.
var dear = map[string]bool{"1101": true, "3101": true, "4403": true, "3301": true, "4401": true}

func (w *world) pay(r *rand.Rand, g *graduate, industry string, at *place) int {
	x := w.trades[industry].pay * payLevel[g.programme.level] * math.Pow(1.04, float64(g.cohort-2024))
	if dear[at.code] {
		x *= 1.33
	} else if at.province != homeProvince {
		x *= 1.08
	}
	if g.gender == "2" {
		x *= 0.95
	}
	x *= math.Exp(0.2*r.NormFloat64() + 0.1*g.merit)
	return int(math.Round(x/100)) * 100
}

var payLevel = map[string]float64{"本科": 1, "第二学士学位": 1.05, "硕士": 1.35, "博士": 2, "专科": 0.82}

// registeredOn is a day of the summer; movers get a later one.
func (w *world) registeredOn(r *rand.Rand, cohort int) time.Time {
	return time.Date(cohort, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(180))
}

// initialOutcome draws the state on 31 August from that of 31 December: most
// are there already, some come in the autumn, a few lose what they had.
func (w *world) initialOutcome(r *rand.Rand, g *graduate, last *outcome) *outcome {
	if last == nil {
		return nil
	}
	if !settled(last.code) {
		if chance(r, 0.05) {
			return w.describe(r, g, pickOf(r, []string{"11", "12", "10"}))
		}
		return last
	}
	if chance(r, lateShare(last.code)) {
		last.registered = time.Date(g.cohort, 9, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(120))
		if chance(r, 0.1) {
			return nil
		}
		return w.describe(r, g, unsettledWheel.pick(r))
	}
	if chance(r, 0.03) && last.code < "20" {
		return w.describe(r, g, pickOf(r, []string{"12", "11", "76"}))
	}
	return last
}

// lateShare is the part of those placed at year end who were not by August.
func lateShare(code string) float64 {
	switch code {
	case "80", "85":
		return 0.01
	case "46":
		return 0.35
	case "10", "27", "50", "51":
		return 0.08
	}
	return 0.15
}
