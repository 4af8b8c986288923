package synth

import "cmp"

// DutyShortfall is what a clause asks for and the registers do not have: the
// table of verdicts must find exactly these. It is in the measure's own units.
type DutyShortfall struct {
	Cohort    int    `json:"cohort"`
	Clause    string `json:"clause"`
	Measure   string `json:"measure"`
	College   string `json:"college,omitempty"` // present name; empty: the school
	Item      string `json:"item,omitempty"`
	Shortfall int64  `json:"shortfall"`
}

// standard is a line of the compendium: at least so many of every per, or at
// most. The list follows sql/rules/duties.toml clause by clause, for a school of
// Henan below the local rate; what falls short of it is counted here apart.
type standard struct {
	clause, measure, item string
	scope                 string // school, college, both; below: colleges under the school's rate
	line, per             int64
	most                  bool
	from                  int // first cohort
}

func standards() []standard {
	var out []standard
	for _, m := range readTable("duty_standards") {
		out = append(out, standard{clause: m["clause"], measure: m["measure"], item: m["item"], scope: m["scope"],
			line: int64(integer(m["line"])), per: int64(max(1, integer(m["per"]))),
			most: m["side"] == "most", from: integer(m["from"])})
	}
	return out
}

// judge lists where the cohort falls short.
func (d *duties) judge() {
	for _, s := range standards() {
		sums := d.measured(s)
		for _, college := range append([]string{""}, d.colleges...) {
			t, told := sums[college]
			if gap := s.gap(t); told && s.asks(college, d) && gap > 0 {
				d.manifest.Shortfalls = append(d.manifest.Shortfalls, DutyShortfall{d.cohort, s.clause, s.measure, college, s.item, gap})
			}
		}
	}
}

// measured are the numbers of a standard by college. Items that it doesn't name
// are taken together.
func (d *duties) measured(s standard) map[string]DutyTruth {
	sums := map[string]DutyTruth{}
	for _, t := range d.manifest.Duties {
		if t.Cohort == d.cohort && t.Measure == s.measure && (s.item == "" || t.Item == s.item) {
			sum := sums[t.College]
			sum.Num += t.Num
			sum.Den += t.Den
			sums[t.College] = sum
		}
	}
	return sums
}

// asks tells whether the standard is about a cohort's school, "", or college.
func (s standard) asks(college string, d *duties) bool {
	switch {
	case s.from > d.cohort:
		return false
	case s.scope == "school":
		return college == ""
	case s.scope == "below":
		return college != "" && d.below(college)
	case s.scope == "college":
		return college != ""
	}
	return true
}

// gap is what is missing, or too much; the least is rounded up, the most down.
func (s standard) gap(t DutyTruth) int64 {
	whole := s.line * cmp.Or(t.Den, 1)
	if s.most {
		return t.Num - whole/s.per
	}
	return (whole+s.per-1)/s.per - t.Num
}
