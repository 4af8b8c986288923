package prose

import (
	"sort"

	"quxiang/reports/figure"
)

// Entry is one thing compared with others of its kind.
type Entry struct {
	Name   string // of a college, a major, a province
	Figure *figure.Figure
}

// size is what an entry is compared by: what is printed, so that two figures
// that print alike are called equal.
func (e Entry) size() int64 {
	if e.Figure.Value.Kind == figure.Ratio {
		h, _ := figure.Hundredths(e.Figure.Value.Num, e.Figure.Value.Den)
		return h
	}
	return e.Figure.Value.Num
}

// shown drops the entries whose figure may not be shown.
func shown(entries []Entry) []Entry {
	var out []Entry
	for _, e := range entries {
		if e.Figure != nil && e.Figure.State == figure.Shown {
			out = append(out, e)
		}
	}
	return out
}

// ranked sorts entries by size, the largest first; equal ones keep the order
// in which they came.
func ranked(entries []Entry) []Entry {
	out := append([]Entry(nil), entries...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].size() > out[j].size() })
	return out
}

// top is the leading run of equal entries.
func top(entries []Entry) []Entry {
	for i, e := range entries {
		if e.size() != entries[0].size() {
			return entries[:i]
		}
	}
	return entries
}

// bottom is the trailing run of equal entries.
func bottom(entries []Entry) []Entry {
	for i, e := range entries {
		if e.size() == entries[len(entries)-1].size() {
			return entries[i:]
		}
	}
	return nil
}

// Extremes says which of the nouns (学院, 专业) have the highest and the lowest
// measure (毕业去向落实率): with ties named, all equal, of two which is higher,
// only one, or none that has the measure.
func Extremes(noun, measure string, entries []Entry) []Span {
	es := ranked(shown(entries))
	if len(es) == 0 {
		return []Span{T("没有可以计算" + measure + "的" + noun)}
	}
	switch {
	case len(es) == 1 && len(entries) > 1:
		return []Span{T("能计算" + measure + "的只有" + Quantity(1, noun) + "（"), L(es[0].Name), T("），为"), F(es[0].Figure)}
	case len(es) == 1:
		return []Span{T("只有" + Quantity(1, noun) + "（"), L(es[0].Name), T("），" + measure + "为"), F(es[0].Figure)}
	}
	high, low := top(es), bottom(es)
	if len(high) == len(es) {
		return []Span{T("各" + noun + measure + "均为"), F(es[0].Figure)}
	}
	if len(es) == 2 {
		return []Span{L(es[0].Name), T("的" + measure + "（"), F(es[0].Figure), T("）高于"), L(es[1].Name), T("（"), F(es[1].Figure), T("）")}
	}
	return Cat([]Span{T(measure + "最高的是")}, tied(noun, high),
		[]Span{T("，最低的是")}, tied(noun, low))
}

// tied names equal entries with their figure: 甲（95.00%）, or 甲和乙（并列，均为
// 95.00%）.
func tied(noun string, equal []Entry) []Span {
	names := make([]string, len(equal))
	for i, e := range equal {
		names[i] = e.Name
	}
	open := "（"
	if len(equal) > 1 {
		open = "（并列，均为"
	}
	return Cat(Names(noun, names), []Span{T(open), F(equal[0].Figure), T("）")})
}
