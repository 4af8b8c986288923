package synth

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// surveyYears are the years in which alumni three to five years out are asked.
var surveyYears = []int{2023, 2024}

// career is what became of a graduate; surveys a year apart ask the same one.
type career struct {
	first, growth float64 // yuan a month, and its factor a year
	industry      string
	at            *place
	mood          float64 // standard normal: how content somebody is
	employers     int
	status        string
}

// careers are drawn for whole cohorts, whoever answers later.
func (w *world) careers(cohort int) map[*graduate]career {
	r := stream(w.seed, topic("careers", cohort))
	out := map[*graduate]career{}
	for _, g := range w.rosters[cohort] {
		if g.exclusion != "" {
			continue
		}
		out[g] = w.career(r, g)
	}
	return out
}

func (w *world) career(r *rand.Rand, g *graduate) career {
	c := career{industry: w.industries[g.programme.category].pick(r), at: w.workplace(r, g.person, 0.4),
		mood: r.NormFloat64(), employers: 1 + min(r.IntN(3), r.IntN(4)), status: statusWheel.pick(r)}
	o := g.outcomes["12-31"]
	if o != nil && o.employer != nil && o.at != nil {
		c.industry, c.at = o.employer.industry, o.at
	}
	c.first = float64(w.pay(r, g, c.industry, c.at))
	if o == nil || !settled(o.code) {
		c.first *= 0.88
	}
	c.growth = 1.065 + 0.02*r.NormFloat64() + 0.012*g.merit
	return c
}

var statusWheel = wheelOf(pair{"全职就业", 83}, pair{"自主创业", 3}, pair{"兼职", 3}, pair{"读研", 7}, pair{"待业", 4})

// pay is what somebody earns in a year, to the ten.
func (c career) pay(cohort, year int) int {
	return int(math.Round(c.first*math.Pow(c.growth, float64(year-cohort))/10)) * 10
}

// answers tells whether somebody answers. By margins, what decides is in the
// roster and raking can mend it; by pay, it is not and no raking can.
func (b *builder) answers(r *rand.Rand, g *graduate, c career, year int) bool {
	x := -0.75
	if b.opts.NonResponse == "pay" {
		x -= 1.6 * math.Log(float64(c.pay(g.cohort, year))/7500)
		return chance(r, logistic(x))
	}
	if g.gender == "2" {
		x += 0.35
	}
	switch g.programme.level {
	case "硕士", "博士":
		x += 0.45
	case "专科":
		x -= 0.7
	}
	if g.programme.college == "教育学院" || g.programme.college == "文学院" {
		x += 0.4
	}
	if o := g.outcomes["12-31"]; o == nil || !settled(o.code) {
		x -= 0.8
	}
	return chance(r, logistic(x))
}

func (b *builder) planAlumni() {
	careers := map[int]map[*graduate]career{}
	for _, year := range surveyYears {
		lines := []line{textLine("调查年度", "毕业年度", "学号", "学院", "专业代码", "专业", "答卷日期", "同意日期", "就业状态",
			"月收入", "初职月收入", "专业相关度", "就业满意度", "职业期待吻合度", "职业适应性", "雇主数", "现单位工作月数", "是否晋升",
			"单位行业代码", "单位行业", "单位所在地代码", "单位所在地", "母校满意度", "母校推荐度", "教学满意度")}
		for _, cohort := range []int{year - 5, year - 4, year - 3} {
			if !slices.Contains(b.opts.Cohorts, cohort) {
				continue
			}
			if careers[cohort] == nil {
				careers[cohort] = b.world.careers(cohort)
			}
			lines = append(lines, b.survey(year, cohort, careers[cohort])...)
		}
		if len(lines) > 1 {
			b.addTable("数据/校友/校友跟踪调查-"+strconv.Itoa(year)+".xlsx", "alumni_answer", "答卷", lines)
		}
	}
}

// survey asks a cohort and notes what asking everybody would have found.
func (b *builder) survey(year, cohort int, careers map[*graduate]career) []line {
	r := stream(b.world.seed, topic("survey/"+strconv.Itoa(year), cohort))
	truth := AlumniTruth{SurveyYear: year, Cohort: cohort}
	all, answered := 0, 0
	var out []line
	for _, g := range b.world.rosters[cohort] {
		c, ok := careers[g]
		if !ok {
			continue
		}
		truth.Invited++
		employed := c.status == "全职就业"
		if employed {
			truth.Employed++
			all += c.pay(cohort, year)
		}
		if !b.answers(r, g, c, year) {
			continue
		}
		truth.Answered++
		if employed {
			truth.EmployedAnswered++
			answered += c.pay(cohort, year)
		}
		out = append(out, answerLine(r, g, c, year))
	}
	truth.MeanPay = rounded(all, truth.Employed)
	truth.MeanPayAnswered = rounded(answered, truth.EmployedAnswered)
	b.manifest.Alumni = append(b.manifest.Alumni, truth)
	return out
}

func rounded(sum, n int) int {
	if n == 0 {
		return 0
	}
	return (2*sum + n) / (2 * n)
}

func answerLine(r *rand.Rand, g *graduate, c career, year int) line {
	on := time.Date(year, 9, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(60)).Format("2006-01-02")
	l := textLine(strconv.Itoa(year), strconv.Itoa(g.cohort), g.student, g.college(), g.programme.digits,
		g.programme.title(), on, on, c.status)
	if c.status == "待业" || c.status == "读研" {
		l.cells = append(l.cells, make([]any, 13)...)
	} else {
		l.cells = append(l.cells, jobAnswers(r, g, c, year)...)
	}
	for _, scale := range [][]string{satisfaction, willingness, satisfaction} {
		l.cells = append(l.cells, onScale(r, scale, c.mood+0.5))
	}
	return l
}

func jobAnswers(r *rand.Rand, g *graduate, c career, year int) []any {
	months := min(12*(year-g.cohort), 6+r.IntN(12*(year-g.cohort)))
	return []any{strconv.Itoa(c.pay(g.cohort, year)), strconv.Itoa(int(c.first)),
		onScale(r, relatedness, 0.3+0.3*g.merit), onScale(r, satisfaction, c.mood), onScale(r, matching, c.mood),
		onScale(r, matching, c.mood+0.4), strconv.Itoa(c.employers), strconv.Itoa(months),
		yesNo(chance(r, logistic(c.mood-0.4))), c.industry, label("industry", c.industry),
		c.at.code + "00", c.at.full()}
}

// Answers in the words of the questionnaire, best first.
var (
	satisfaction = []string{"很满意", "满意", "一般", "不满意", "很不满意"}
	relatedness  = []string{"非常相关", "比较相关", "基本相关", "不太相关", "不相关"}
	matching     = []string{"非常符合", "比较符合", "基本符合", "不太符合", "不符合"}
	willingness  = []string{"非常愿意", "愿意", "不确定", "不愿意", "非常不愿意"}
)

// onScale picks from five points; a higher x picks nearer the first.
func onScale(r *rand.Rand, words []string, x float64) string {
	z := x + 0.8*r.NormFloat64()
	for i, line := range []float64{1.1, 0, -1.2, -2} {
		if z > line {
			return words[i]
		}
	}
	return words[4]
}
