package rule

import (
	"strconv"
	"strings"
)

// test looks at every condition in the year.
func (e *engine) test(u *unit) []ConditionResult {
	results := make([]ConditionResult, len(e.rule.Conditions))
	for i, c := range e.rule.Conditions {
		results[i] = e.testOne(u, c)
	}
	return results
}

func (e *engine) testOne(u *unit, c Condition) ConditionResult {
	result := ConditionResult{Title: c.Title, Indicator: c.Indicator, State: Untestable, LineHundredths: c.Amount}
	rate, found := e.value(u, c.Indicator)
	if found {
		result.Num, result.Den = rate.num, rate.den
	}
	switch {
	case !c.Set:
		result.Missing = "规则的线"
	case !found:
		result.Missing = cohort(e.year) + indicators[c.Indicator].title
	case c.hit(rate):
		result.State = Hit
	default:
		result.State = Miss
	}
	return result
}

func (c Condition) hit(rate ratio) bool {
	side := ratio{percent * rate.num, rate.den}.compare(ratio{c.Amount, 1})
	return c.Comparator == Below && side < 0 || c.Comparator == Above && side > 0
}

// value is an indicator of the year as a fraction of one.
func (e *engine) value(u *unit, name string) (ratio, bool) {
	if of := indicators[name].of; of != nil {
		t := u.tallies[e.year]
		if !t.usable() {
			return ratio{}, false
		}
		return ratio{of(&t.Counts), t.Graduates}, true
	}
	for _, v := range u.history.Values {
		if v.Cohort == e.year && v.Indicator == name {
			return ratio{v.Hundredths, percent}, true
		}
	}
	return ratio{}, false
}

// count decides a rule of conditions, which has one level.
func (e *engine) count(u *unit, results []ConditionResult) outcome {
	hits, open, small := 0, 0, false
	var words []string
	for _, r := range results {
		words = append(words, r.words())
		switch r.State {
		case Hit:
			hits++
		case Untestable:
			open++
			continue
		}
		small = small || indicators[r.Indicator].of != nil && r.Den < e.rule.MinGraduates
	}
	o := outcome{reason: strings.Join(words, "，"), conclusion: Silent}
	switch {
	case hits < e.rule.Needs && hits+open >= e.rule.Needs:
		o.conclusion = Lacking
	case small:
		o.conclusion = Inapplicable
		o.reason = cohort(e.year) + " " + strconv.FormatInt(u.tallies[e.year].Graduates, 10) + " 人，少于 " +
			strconv.FormatInt(e.rule.MinGraduates, 10) + " 人"
	case hits >= e.rule.Needs:
		o.conclusion = e.rule.Cards[0].Card
	}
	return o
}
