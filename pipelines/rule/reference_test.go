package rule

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// The reference is written straight from the table in doc.go, with fractions
// of unlimited size and no thought for speed. It shares no code with the
// engine but the data types.

type refUnit struct {
	key  Key
	h    History
	rows []Year // every row that belongs to the unit
}

type refCell struct {
	ok       bool
	num, den int64
	breaks   bool
	any      bool
}

func refUnits(histories []History, r Rule) []refUnit {
	var units []refUnit
	for _, h := range histories {
		kinds := map[string][]Year{}
		if r.Grain == "major" {
			kinds[""] = nil
		}
		for _, y := range h.Years {
			if !refBelongs(h, r, y.Major) {
				continue
			}
			kind := ""
			if r.Grain == "programme" {
				kind = y.Kind
			}
			kinds[kind] = append(kinds[kind], y)
		}
		for kind, rows := range kinds {
			units = append(units, refUnit{Key{h.Institution, h.Level, h.Major, kind}, h, rows})
		}
	}
	slices.SortFunc(units, func(a, b refUnit) int {
		return cmp.Compare(fmt.Sprintf("%q", a.key), fmt.Sprintf("%q", b.key))
	})
	return units
}

func refBelongs(h History, r Rule, major string) bool {
	switch r.Inherit {
	case "all":
		return true
	case "renamed":
		return refRenamedInto(h, major, 10)
	}
	return major == h.Major
}

// refRenamedInto: one-to-one renames lead from major to the present key.
func refRenamedInto(h History, major string, steps int) bool {
	if major == h.Major {
		return true
	}
	into, outOf, merged := map[string]bool{}, map[string]bool{}, false
	for _, c := range h.Changes {
		if (c.Kind == "更名" || c.Kind == "合并") && c.From == major && c.To != major {
			into[c.To] = true
		}
	}
	if len(into) != 1 || steps == 0 {
		return false
	}
	var next string
	for next = range into {
	}
	for _, c := range h.Changes {
		if (c.Kind == "更名" || c.Kind == "合并") && c.To == next && c.From != next {
			outOf[c.From] = true
			merged = merged || c.Kind == "合并"
		}
	}
	return len(outOf) == 1 && !merged && refRenamedInto(h, next, steps-1)
}

var refCount = map[string]func(Counts) int64{
	"settled_rate":  func(c Counts) int64 { return c.Settled },
	"employed_rate": func(c Counts) int64 { return c.Employed },
	"seeking_rate":  func(c Counts) int64 { return c.Seeking },
}

func (u refUnit) cell(r Rule, indicator string, cohort int) refCell {
	cell := refCell{ok: true}
	for _, y := range u.rows {
		inEdition := y.Edition == r.Edition || r.Edition == "auto" && y.InForce
		if y.Cohort != cohort || y.Cutoff != r.Cutoff || !inEdition {
			continue
		}
		cell.any = true
		cell.num += refCount[indicator](y.Counts)
		cell.den += y.Graduates
		cell.breaks = cell.breaks || y.Breaks != ""
		cell.ok = cell.ok && y.Refused == ""
	}
	cell.ok = cell.ok && cell.any && cell.den > 0
	return cell
}

func refPercent(cell refCell) *big.Rat { return big.NewRat(100*cell.num, cell.den) }

func (u refUnit) usable(r Rule, indicator string, from, year int) []int {
	var cohorts []int
	for c := year; c >= from; c-- {
		if u.cell(r, indicator, c).ok {
			cohorts = append(cohorts, c)
		}
	}
	return cohorts
}

const refFirst = 2010

func refExcluded(u refUnit, r Rule, indicator string, year int) bool {
	h := u.h
	if r.ValidFrom > year || r.ValidTo != 0 && r.ValidTo < year {
		return true
	}
	if len(r.Levels) > 0 && !slices.Contains(r.Levels, h.Level) {
		return true
	}
	if slices.Contains(r.Exclude.Majors, h.Major) || slices.Contains(r.Exclude.Institutions, h.Institution) {
		return true
	}
	for _, c := range h.Changes {
		if r.Exclude.Suspended && c.Kind == "停招" && c.From == h.Major && c.ToCohort-3 <= year {
			return true
		}
		// only the first 新设 row counts; the generator makes one at most
		if r.Exclude.New && c.Kind == "新设" && refRenamedInto(h, c.To, 10) &&
			len(u.usable(r, indicator, max(refFirst, c.FromCohort), year)) < 3 {
			return true
		}
	}
	return r.Exclude.Suspended && h.PlanStopped > 0 && h.PlanStopped <= year+1
}

func refSameGroup(a, b refUnit, r Rule) bool {
	if a.h.Level != b.h.Level {
		return false
	}
	switch r.Peers {
	case "level_class":
		return a.h.Class == b.h.Class
	case "level_type":
		return a.h.InstitutionType == b.h.InstitutionType
	case "major":
		return a.h.Major == b.h.Major
	}
	return true
}

