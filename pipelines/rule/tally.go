package rule

// HighIsBad tells whether a high rate of the rule's indicator is the bad one,
// as of 待就业率.
func (r *Rule) HighIsBad() bool { return !indicators[r.Indicator].lowIsBad }

// IndicatorTitle names the rule's indicator; empty in a rule of conditions.
func (r *Rule) IndicatorTitle() string { return indicators[r.Indicator].title }

// Tally is what a rule's indicator counts of a cohort: Num of Den people.
type Tally struct{ Num, Den int64 }

// Tally counts the usable cohorts of a whole major, its predecessors and all
// its 办学类型 together: what it is as a peer of others.
func (r *Rule) Tally(h History) map[int]Tally {
	whole := *r
	whole.Grain, whole.Inherit = GrainMajor, InheritAll
	of := indicators[r.Indicator].of
	tallies := map[int]Tally{}
	if of == nil {
		return tallies
	}
	for _, u := range split(&h, &whole) {
		for cohort, t := range u.tallies {
			if t.usable() {
				tallies[cohort] = Tally{of(&t.Counts), t.Graduates}
			}
		}
	}
	return tallies
}

// Measure is an indicator made of Counts, for whoever compares units by it
// without a rule.
type Measure struct {
	Name, Title string
	HighIsBad   bool
	Of          func(*Counts) int64 // numerator over Graduates
}

// MeasureOf finds the measure of that name; ok is false for an indicator that
// does not exist or is not made of Counts.
func MeasureOf(name string) (m Measure, ok bool) {
	i, known := indicators[name]
	if !known || i.of == nil {
		return Measure{}, false
	}
	return Measure{name, i.title, !i.lowIsBad, i.of}, true
}

// Measures lists the names that MeasureOf knows, sorted.
func Measures() []string { return rates() }
