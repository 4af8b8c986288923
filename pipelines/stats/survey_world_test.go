package stats

import (
	"math"
	"math/rand/v2"
)

// graduates is a university's cohort whose answers are all known: the truth
// that a survey of it is compared with.
type graduates struct {
	cells  []int // by person
	values [2][]float64
	people []SampleCell // without answers
}

// What is asked.
const (
	pay   = 0
	suits = 1 // 1: the job suits the major
)

// worldMargins are level, discipline, gender, origin and first destination.
var worldMargins = []Margin{
	{"层次", []string{"专科", "本科", "硕士", "博士"}},
	{"门类", []string{"工", "理", "文", "经", "管", "法", "医", "教"}},
	{"性别", []string{"男", "女"}},
	{"生源", []string{"省内", "省外"}},
	{"去向", []string{"协议", "合同", "升学", "创业", "灵活", "待业"}},
}

// How each category moves log pay, the log odds that the job suits, and the
// log odds of answering, in the order of worldMargins.
var (
	worldShares = [][]float64{
		{0.15, 0.60, 0.22, 0.03}, {0.30, 0.10, 0.12, 0.12, 0.14, 0.06, 0.08, 0.08},
		{0.52, 0.48}, {0.65, 0.35}, {0.30, 0.25, 0.20, 0.02, 0.08, 0.15}}
	worldPay = [][]float64{
		{-0.25, 0, 0.30, 0.50}, {0.15, 0.05, -0.12, 0.12, 0, -0.05, 0.02, -0.15},
		{0.08, -0.08}, {-0.05, 0.10}, {0.12, 0.02, 0.05, 0.10, -0.20, -0.25}}
	worldSuits = [][]float64{
		{-0.5, 0, 0.7, 1.2}, {0.3, 0.1, -0.4, 0, -0.3, 0.1, 1.2, 0.6},
		{0, 0.1}, {0, 0}, {0.6, 0.2, 0.5, -0.3, -0.8, -1.2}}
	worldAnswers = [][]float64{
		{-0.5, 0, 0.5, 0.8}, {0.2, 0.3, 0, 0, -0.1, -0.2, 0.3, 0.4},
		{-0.25, 0.25}, {0.15, -0.15}, {0.35, 0, 0.3, -0.4, -0.5, -0.8}}
)

// newGraduates draws n graduates. Pay and suitability depend on the categories,
// on two of them together and on luck.
func newGraduates(n int, rng *rand.Rand) graduates {
	g := graduates{people: worldCells()}
	for range n {
		cell := 0
		var chosen [5]int
		for m, shares := range worldShares {
			chosen[m] = pick(shares, rng)
			cell = cell*len(shares) + chosen[m]
		}
		log, odds := 8.6, 0.8
		for m, c := range chosen {
			log += worldPay[m][c]
			odds += worldSuits[m][c]
		}
		if chosen[0] >= 2 && chosen[1] == 0 {
			log += 0.10
		}
		g.cells = append(g.cells, cell)
		g.values[pay] = append(g.values[pay], math.Exp(log+0.30*rng.NormFloat64()))
		g.values[suits] = append(g.values[suits], toss(odds, rng))
		g.people[cell].People++
	}
	return g
}

// by is the log odds of answering that the categories of a person make.
func (g graduates) by(person int) float64 {
	odds := 0.0
	for m, c := range g.people[g.cells[person]].Categories {
		odds += worldAnswers[m][c]
	}
	return odds
}

// mean is the true mean of a value over those of a domain.
func (g graduates) mean(value int, in func(person int) bool) (mean float64, people int64) {
	for i, v := range g.values[value] {
		if in(i) {
			mean += v
			people++
		}
	}
	return mean / float64(people), people
}

// poll is a survey of the graduates.
type poll struct {
	raking  Raking
	answers []int // persons who answered
}

// poll asks everybody; odds are the log odds of an answer.
func (g graduates) poll(odds func(person int) float64, rng *rand.Rand) poll {
	var p poll
	cells := append([]SampleCell(nil), g.people...)
	for i, c := range g.cells {
		if toss(odds(i), rng) == 1 {
			p.answers = append(p.answers, i)
			cells[c].Answers++
		}
	}
	raking, err := Rake(cells, worldMargins, RakeOptions{})
	if err != nil || !raking.Converged {
		panic("a survey of these graduates can be raked")
	}
	p.raking = raking
	return p
}

// given are the answers to a question in a domain.
func (p poll) given(g graduates, value int, in func(person int) bool) []Answer {
	var answers []Answer
	for _, i := range p.answers {
		if in(i) {
			answers = append(answers, Answer{g.cells[i], g.values[value][i], 1})
		}
	}
	return answers
}

// everybody is the domain of all.
func everybody(int) bool { return true }

// worldCells are all cells, without people.
func worldCells() []SampleCell {
	cells := []SampleCell{{}}
	for _, shares := range worldShares {
		var finer []SampleCell
		for _, c := range cells {
			for i := range shares {
				finer = append(finer, SampleCell{Categories: append(append([]int(nil), c.Categories...), i)})
			}
		}
		cells = finer
	}
	return cells
}

// pick draws an index by its share.
func pick(shares []float64, rng *rand.Rand) int {
	u := rng.Float64()
	for i, s := range shares {
		if u < s {
			return i
		}
		u -= s
	}
	return len(shares) - 1
}

// toss is 1 with the log odds given, else 0.
func toss(odds float64, rng *rand.Rand) float64 {
	if rng.Float64() < 1/(1+math.Exp(-odds)) {
		return 1
	}
	return 0
}
