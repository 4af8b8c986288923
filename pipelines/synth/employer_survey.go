package synth

import (
	"math/rand/v2"
	"strconv"
	"time"
)

// employerSurveyYears are the years in which employers are asked.
var employerSurveyYears = []int{2023, 2024}

// EmployerTruth is what a survey that every employer answers would have found.
// The frame are the employers with a credit code who, by the year-end registers
// of the three cohorts before, took somebody of the denominator by 协议, 合同 or
// 其他录用形式; cohorts that the workspace does not have are missing from it.
type EmployerTruth struct {
	SurveyYear        int `json:"survey_year"`
	Frame             int `json:"frame"`
	Answered          int `json:"answered"`
	Satisfied         int `json:"satisfied"` // overall, the first two options, of the frame
	SatisfiedAnswered int `json:"satisfied_answered"`
}

// hires counts the people whom employers took from a cohort; list keeps the
// order of the register.
type hires struct {
	list  []*employer
	count map[*employer]int
}

// hiresOf reads a register as a warehouse would: by what its rows count for.
func hiresOf(entries []*entry) hires {
	h := hires{count: map[*employer]int{}}
	for _, e := range entries {
		if e.absent || e.twin || e.g.exclusion != "" || e.o.employer == nil || e.o.employer.credit == "" {
			continue
		}
		if e.counts == "10" || e.counts == "11" || e.counts == "12" {
			h.add(e.o.employer, 1)
		}
	}
	return h
}

func (h *hires) add(e *employer, n int) {
	if h.count[e] == 0 {
		h.list = append(h.list, e)
	}
	h.count[e] += n
}

// hiredBefore are the hires of the three cohorts before a survey.
func (b *builder) hiredBefore(year int) hires {
	all := hires{count: map[*employer]int{}}
	for cohort := year - 3; cohort < year; cohort++ {
		for _, e := range b.hired[cohort].list {
			all.add(e, b.hired[cohort].count[e])
		}
	}
	return all
}

var employerHeadings = []string{"调查年度", "单位名称", "统一社会信用代码", "单位性质", "单位行业", "单位规模", "单位所在地代码",
	"填写人", "联系电话", "答卷日期", "总体满意度", "专业知识", "实践能力", "职业素养", "团队协作", "沟通表达", "创新能力",
	"学习能力", "再招聘意愿"}

// abilities is how many questions of the questionnaire are about abilities.
const abilities = 7

func (b *builder) planEmployers() {
	for _, year := range employerSurveyYears {
		frame := b.hiredBefore(year)
		truth := EmployerTruth{SurveyYear: year, Frame: len(frame.list)}
		r := stream(b.world.seed, topic("employers asked", year))
		lines := []line{textLine(employerHeadings...)}
		for _, e := range frame.list {
			size := b.world.sizeOf(e)
			mood := r.NormFloat64() + 0.6
			overall := onScale(r, mood)
			satisfied := one(overall < satisfiedUpTo)
			truth.Satisfied += satisfied
			if employerResponds(r, e, size, frame.count[e]) {
				truth.Answered++
				truth.SatisfiedAnswered += satisfied
				lines = append(lines, employerLine(r, e, year, size, mood, overall))
			}
		}
		if truth.Answered == 0 {
			continue
		}
		b.manifest.Employers = append(b.manifest.Employers, truth)
		b.addTable("数据/用人单位/用人单位评价-"+strconv.Itoa(year)+".xlsx", "employer_answer", "答卷", lines)
	}
}

var (
	publicSizes  = wheelOf(pair{"50人及以下", 10}, pair{"51—300人", 30}, pair{"301—1000人", 30}, pair{"1001人及以上", 30})
	privateSizes = wheelOf(pair{"50人及以下", 38}, pair{"51—300人", 36}, pair{"301—1000人", 18}, pair{"1001人及以上", 8})
)

// sizeOf has a stream per employer, so that all surveys agree.
func (w *world) sizeOf(e *employer) string {
	sizes := privateSizes
	if e.public() {
		sizes = publicSizes
	}
	return sizes.pick(stream(w.seed, "employer size/"+e.credit))
}

// public tells the state's own: offices, public institutions and companies.
func (e *employer) public() bool { return e.nature[0] <= '2' || e.nature == "31" }

// employerResponds favours the state's own, the large and those who take many.
func employerResponds(r *rand.Rand, e *employer, size string, hired int) bool {
	x := -1.5
	if e.public() {
		x += 0.6
	}
	if size == "1001人及以上" {
		x += 0.5
	}
	if hired >= 5 {
		x += 0.4
	}
	return chance(r, logistic(x))
}

func employerLine(r *rand.Rand, e *employer, year int, size string, mood float64, overall int) line {
	words := wordingOf(year)
	on := time.Date(year, 10, 8, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(40)).Format("2006-01-02")
	l := textLine(strconv.Itoa(year), e.name, e.credit, label("employer_nature", e.nature), label("industry", e.industry),
		size, e.place.code+"00", e.contact, e.phone, on, words.satisfaction[overall])
	for range abilities {
		l.cells = append(l.cells, words.satisfaction[onScale(r, mood)])
	}
	l.cells = append(l.cells, words.willingness[onScale(r, mood+0.3)])
	return l
}
