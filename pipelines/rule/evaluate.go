package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// engine applies one rule in one year.
type engine struct {
	rule      *Rule
	indicator indicator
	year      int
	standings map[group]*standing
	gravity   []int // indices of the rule's levels, the gravest first
}

// Evaluate applies the rules, in the order given and of each name the one
// in force, to every major that has
// anything to say in the year, by institution, level, major and kind. It reads
// nothing after the year but the rows that show a major still exists, and
// changes nothing it is given. Histories that a comparator calls peers must
// all be among those given.
func Evaluate(histories []History, rules []Rule, year int) []Verdict {
	var verdicts []Verdict
	rules = InForce(rules, year)
	for i := range rules {
		r := &rules[i]
		units := gather(histories, r)
		e := engine{rule: r, indicator: indicators[r.Indicator], year: year,
			standings: stand(units, r), gravity: gravity(r.Cards)}
		for _, u := range units {
			if u.last >= year-1 {
				verdicts = append(verdicts, e.verdict(u))
			}
		}
	}
	return verdicts
}

func (e *engine) verdict(u *unit) Verdict {
	v := Verdict{Rule: e.rule.Name, Key: u.key, Year: e.year, Level: -1, SmallN: e.rule.SmallN}
	var outcomes []outcome
	switch {
	case e.rule.Needs > 0:
		v.Conditions = e.test(u)
		outcomes = []outcome{e.count(u, v.Conditions)}
	case !u.tallies[e.year].usable():
		outcomes = []outcome{{level: -1, conclusion: Lacking, reason: "没有本届数据：" + cohort(e.year) + u.tallies[e.year].hole()}}
	default:
		for _, i := range e.gravity {
			outcomes = append(outcomes, e.judge(u, i))
		}
	}
	e.settle(&v, u, outcomes)
	return v
}

// settle draws the conclusion of the levels, which come gravest first.
func (e *engine) settle(v *Verdict, u *unit, outcomes []outcome) {
	scope := e.scope(u)
	fires := slices.IndexFunc(outcomes, outcome.fires)
	switch {
	case all(outcomes, Lacking):
		v.Conclusion = Lacking
		v.Reason = strings.TrimSuffix(outcomes[0].reason+"；"+scope, "；")
	case scope != "":
		v.Conclusion, v.Reason = Inapplicable, scope
	case fires >= 0:
		e.show(v, outcomes[fires])
		v.Reason = outcomes[fires].reason
	default:
		e.quiet(v, outcomes)
	}
}

// scope says why the rule leaves the unit alone, "" = it does not.
func (e *engine) scope(u *unit) string {
	why := e.rule.reach(u.history, e.year)
	if why == "" && e.rule.Exclude.New && u.newcomer(e.year) {
		why = fmt.Sprintf("新设专业，可用数据不足 %d 届", newcomerCohorts)
	}
	return why
}

func all(outcomes []outcome, c Conclusion) bool {
	return !slices.ContainsFunc(outcomes, func(o outcome) bool { return o.conclusion != c })
}

// show takes over the level that decides, with its consequence if it fires.
func (e *engine) show(v *Verdict, o outcome) {
	v.Conclusion, v.Level, v.Used, v.SpansBreak = o.conclusion, o.level, o.used, o.spansBreak
	if !o.fires() {
		return
	}
	level := e.rule.Cards[o.level]
	v.Consequence = level.Consequence
	v.ReviewCohort = e.year + level.Review
	v.ReviewDate = fmt.Sprintf("%d-%s", v.ReviewCohort, e.rule.Cutoff)
}

// quiet reports the gravest level that is silent, else the gravest that does
// not apply, and why none fires.
func (e *engine) quiet(v *Verdict, outcomes []outcome) {
	i := slices.IndexFunc(outcomes, func(o outcome) bool { return o.conclusion == Silent })
	if i < 0 {
		i = slices.IndexFunc(outcomes, func(o outcome) bool { return o.conclusion == Inapplicable })
	}
	e.show(v, outcomes[i])
	var reasons []string
	for _, o := range outcomes {
		if !slices.Contains(reasons, o.reason) {
			reasons = append(reasons, o.reason)
		}
	}
	v.Reason = strings.Join(reasons, "；")
}

// gravity orders levels: red first, comparators as they come in the file, then
// the graver line, then the longer run.
func gravity(levels []Level) []int {
	order := make([]int, len(levels))
	first := map[Comparator]int{}
	for i, l := range levels {
		order[i] = i
		if _, seen := first[l.Comparator]; !seen {
			first[l.Comparator] = i
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := levels[i], levels[j]
		return cmp.Or(
			cmp.Compare(a.Card.rank(), b.Card.rank()),
			cmp.Compare(first[a.Comparator], first[b.Comparator]),
			cmp.Compare(a.graveness(), b.graveness()),
			cmp.Compare(b.Years, a.Years))
	})
	return order
}

func (c Conclusion) rank() int {
	if c == Red {
		return 0
	}
	return 1
}

// graveness is smaller for a line that is harder to fall foul of: a lower one,
// more points under the mean, fewer places, for Above a higher one.
func (l Level) graveness() int64 {
	if l.Comparator == Above || l.Comparator == BelowMean {
		return -l.Amount
	}
	return l.Amount
}
