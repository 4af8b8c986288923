package disclose

import (
	"strings"

	"quxiang/reports/figure"
)

// said is how an earlier release told a sum.
type said uint8

// The ways of telling: another sum than there is now, the sum itself, its whole
// percentage, a bound of it.
const (
	otherwise said = iota
	exactly
	roughly
	bounded
)

// said compares what was printed with how the figure would print now: as it is,
// in whole percent, by a bound.
func (d *decision) said(t Told, s *stat) said {
	now := d.byName[figure.ID(t.Figure)]
	switch {
	case now != nil && now.State == figure.Shown && figure.Print(*now) == t.Printed, s.tellsExactly(t.Printed):
		return exactly
	case s.tellsWhole(t.Printed):
		return roughly
	case s.boundOf(t.Printed) != nil:
		return bounded
	}
	return otherwise
}

// tellsExactly says whether printed is the count, or the share in hundredths.
func (s *stat) tellsExactly(printed string) bool {
	count := figure.Place{}.Count("", s.value, "人")
	return printed == figure.Print(*count) || printed == figure.Percent(s.value, s.total)
}

func (s *stat) tellsWhole(printed string) bool {
	if s.total == 0 {
		return false
	}
	whole := figure.Place{}.Count("", wholePercent(s.value, s.total), "%")
	return printed == figure.Print(*whole)
}

// boundOf is the sum told by a bound, as printed says; nil where it isn't.
func (s *stat) boundOf(printed string) *stat {
	told := *s
	if !strings.ContainsAny(printed, "<>") || !told.banded() || printed != figure.BoundText(told.bound) {
		return nil
	}
	return &told
}

// recall sets what the reader of an earlier figure knows. What was told exactly
// once stays so whatever is told roughly after.
func (s *stat) recall(how said, printed string) {
	switch {
	case how == exactly:
		s.low, s.high, s.whole, s.bound, s.seenExactly = s.value, s.value, false, 0, true
	case s.seenExactly:
	case how == roughly:
		s.rounded()
	case how == bounded:
		told := s.boundOf(printed)
		s.low, s.high, s.bound, s.whole = told.low, told.high, told.bound, true
	}
}

// remember enters what earlier releases have told. Where the counts have been
// corrected since, the earlier figure is of other people and binds nobody.
func (d *decision) remember(earlier []Told) {
	for _, t := range earlier {
		for _, c := range d.own(t) {
			f := d.families[c.Family]
			how := d.said(t, f.measure(c.Sum))
			if how == otherwise {
				d.result.Changed = append(d.result.Changed, figure.ID(t.Figure))
				break
			}
			st := f.stat(c.Sum)
			st.seen = true
			st.recall(how, t.Printed)
		}
	}
}

// covers says whether all that earlier releases have told is told again, as
// exactly or more so: then nothing is known but what this edition tells.
func (d *decision) covers(earlier []Told) bool {
	for _, t := range earlier {
		for _, c := range d.own(t) {
			now := d.families[c.Family].found(c.Sum)
			if now == nil || now.hidden {
				return false
			}
			then := *now
			how := d.said(t, &then)
			if then.recall(how, t.Printed); how == otherwise || now.low < then.low || now.high > then.high {
				return false
			}
		}
	}
	return true
}

// own are the sums that an earlier figure told itself.
func (d *decision) own(t Told) []Claim {
	var out []Claim
	for _, c := range d.space.Locate(t.Figure) {
		if !c.Known && d.families[c.Family] != nil {
			out = append(out, c)
		}
	}
	return out
}
