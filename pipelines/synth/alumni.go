package synth

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// surveyYears are the years in which alumni three to five years out are asked.
var surveyYears = []int{2022, 2023, 2024}

// asked is one graduate of a survey: what became of the invitation, and the
// answer.
type asked struct {
	g        *graduate
	c        career
	reply    reply
	contact  string // 联系结果; empty: not invited, no address
	answered bool
	flaw     string // what is wrong with the answer
}

// What was planted in answers. Neither a repetition nor an outlier makes an
// answer invalid: the one counts once, the other only has no pay to use.
const (
	flawQuick    = "too_quick"     // under 40 seconds
	flawConsent  = "no_consent"    // no 同意日期
	flawStranger = "not_on_roster" // a mistyped student number
	flawRepeated = "repeated"      // the same person a second time
	flawPay      = "pay_outlier"
)

// flaws says how many of ten thousand answers have each.
var flaws = []struct {
	rule           string
	perTenThousand int
}{{flawQuick, 100}, {flawConsent, 100}, {flawStranger, 50}, {flawRepeated, 50}, {flawPay, 50}}

func drawFlaw(r *rand.Rand, c career) string {
	n := r.IntN(10_000)
	for _, f := range flaws {
		if n < f.perTenThousand {
			return onlyIf(f.rule != flawPay || c.working(), f.rule)
		}
		n -= f.perTenThousand
	}
	return ""
}

// valid tells whether the answer may be counted.
func (a *asked) valid() bool {
	return a.answered && a.flaw != flawQuick && a.flaw != flawConsent && a.flaw != flawStranger
}

func (b *builder) planAlumni() {
	careers := map[int]map[*graduate]career{}
	for _, year := range surveyYears {
		s := &survey{b: b, year: year, path: "数据/校友/校友跟踪调查-" + strconv.Itoa(year) + ".xlsx"}
		s.invitations, s.answers = []line{textLine(invitationHeadings...)}, []line{textLine(answerHeadings...)}
		for cohort := year - 5; cohort <= year-3; cohort++ {
			if !slices.Contains(b.opts.Cohorts, cohort) {
				continue
			}
			if careers[cohort] == nil {
				careers[cohort] = b.world.careers(cohort)
			}
			s.ask(b.world.ask(year, cohort, careers[cohort], b.opts.NonResponse), cohort)
		}
		if len(s.answers) > 1 {
			b.addTable("数据/校友/校友调查邀请名单-"+strconv.Itoa(year)+".xlsx", "alumni_invitation", "邀请名单", s.invitations)
			b.addTable(s.path, "alumni_answer", "答卷", s.answers)
		}
	}
}

// ask goes through a cohort, whoever is reached. Everybody has a reply, so that
// the manifest knows what asking everybody would have found.
func (w *world) ask(year, cohort int, careers map[*graduate]career, nonResponse string) []*asked {
	replies := stream(w.seed, topic("replies/"+strconv.Itoa(year), cohort))
	invited := stream(w.seed, topic("invitations/"+strconv.Itoa(year), cohort))
	answers := stream(w.seed, topic("survey/"+strconv.Itoa(year), cohort))
	var out []*asked
	for _, g := range w.rosters[cohort] {
		c, ok := careers[g]
		if !ok {
			continue
		}
		a := &asked{g: g, c: c, reply: w.reply(replies, g, c, year), contact: contact(invited, c)}
		a.answered = a.contact == "已送达" && responds(answers, nonResponse, g, c, year)
		if a.answered {
			a.flaw = drawFlaw(answers, c)
		}
		out = append(out, a)
	}
	return out
}

func contact(r *rand.Rand, c career) string {
	u := r.Float64()
	switch {
	case !c.address:
		return ""
	case c.died:
		return "已故"
	case u < 0.06:
		return "无法联系"
	case u < 0.1:
		return "未送达"
	case u < 0.13:
		return "拒绝"
	}
	return "已送达"
}

