package synth

import (
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// applicant is one line of a provincial 投档单.
type applicant struct {
	*person
	exam       string
	first      *programme // where it begins
	p          *programme // admitted to: first, or the 大类 it is in
	planCode   string
	score      int
	choices    [6]string
	registered bool
}

// admissionYears are the years of entry that have an admission list: those
// whose undergraduates and vocational students are both among the cohorts, and
// all later ones, in which students are on their way.
func (w *world) admissionYears() []int {
	var out []int
	for _, cohort := range w.cohorts {
		if slices.Contains(w.cohorts, cohort+1) {
			out = append(out, cohort-3)
		}
	}
	if len(out) == 0 {
		return nil
	}
	for year := out[len(out)-1] + 1; year <= min(w.lastCohort(), lastPlanYear); year++ {
		out = append(out, year)
	}
	return out
}

func (w *world) lastCohort() int { return w.cohorts[len(w.cohorts)-1] }

// applicants are a year's admitted: those who graduated since, those who left
// on the way or are still here, and those who never came.
func (w *world) applicants(year int) []applicant {
	r := stream(w.seed, topic("admission", year))
	var out []applicant
	for _, g := range w.beginners(year) {
		out = append(out, w.apply(r, g.person, g.exam, g.began(), year))
	}
	for _, s := range w.entrants[year] {
		out = append(out, w.apply(r, s.person, s.exam, s.first, year))
	}
	for i := range quantity(29, len(out)) {
		p := pickOf(r, out).first
		q := w.people.make(r, strconv.Itoa(1+r.IntN(2)), year, 18)
		a := w.apply(r, q, strconv.Itoa(year)[2:]+q.county+"8"+padded(i, 5), p, year)
		a.registered = false
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b applicant) int { return strings.Compare(a.exam, b.exam) })
	return out
}

// apply draws choices and score: better ones get their first choice. 专升本 knows
// no choices.
func (w *world) apply(r *rand.Rand, q *person, exam string, p *programme, year int) applicant {
	a := applicant{person: q, exam: exam, first: p, p: w.admittedTo(p, year), registered: true}
	a.planCode = w.planCode(a.p)
	if p.admission == upgraded {
		a.score = int(math.Round(215 + 12*q.merit + 9*r.NormFloat64()))
		return a
	}
	base := map[string]float64{"本科": 505, "专科": 330}[p.level]
	a.score = int(math.Round(base + 18*q.merit + 12*a.p.shift + 9*r.NormFloat64()))
	for i := range a.choices {
		a.choices[i] = w.otherChoice(r, p, year)
	}
	switch u := r.Float64(); {
	case u < logistic(0.45+0.3*a.p.shift):
		a.choices[0] = a.planCode
	case u < 0.88:
		a.choices[1+r.IntN(5)] = a.planCode
	}
	return a
}

// otherChoice is the plan code of another programme that is not recruited
// together with p.
func (w *world) otherChoice(r *rand.Rand, p *programme, year int) string {
	for {
		if q := w.admittedTo(w.otherProgramme(r, p), year); q != w.admittedTo(p, year) {
			return w.planCode(q)
		}
	}
}

// otherProgramme is another of the same level.
func (w *world) otherProgramme(r *rand.Rand, p *programme) *programme {
	for {
		if q := pickOf(r, w.programmes); q.level == p.level && q != p {
			return q
		}
	}
}

// Headings of the 投档单; 准考证号 is of no use to any contract.
var (
	pinyinAdmission = []any{"年份", "省份", "层次", "KSH", "ZKZH", "XM", "XBMC", "SFZH", "KLMC", "PCMC", "JHXZ", "CJ", "TDCJ",
		"LQZY", "LQZYMC", "ZYDH1", "ZYDH2", "ZYDH3", "ZYDH4", "ZYDH5", "ZYDH6", "BD"}
	chineseAdmission = []any{"年份", "省份", "层次", "考生号", "准考证号", "姓名", "性别名称", "身份证号", "科类名称", "批次名称", "计划性质", "成绩", "投档成绩",
		"录取专业", "录取专业名称", "专业代号1", "专业代号2", "专业代号3", "专业代号4", "专业代号5", "专业代号6", "报到"}
)

func (b *builder) planAdmissions() {
	for _, year := range b.world.admissionYears() {
		list := b.world.applicants(year)
		headings := chineseAdmission
		if year%2 == 0 {
			headings = pinyinAdmission
		}
		f := File{Path: "数据/招生/录取名册-" + strconv.Itoa(year) + ".xlsx", Contract: "admission",
			Sheet: "投档单", Rows: len(list), Skipped: 1}
		b.manifest.UnknownColumns = append(b.manifest.UnknownColumns,
			UnknownColumn{f.Path, headings[4].(string), len(list)})
		b.manifest.Admissions = append(b.manifest.Admissions, b.world.admissionTruth(year, list)...)
		b.add(f, "", grid{sheet: f.Sheet, lines: admissionLines(year, headings, list)}, "")
	}
}

func admissionLines(year int, headings []any, list []applicant) iter.Seq[line] {
	return func(yield func(line) bool) {
		if !yield(line{cells: headings}) {
			return
		}
		for _, a := range list {
			if !yield(a.line(year)) {
				return
			}
		}
	}
}

func (a applicant) line(year int) line {
	l := textLine(strconv.Itoa(year), a.origin.provinceName, a.p.level, a.exam, a.exam[2:], a.name,
		label("gender", a.gender), a.card, a.p.subject(), a.p.batch(), a.kind(),
		strconv.Itoa(a.score), strconv.Itoa(a.score), a.planCode, a.p.title())
	for _, c := range a.choices {
		l.cells = append(l.cells, c)
	}
	l.cells = append(l.cells, yesNo(a.registered))
	return l
}

// kind is the 计划性质, which for 专升本 says how somebody came.
func (a applicant) kind() string {
	if a.p.admission != "" {
		return a.p.admission
	}
	return "非定向"
}

func yesNo(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// planScoreRanks writes the 一分一段表 of the provinces most students are from.
func (b *builder) planScoreRanks() {
	for _, year := range b.world.admissionYears() {
		lines := []line{textLine("年份", "省份", "科类", "分数", "本段人数", "累计人数")}
		for i, province := range []string{"41", "13", "34"} {
			for j, subject := range []string{"文史", "理工"} {
				candidates := []float64{900_000, 480_000, 430_000}[i] * []float64{0.42, 0.58}[j]
				mean := 400 + 8*float64(j) + float64((year*7+i*3)%11)
				lines = append(lines, scoreRank(year, province, subject, candidates, mean)...)
			}
		}
		f := File{Path: "数据/招生/一分一段表-" + strconv.Itoa(year) + ".csv", Contract: "score_rank", Rows: len(lines) - 1, Skipped: 1}
		b.add(f, "UTF-8", grid{lines: slices.Values(lines)}, "")
	}
}

// scoreRank counts candidates along a normal curve, from the top down.
func scoreRank(year int, province, subject string, candidates, mean float64) []line {
	const deviation = 95
	var out []line
	cumulative := 0
	for score := 720; score >= 180; score-- {
		z := (float64(score) - mean) / deviation
		n := int(math.Round(candidates / (deviation * math.Sqrt(2*math.Pi)) * math.Exp(-z*z/2)))
		if n == 0 && cumulative == 0 {
			continue
		}
		cumulative += n
		out = append(out, textLine(strconv.Itoa(year), label("province", province), subject,
			strconv.Itoa(score), strconv.Itoa(n), strconv.Itoa(cumulative)))
	}
	return out
}
