package quota

import (
	"fmt"
	"slices"
)

// Ratio is K of N people, both below a million: 录取 of 计划, where K may be
// the larger. N = 0: no data.
type Ratio struct{ K, N int64 }

// Cohort is the placed (K) of a year's graduates (N).
type Cohort struct {
	Year int
	Ratio
}

// Facts are what a rule table may look at, of one major.
type Facts struct {
	Entry       int      // year of entry of the next three; 0: not said
	Fill        Ratio    // 计划完成率: 录取/计划
	Registered  Ratio    // 报到率: 报到/录取
	FirstChoice Ratio    // 第一志愿率: 第一志愿录取/录取
	Settled     []Cohort // 落实率 of the last cohorts, the newest first
	New         bool     // a new major, as the committee defines it
}

// The indicators that a table may have as inputs.
const (
	Fill              = "fill"
	Registered        = "registered"
	FirstChoice       = "first_choice"
	Settled           = "settled"
	SettledBelowYears = "settled_below_years"
	NewMajor          = "new_major"
)

// input is an indicator as a table uses it. Values and edges are hundredths.
type input struct {
	name, title, unit string
	top               int64 // the largest value, endless for none
	whole             bool  // only whole numbers
	line              int64 // of settled_below_years
	of                func(in *input, f *Facts) (v value, known bool)
	words             func(in *input, f *Facts) string
}

var inputs = []input{
	rateInput(Fill, "计划完成率", endless, entered, func(f *Facts) Ratio { return f.Fill }),
	rateInput(Registered, "报到率", 100*hundred, entered, func(f *Facts) Ratio { return f.Registered }),
	rateInput(FirstChoice, "第一志愿率", 100*hundred, entered, func(f *Facts) Ratio { return f.FirstChoice }),
	rateInput(Settled, "毕业去向落实率", 100*hundred, graduated, newest),
	{name: SettledBelowYears, title: "连续低于的届数", unit: "届", top: endless, whole: true, of: belowYears, words: belowWords},
	{name: NewMajor, title: "新专业", unit: "是 1 否 0", top: hundred, whole: true, of: newMajor, words: newWords},
}

// rateInput is a rate with the words for whose it is.
func rateInput(name, title string, top int64, whose func(*Facts) string, of func(*Facts) Ratio) input {
	return input{name: name, title: title, unit: "%", top: top,
		of: func(_ *input, f *Facts) (value, bool) {
			r := of(f)
			return value{100 * hundred * r.K, r.N}, r.N > 0
		},
		words: func(in *input, f *Facts) string { return whose(f) + in.title + " " + of(f).words() }}
}

func entered(f *Facts) string {
	if f.Entry == 0 {
		return ""
	}
	return fmt.Sprintf("%d 级", f.Entry)
}

func graduated(f *Facts) string {
	if len(f.Settled) == 0 || f.Settled[0].Year == 0 {
		return ""
	}
	return fmt.Sprintf("%d 届", f.Settled[0].Year)
}

// InputNames lists the indicators that a table may use.
func InputNames() []string {
	names := make([]string, len(inputs))
	for i := range inputs {
		names[i] = inputs[i].name
	}
	return names
}

func inputOf(name string) (input, bool) {
	i := slices.IndexFunc(inputs, func(in input) bool { return in.name == name })
	if i < 0 {
		return input{}, false
	}
	return inputs[i], true
}

func newest(f *Facts) Ratio {
	if len(f.Settled) == 0 {
		return Ratio{}
	}
	return f.Settled[0].Ratio
}

// belowYears counts the cohorts below the line from the newest back. A cohort
// that is missing or has no graduates ends the run, as does the first at or
// above the line.
func belowYears(in *input, f *Facts) (value, bool) {
	if newest(f).N == 0 {
		return value{}, false
	}
	return value{hundred * in.run(f), 1}, true
}

func (in *input) run(f *Facts) int64 {
	n := 0
	for n < len(f.Settled) {
		c := f.Settled[n]
		if c.Year != f.Settled[0].Year-n || c.N == 0 || (value{100 * hundred * c.K, c.N}).compare(in.line) >= 0 {
			break
		}
		n++
	}
	return int64(n)
}

func belowWords(in *input, f *Facts) string {
	if in.run(f) == 0 {
		return "落实率没有低于 " + decimal(in.line) + "%"
	}
	return fmt.Sprintf("落实率连续 %d 届低于 %s%%", in.run(f), decimal(in.line))
}

func newMajor(_ *input, f *Facts) (value, bool) {
	if f.New {
		return value{hundred, 1}, true
	}
	return value{0, 1}, true
}

func newWords(_ *input, f *Facts) string {
	if f.New {
		return "新专业"
	}
	return "非新专业"
}

// words prints a rate half up to two places, with its counts: 58.33%（7/12）.
func (r Ratio) words() string {
	if r.N == 0 {
		return "无数据"
	}
	h := (2*10000*r.K + r.N) / (2 * r.N)
	return fmt.Sprintf("%d.%02d%%（%d/%d）", h/100, h%100, r.K, r.N)
}