// survey is one year's two files.
type survey struct {
	b                    *builder
	year                 int
	path                 string
	invitations, answers []line
}

func (s *survey) ask(list []*asked, cohort int) {
	r := stream(s.b.world.seed, topic("answers/"+strconv.Itoa(s.year), cohort))
	for _, a := range list {
		if a.contact != "" {
			s.invitations = append(s.invitations, s.invitation(a))
		}
		if a.answered {
			s.write(r, a)
		}
	}
	s.b.manifest.Alumni = append(s.b.manifest.Alumni, alumniTruth(s.year, cohort, list))
}

// write puts an answer down, and notes where it is flawed.
func (s *survey) write(r *rand.Rand, a *asked) {
	on := time.Date(s.year, 9, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(60))
	s.answers = append(s.answers, s.answer(r, a, on))
	if a.flaw == flawRepeated {
		s.answers = append(s.answers, s.answer(r, a, on.AddDate(0, 0, 1+r.IntN(9))))
	}
	if a.flaw != "" {
		s.b.manifest.SurveyFaults = append(s.b.manifest.SurveyFaults, SurveyFault{s.path, len(s.answers), a.flaw})
	}
}

// The headings of the two files.
var (
	invitationHeadings = []string{"调查年度", "毕业年度", "学号", "身份证号", "姓名", "学院", "专业代码", "专业", "邀请日期", "联系结果"}
	answerHeadings     = []string{"调查年度", "毕业年度", "学号", "学院", "专业代码", "专业", "答卷日期", "同意日期", "答题用时", "就业状态",
		"月收入", "初职月收入", "专业相关度", "就业满意度", "职业期待吻合度", "职业适应性", "雇主数", "现单位工作月数", "是否晋升",
		"单位行业代码", "单位行业", "职位类别", "单位所在地代码", "单位所在地", "母校满意度", "母校推荐度", "教学满意度"}
)

// jobQuestions are those that only people in work answer.
const jobQuestions = 14

func (s *survey) invitation(a *asked) line {
	g := a.g
	return textLine(strconv.Itoa(s.year), strconv.Itoa(g.cohort), g.student, g.card, g.name, g.college(),
		g.programme.digits, g.programme.title(), strconv.Itoa(s.year)+"-08-25", a.contact)
}

func (s *survey) answer(r *rand.Rand, a *asked, on time.Time) line {
	g, words := a.g, wordingOf(s.year)
	date, student := on.Format("2006-01-02"), g.student
	seconds := 90 + int(60*r.ExpFloat64()*4)
	if a.flaw == flawQuick {
		seconds = 6 + r.IntN(34)
	}
	if a.flaw == flawStranger {
		student = student[:6] + "9" + student[7:] // no serial begins so
	}
	l := textLine(strconv.Itoa(s.year), strconv.Itoa(g.cohort), student, g.college(), g.programme.digits,
		g.programme.title(), date, onlyIf(a.flaw != flawConsent, date), strconv.Itoa(seconds), a.c.status)
	if a.c.working() {
		l.cells = append(l.cells, jobAnswers(r, a, words)...)
	} else {
		l.cells = append(l.cells, make([]any, jobQuestions)...)
	}
	l.cells = append(l.cells, words.satisfaction[a.reply.school], words.willingness[a.reply.recommends],
		words.satisfaction[a.reply.teaching])
	return l
}

func jobAnswers(r *rand.Rand, a *asked, words wording) []any {
	p, c := a.reply, a.c
	pay := strconv.Itoa(p.pay)
	if a.flaw == flawPay {
		pay = pickOf(r, []string{"0", "100", "5000000"})
	}
	return []any{pay, strconv.Itoa(p.first), words.relatedness[p.related], words.satisfaction[p.satisfied],
		words.matching[p.matched], words.adapting[p.adapts], strconv.Itoa(c.employers), strconv.Itoa(p.months),
		yesNo(p.promoted), c.industry, label("industry", c.industry), label("occupation", c.occupation),
		c.at.code + "00", c.at.full()}
}
