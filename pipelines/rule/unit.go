package rule

import (
	"slices"
	"strings"
)

// tally is a cohort of a unit at the rule's cut-off and edition.
type tally struct {
	Counts
	refused, breaks, majors []string
}

// unit is what a rule judges: a major, or one 办学类型 of it.
type unit struct {
	key     Key
	history *History
	last    int // latest cohort with a row of any kind
	tallies map[int]*tally
}

// gather makes the units of the rule's grain, ordered by key.
func gather(histories []History, r *Rule) []*unit {
	var units []*unit
	for i := range histories {
		units = append(units, split(&histories[i], r)...)
	}
	slices.SortFunc(units, func(a, b *unit) int { return a.key.Compare(b.key) })
	return units
}

func split(h *History, r *Rule) []*unit {
	byKind := map[string]*unit{}
	var units []*unit
	at := func(kind string) *unit {
		if byKind[kind] == nil {
			byKind[kind] = newUnit(h, kind)
			units = append(units, byKind[kind])
		}
		return byKind[kind]
	}
	if r.Grain == GrainMajor {
		at("").last = latestValue(h, r)
	}
	joins := h.joins(r.Inherit)
	for i := range h.Years {
		if y := &h.Years[i]; joins(y.Major) {
			at(kindAt(r.Grain, y)).add(y, r)
		}
	}
	return units
}

func newUnit(h *History, kind string) *unit {
	return &unit{history: h, tallies: map[int]*tally{},
		key: Key{Institution: h.Institution, Level: h.Level, Major: h.Major, Kind: kind}}
}

// joins tells which keys' rows belong to the present major.
func (h *History) joins(inherit string) func(major string) bool {
	switch inherit {
	case InheritAll:
		return func(string) bool { return true }
	case InheritRenamed:
		line := h.line()
		return func(major string) bool { return line[major] }
	}
	return func(major string) bool { return major == h.Major }
}

func kindAt(grain string, y *Year) string {
	if grain == GrainProgramme {
		return y.Kind
	}
	return ""
}

// latestValue is the last cohort that a rule of conditions knows something of.
func latestValue(h *History, r *Rule) int {
	last := 0
	for _, v := range h.Values {
		if r.Needs > 0 {
			last = max(last, v.Cohort)
		}
	}
	return last
}

func (u *unit) add(y *Year, r *Rule) {
	u.last = max(u.last, y.Cohort)
	if y.Cutoff != r.Cutoff || !r.reads(y) {
		return
	}
	t := u.tallies[y.Cohort]
	if t == nil {
		t = &tally{}
		u.tallies[y.Cohort] = t
	}
	t.Counts = t.Counts.Add(y.Counts)
	t.refused = with(t.refused, y.Refused)
	t.breaks = with(t.breaks, y.Breaks)
	t.majors = with(t.majors, y.Major)
}

func (r *Rule) reads(y *Year) bool {
	if r.Edition == EditionAuto {
		return y.InForce
	}
	return y.Edition == r.Edition
}

// with adds a text that is new, keeping the list sorted.
func with(texts []string, s string) []string {
	if s == "" {
		return texts
	}
	i, found := slices.BinarySearch(texts, s)
	if found {
		return texts
	}
	return slices.Insert(texts, i, s)
}

func (t *tally) usable() bool { return t != nil && t.Graduates > 0 && len(t.refused) == 0 }

// hole says why a cohort is not usable.
func (t *tally) hole() string {
	switch {
	case t == nil:
		return "没有数据"
	case len(t.refused) > 0:
		return "不能计算（" + strings.Join(t.refused, "；") + "）"
	}
	return "没有毕业生"
}

// usable lists the usable cohorts up to the year, latest first.
func (u *unit) usable(year int) []int {
	var cohorts []int
	for c, t := range u.tallies {
		if c <= year && t.usable() {
			cohorts = append(cohorts, c)
		}
	}
	slices.SortFunc(cohorts, func(a, b int) int { return b - a })
	return cohorts
}

// spansBreak tells whether a break lies after the first cohort of a run. One
// in a cohort that the run skips parts the run all the same.
func (u *unit) spansBreak(first, last int) bool {
	for c, t := range u.tallies {
		if c > first && c <= last && len(t.breaks) > 0 {
			return true
		}
	}
	return false
}

// newcomerCohorts is how many cohorts a new major has before it is judged.
const newcomerCohorts = 3

// newcomer tells whether the unit is a 新设 major with too short a history.
func (u *unit) newcomer(year int) bool {
	first, founded := u.history.founded()
	if !founded {
		return false
	}
	n := 0
	for _, c := range u.usable(year) {
		if c >= first {
			n++
		}
	}
	return n < newcomerCohorts
}
