package figure

import (
	"strconv"
	"strings"
)

// Place is where figures stand: everything of a figure but its indicator and
// its value. Chapters make one place for a row and all its figures from it.
type Place struct {
	Edition string // 2021, 2024; used by Rate and Part only
	Cohort  int
	Cutoff  string // MM-DD
	Grain   string
	Keys    []Key
	Source  string // model read: marts.placement
}

// figure is a figure of this place without edition and value.
func (p Place) figure(indicator string) Figure {
	return Figure{
		Indicator: indicator, Cohort: p.Cohort, Cutoff: p.Cutoff,
		Grain: p.Grain, Keys: p.Keys, Source: p.Source,
	}
}

// Count is a number of unit (人, 行) that no edition changes.
func (p Place) Count(indicator string, n int64, unit string) *Figure {
	f := p.figure(indicator)
	f.Value, f.N = Value{Kind: Count, Num: n, Unit: unit}, n
	return &f
}

// Part is a count of people whose meaning the edition decides.
func (p Place) Part(indicator string, n int64) *Figure {
	f := p.Count(indicator, n, "人")
	f.Edition = p.Edition
	return f
}

// Share is num of den where no edition plays a part. Without people behind it
// a share does not exist: it is not applicable, and says so.
func (p Place) Share(indicator string, num, den int64) *Figure {
	f := p.figure(indicator)
	f.Value, f.N = Value{Kind: Ratio, Num: num, Den: den, Unit: "%"}, den
	if _, ok := Hundredths(num, den); !ok {
		f.State, f.Reason = NotApplicable, "没有人，不计算比例"
	}
	return &f
}

// Rate is num of den under the place's edition.
func (p Place) Rate(indicator string, num, den int64) *Figure {
	f := p.Share(indicator, num, den)
	f.Edition = p.Edition
	return f
}

// Scaled is num × 10^-scale of unit.
func (p Place) Scaled(indicator string, num int64, scale int, unit string) *Figure {
	f := p.figure(indicator)
	f.Value = Value{Kind: Scaled, Num: num, Scale: scale, Unit: unit}
	return &f
}

// Text is a figure that is a word: the bounds of a class, a state.
func (p Place) Text(indicator, s string) *Figure {
	f := p.figure(indicator)
	f.Value = Value{Kind: Text, Str: s}
	return &f
}

// Points is the change between two shares in percentage points, two decimals,
// computed from the four counts. It exists only where both shares do.
func Points(from, to Figure) *Figure {
	out := to
	out.Indicator = to.Indicator + changeSuffix
	out.Keys = append(append([]Key(nil), to.Keys...), Key{"from", ID(from)})
	out.Value = Value{Kind: Scaled, Scale: 2, Unit: "个百分点"}
	if from.State != Shown || to.State != Shown {
		out.State, out.Reason = NotApplicable, "没有可比的数"
		return &out
	}
	h, ok := PointsBetween(from.Value.Num, from.Value.Den, to.Value.Num, to.Value.Den)
	if !ok {
		out.State, out.Reason = NotApplicable, "没有可比的数"
	}
	out.Value.Num = h
	return &out
}

// From is the id of the figure that a change starts at; ok is false for a figure
// that is no change.
func From(f *Figure) (id string, ok bool) {
	if n := len(f.Keys); n > 0 && f.Keys[n-1].Name == "from" {
		return f.Keys[n-1].Value, true
	}
	return "", false
}

// Base is the indicator whose change f tells.
func Base(f *Figure) string { return strings.TrimSuffix(f.Indicator, changeSuffix) }

// changeSuffix marks the indicator of a change.
const changeSuffix = "_change"

// Rounded is a share told roughly, without the counts behind it: in whole
// percent or, where bound isn't nought, as more than so many percent, or less.
func (f Figure) Rounded(percent, bound int64) *Figure {
	f.Value = Value{Kind: Count, Num: percent, Unit: "%"}
	if bound != 0 {
		f.Value = Value{Kind: Text, Str: BoundText(bound)}
	}
	return &f
}

// BoundText prints a bound: 95 is >95%, -5 is <5%.
func BoundText(bound int64) string {
	if bound < 0 {
		return "<" + strconv.FormatInt(-bound, 10) + "%"
	}
	return ">" + strconv.FormatInt(bound, 10) + "%"
}

// Withheld is the figure with its value taken away and the reason told. The N
// of a count is its value, so it goes too.
func (f Figure) Withheld(state State, reason string) *Figure {
	f.State, f.Reason = state, reason
	if f.Value.Kind == Count {
		f.N = 0
	}
	f.Value.Num, f.Value.Den, f.Value.Str = 0, 0, ""
	return &f
}
