package rule

import (
	"slices"
	"strconv"
	"strings"
)

// outcome is what one level says of a unit. A level that fires has the card
// as its conclusion.
type outcome struct {
	level      int
	conclusion Conclusion
	reason     string
	used       []UsedYear
	spansBreak bool
}

func (o outcome) fires() bool { return o.conclusion == Red || o.conclusion == Yellow }

// judge finds what level number i says of the unit, which is usable in the year.
func (e *engine) judge(u *unit, i int) outcome {
	level := &e.rule.Cards[i]
	o := outcome{level: i}
	usable := u.usable(e.year)
	if len(usable) < level.Years {
		o.conclusion = Lacking
		o.reason = "只有 " + strconv.Itoa(len(usable)) + " 届可用数据，需要 " + strconv.Itoa(level.Years) + " 届"
		return o
	}
	run := usable[:level.Years]
	hole := e.hole(u, level.Years)
	if hole != "" {
		run = slices.DeleteFunc(slices.Clone(run), func(c int) bool { return c <= e.year-level.Years })
	}
	o.used = e.use(u, run, level)
	o.spansBreak = u.spansBreak(run[len(run)-1], e.year)
	o.conclusion, o.reason = e.conclude(o.used, level, hole)
	return o
}

// hole names the latest cohort that breaks a run, "" where none does.
func (e *engine) hole(u *unit, years int) string {
	if e.rule.Missing == MissingSkip {
		return ""
	}
	for c := e.year; c > e.year-years; c-- {
		if t := u.tallies[c]; !t.usable() {
			return cohort(c) + t.hole()
		}
	}
	return ""
}

func (e *engine) conclude(used []UsedYear, level *Level, hole string) (Conclusion, string) {
	if hole != "" {
		return Silent, hole + "，连续中断"
	}
	if why := e.unfit(used); why != "" {
		return Inapplicable, why
	}
	var firing, silent []string
	for _, y := range used {
		if y.Fires {
			firing = append(firing, y.words(level.Comparator))
		} else {
			silent = append(silent, y.words(level.Comparator))
		}
	}
	if len(silent) > 0 {
		return Silent, strings.Join(silent, "，")
	}
	return level.Card, strings.Join(firing, "，")
}

// unfit says why a level does not apply to a run, "" = it does.
func (e *engine) unfit(used []UsedYear) string {
	for _, y := range used {
		if y.Den < e.rule.MinGraduates {
			return cohort(y.Cohort) + " " + strconv.FormatInt(y.Den, 10) + " 人，少于 " +
				strconv.FormatInt(e.rule.MinGraduates, 10) + " 人"
		}
	}
	for _, y := range used {
		if y.LineDen == 0 {
			return cohort(y.Cohort) + "同类太少（" + strconv.Itoa(y.Peers) + " 个）"
		}
	}
	return ""
}

// use measures the cohorts of a run, ascending.
func (e *engine) use(u *unit, run []int, level *Level) []UsedYear {
	used := make([]UsedYear, 0, len(run))
	for _, c := range slices.Backward(run) {
		used = append(used, e.measure(u, c, level))
	}
	return used
}

func (e *engine) measure(u *unit, c int, level *Level) UsedYear {
	t := u.tallies[c]
	y := UsedYear{Cohort: c, Counts: t.Counts, Majors: t.majors, Breaks: strings.Join(t.breaks, "；"),
		Num: e.indicator.of(&t.Counts), Den: t.Graduates}
	rate := e.indicator.rate(&t.Counts)
	switch level.Comparator {
	case Below:
		y.meets(ratio{level.Amount, 1}, rate, -1)
	case Above:
		y.meets(ratio{level.Amount, 1}, rate, +1)
	case BelowMean:
		pooled := e.standings[u.group(e.rule, c)].pooled
		y.meets(ratio{pooled.num - level.Amount*pooled.den, pooled.den}, rate, -1)
	default:
		e.rank(&y, e.standings[u.group(e.rule, c)], rate, level)
	}
	return y
}

// meets sets the line; it fires where the rate lies strictly on the bad side,
// -1 for below and +1 for above.
func (y *UsedYear) meets(line, rate ratio, bad int) {
	y.LineNum, y.LineDen = line.num, line.den
	y.DistanceHundredths = int64(-bad) * line.minus(rate)
	y.Fires = rate.compare(line) == bad
}

func (e *engine) rank(y *UsedYear, s *standing, rate ratio, level *Level) {
	y.Peers = len(s.rates)
	y.Position = s.position(rate, e.rule)
	places := s.places(level)
	if places == 0 {
		return
	}
	y.meets(s.rates[places-1], rate, e.indicator.bad())
	y.Fires = y.Position <= places
}