// refYear tells whether a cohort fires, and whether there is a line at all.
func refYear(units []refUnit, u refUnit, r Rule, l Level, cohort int) (fires, hasLine bool) {
	rate := refPercent(u.cell(r, r.Indicator, cohort))
	amount := big.NewRat(l.Amount, 100)
	switch l.Comparator {
	case "below":
		return rate.Cmp(amount) < 0, true
	case "above":
		return rate.Cmp(amount) > 0, true
	}
	var num, den, peers, worse int64
	for _, p := range units {
		cell := p.cell(r, r.Indicator, cohort)
		if !refSameGroup(u, p, r) || !cell.ok {
			continue
		}
		num, den = num+cell.num, den+cell.den
		if cell.den < r.MinGraduates {
			continue
		}
		peers++
		side := refPercent(cell).Cmp(rate)
		if r.Indicator == "seeking_rate" && side > 0 || r.Indicator != "seeking_rate" && side < 0 {
			worse++
		}
	}
	switch l.Comparator {
	case "below_mean":
		mean := big.NewRat(100*num, den)
		return rate.Cmp(mean.Sub(mean, amount)) < 0, true
	case "bottom_percent":
		places := new(big.Int).Quo(big.NewInt(peers*l.Amount), big.NewInt(10000)).Int64()
		return 1+worse <= places, places > 0
	}
	return 1+worse <= l.Amount, peers > l.Amount
}

type refLevel struct {
	state string // lacks, n/a, silent, or the card
	run   []int  // ascending
}

func refJudge(units []refUnit, u refUnit, r Rule, l Level, year int) refLevel {
	usable := u.usable(r, r.Indicator, refFirst, year)
	if len(usable) < l.Years {
		return refLevel{state: "lacks"}
	}
	run := usable[:l.Years]
	slices.Sort(run)
	if r.Missing == "break" && run[0] != year-l.Years+1 {
		return refLevel{state: "silent"}
	}
	state := string(l.Card)
	for _, c := range run {
		fires, hasLine := refYear(units, u, r, l, c)
		if u.cell(r, r.Indicator, c).den < r.MinGraduates || !hasLine {
			return refLevel{state: "n/a"}
		}
		if !fires {
			state = "silent"
		}
	}
	return refLevel{state, run}
}

// refGraver tells whether level a decides before level b.
func refGraver(a, b Level, levels []Level) bool {
	if a.Card != b.Card {
		return a.Card == "红"
	}
	if a.Comparator != b.Comparator {
		first := slices.IndexFunc(levels, func(l Level) bool { return l.Comparator == a.Comparator || l.Comparator == b.Comparator })
		return levels[first].Comparator == a.Comparator
	}
	if a.Amount != b.Amount {
		return (a.Amount < b.Amount) == (a.Comparator != "above" && a.Comparator != "below_mean")
	}
	return a.Years > b.Years
}

func refConditions(u refUnit, r Rule, year int) (conclusion string) {
	hits, open, small := 0, 0, false
	for _, c := range r.Conditions {
		var value *big.Rat
		if _, counted := refCount[c.Indicator]; counted {
			if cell := u.cell(r, c.Indicator, year); cell.ok {
				value = refPercent(cell)
				small = small || c.Set && cell.den < r.MinGraduates
			}
		}
		for _, v := range u.h.Values {
			if v.Indicator == c.Indicator && v.Cohort == year {
				value = big.NewRat(v.Hundredths, 100)
			}
		}
		switch {
		case !c.Set || value == nil:
			open++
		case c.Comparator == "below" && value.Cmp(big.NewRat(c.Amount, 100)) < 0,
			c.Comparator == "above" && value.Cmp(big.NewRat(c.Amount, 100)) > 0:
			hits++
		}
	}
	switch {
	case hits < r.Needs && hits+open >= r.Needs:
		return "数据不足"
	case refExcluded(u, r, "settled_rate", year) || small:
		return "不适用"
	case hits >= r.Needs:
		return string(r.Cards[0].Card)
	}
	return "未触发"
}

func (u refUnit) alive(r Rule, year int) bool {
	for _, y := range u.rows {
		if y.Cohort >= year-1 {
			return true
		}
	}
	return r.Needs > 0 && r.Grain == "major" &&
		slices.ContainsFunc(u.h.Values, func(v Value) bool { return v.Cohort >= year-1 })
}

// reference prints the verdicts of one rule, a line each.
func reference(histories []History, r Rule, year int) []string {
	units := refUnits(histories, r)
	var lines []string
	for _, u := range units {
		if u.alive(r, year) {
			lines = append(lines, fmt.Sprintf("%s %v: %s", r.Name, u.key, refVerdict(units, u, r, year)))
		}
	}
	return lines
}

func refVerdict(units []refUnit, u refUnit, r Rule, year int) string {
	if r.Needs > 0 {
		return refConditions(u, r, year)
	}
	if !u.cell(r, r.Indicator, year).ok {
		return "数据不足"
	}
	states, best := map[string]bool{}, -1
	var run []int
	for i, l := range r.Cards {
		found := refJudge(units, u, r, l, year)
		states[found.state] = true
		if found.state == string(l.Card) && (best < 0 || refGraver(l, r.Cards[best], r.Cards)) {
			best, run = i, found.run
		}
	}
	switch {
	case len(states) == 1 && states["lacks"]:
		return "数据不足"
	case refExcluded(u, r, r.Indicator, year):
		return "不适用"
	case best >= 0:
		return refCard(u, r, best, run)
	case !states["silent"]:
		return "不适用"
	}
	return "未触发"
}

// refCard prints a card with its level, its run and whether a break parts it.
func refCard(u refUnit, r Rule, best int, run []int) string {
	var counts []string
	for _, c := range run {
		cell := u.cell(r, r.Indicator, c)
		counts = append(counts, fmt.Sprintf("%d=%d/%d", c, cell.num, cell.den))
	}
	breaks := false
	for c := run[0] + 1; c <= run[len(run)-1]; c++ {
		breaks = breaks || u.cell(r, r.Indicator, c).breaks
	}
	return fmt.Sprintf("%s %d %s %v", r.Cards[best].Card, best, strings.Join(counts, " "), breaks)
}
