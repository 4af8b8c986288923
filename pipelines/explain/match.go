package explain

import (
	"cmp"
	"slices"
	"strings"
)

// reading is how one figure is read: of which family, as what.
type reading struct {
	family    *Family
	indicator Indicator
	measure   string // value of the family's measure column
	rest      string // what follows it in the indicator's name: _low
}

// counted says whether integers stand behind the figure.
func (r reading) counted() bool { return r.indicator.Numerator != "" }

// ratio says whether the figure is a share.
func (r reading) ratio() bool { return r.indicator.Denominator != "" }

// match finds how a figure is read: first by an indicator that a family names,
// then by the family that its grain belongs to.
func match(families []Family, f Figure) (reading, bool) {
	for i := range families {
		if r, ok := families[i].named(f); ok {
			return r, true
		}
	}
	for i := range families {
		fam := &families[i]
		if fam.Rows == "" && len(fam.Indicators) == 0 && fam.holds(f) && strings.HasPrefix(f.Indicator, fam.Prefix) {
			return reading{family: fam}, true
		}
	}
	return reading{}, false
}

// holds says whether a figure of that grain and these keys can be the family's.
func (f *Family) holds(g Figure) bool {
	if _, ok := f.Grains[g.Grain]; !ok {
		return false
	}
	for name, want := range f.Only {
		if got, _ := g.value(name); got != want {
			return false
		}
	}
	return !slices.ContainsFunc(g.Keys, func(k KeyValue) bool { return len(f.Keys) > 0 && f.key(k.Name) == nil })
}

// named reads a figure by what the family calls it.
func (f *Family) named(g Figure) (reading, bool) {
	name, ok := strings.CutPrefix(g.Indicator, f.Prefix)
	if !ok || !f.holds(g) {
		return reading{}, false
	}
	if f.Measure != "" {
		return f.measured(name)
	}
	var found *Indicator
	for i, ind := range f.Indicators {
		if ind.Name == name && (ind.edition == "" || ind.edition == "*" || ind.edition == g.Edition ||
			g.Edition == "" && found == nil) {
			found = &f.Indicators[i]
		}
	}
	switch {
	case found != nil:
		return reading{family: f, indicator: *found}, true
	case slices.Contains(f.Counters, name):
		return reading{family: f, indicator: Indicator{Name: name, Numerator: name}}, true
	}
	return reading{}, false
}

// measured parts a name into the measure's value and what is told of it.
func (f *Family) measured(name string) (reading, bool) {
	suffixes := slices.SortedFunc(slices.Values(f.Suffixes), func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	rest := ""
	for _, s := range suffixes {
		if strings.HasSuffix(name, s) {
			rest = s
			break
		}
	}
	measure := strings.TrimSuffix(name, rest)
	for _, i := range f.Indicators {
		if i.Name == measure {
			i.Numerator = f.Counters[0]
			return reading{family: f, indicator: i, measure: measure, rest: rest}, true
		}
	}
	return reading{}, false
}
