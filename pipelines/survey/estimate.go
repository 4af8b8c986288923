package survey

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"quxiang/pipelines/query"
	"quxiang/pipelines/stats"
)

// Kinds of indicators, as reference.survey_indicator names them.
const (
	isShare = "share"
	isMean  = "mean"
	isRatio = "ratio"
)

// measure is how an indicator is computed and printed.
type measure struct {
	kind     string
	decimals int
}

// print is x in the unit's decimals; growth is a ratio less one.
func (m measure) print(x float64) string {
	if m.kind == isRatio {
		x--
	}
	return m.printed(x, m.decimals)
}

// printError is a standard error, with two decimals more than what it is of.
func (m measure) printError(x float64) string { return m.printed(x, m.decimals+2) }

// printed is x in its unit with so many decimals. Amounts come in hundredths of
// their unit, shares and ratios as parts of one, and are printed in percent.
func (m measure) printed(x float64, decimals int) string {
	if m.kind == isMean {
		return query.Scaled(x/100, math.Pow10(decimals))
	}
	return query.Scaled(x, 100*math.Pow10(decimals))
}

// How many columns an estimate has.
const (
	meanColumns     = 9
	quartileColumns = 6
)

// row is an estimate of an indicator of a unit. A unit of which too few answered
// keeps the number of its answers, not what they say, and why it has no
// estimate. That is asked first: an interval takes a fit on all margins.
func (e *estimator) row(at place) []string {
	values, c, r := e.values[at], e.people[at.unit], &e.polls[at.key].raking
	m := e.measures[[2]string{at.survey, at.indicator}]
	base, positive := r.Base(answers(values)), ""
	why := e.refusal(at, c, base)
	if why == "" {
		positive = query.Integer(positives(m.kind, values))
	}
	row := append(e.polls[at.key].keyCells(), at.kind, at.level, at.major, at.indicator, at.option,
		query.Integer(c.people), query.Integer(c.valid), query.Integer(base.N), positive,
		query.Scaled(base.DesignEffect, 100), query.Scaled(base.EffectiveN, 10), why)
	if why != "" {
		return append(row, make([]string, meanColumns+quartileColumns)...)
	}
	row = append(row, e.meanCells(m, estimateOf(r, m.kind, values), c)...)
	return append(row, quartileCells(r, m, values)...)
}

// estimateOf estimates with the weights of the whole survey. How many of the
// roster are in work today nobody knows, so the correction for a finite
// population rests on the weights.
func estimateOf(r *stats.Raking, kind string, values []value) stats.Estimate {
	switch kind {
	case isShare:
		return r.Share(answers(values), 0)
	case isRatio:
		return r.Ratio(pairs(values), 0)
	}
	return r.Mean(answers(values), 0)
}

func pairs(values []value) []stats.Pair {
	out := make([]stats.Pair, len(values))
	for i, v := range values {
		out[i] = stats.Pair{Cell: v.cell, Before: v.divisor, After: v.value, N: v.n}
	}
	return out
}

// positives is how many answers a share counts; 0 for other kinds.
func positives(kind string, values []value) int64 {
	n := int64(0)
	for _, v := range values {
		if kind == isShare && v.value == 1 {
			n += v.n
		}
	}
	return n
}

// refusal says why there is no estimate of a unit; "": there is one.
func (e *estimator) refusal(at place, c counts, s stats.Estimate) string {
	switch {
	case s.N < e.leastToName:
		return tooFew
	case at.kind != ofMajor:
		return ""
	case 100*float64(c.valid) < e.leastResponse*float64(c.people):
		return fewAnswers
	case s.EffectiveN < e.leastEffective:
		return fewEffective
	}
	return ""
}

// meanCells are the estimate without and with weights, its standard error and
// interval, and the bands of those who did not answer, by so much and by twice
// as much. A growth has no band: those who did not answer are not the same
// persons.
func (e *estimator) meanCells(m measure, s stats.Estimate, c counts) []string {
	row := make([]string, meanColumns)
	show := func(i int, x float64) { row[i] = m.print(x) }
	show(0, s.Unweighted)
	show(1, s.Mean)
	if s.OK {
		row[2] = m.printError(s.SE)
		show(3, s.Interval.Low)
		show(4, s.Interval.High)
	}
	if m.kind == isRatio || c.people == 0 {
		return row
	}
	response := float64(c.valid) / float64(c.people)
	for i, by := range []float64{e.band, 2 * e.band} {
		b := bandOf(m.kind, s.Mean, response, by)
		show(5+2*i, b.Low)
		show(6+2*i, b.High)
	}
	return row
}

func bandOf(kind string, mean, response, by float64) stats.Interval {
	if kind == isShare {
		return stats.ShareBand(mean, response, by)
	}
	return stats.Band(mean, response, by)
}

// quartileCells are the quartiles of an amount, weighted and plain; other kinds
// have none.
func quartileCells(r *stats.Raking, m measure, values []value) []string {
	row := make([]string, quartileColumns)
	if m.kind != isMean {
		return row
	}
	plain := stats.Raking{Weights: make([]float64, len(r.Weights))}
	for i := range plain.Weights {
		plain.Weights[i] = 1
	}
	all := answers(values)
	for i, p := range []float64{0.25, 0.5, 0.75} {
		if x, ok := r.Quantile(all, p); ok {
			row[i] = m.print(x)
		}
		if x, ok := plain.Quantile(all, p); ok {
			row[i+3] = m.print(x)
		}
	}
	return row
}

// sorted are the places in the order in which they are told.
func sorted(values map[place][]value) []place {
	return slices.SortedFunc(maps.Keys(values), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.survey, b.survey), cmp.Compare(a.institution, b.institution), cmp.Compare(a.year, b.year),
			cmp.Compare(a.cohort, b.cohort), cmp.Compare(a.kind, b.kind), cmp.Compare(a.level, b.level), cmp.Compare(a.major, b.major),
			cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.option, b.option))
	})
}
