// Package explain says where a figure comes from: its formula and citation, the
// integers it is made of, and the lines of the source files that it counts.
//
// Which lines stand behind a figure is data, sql/explain/*.toml: a family of
// figures names the mart that it is read from and a query that gives one row a
// line, with a counter of the mart as 1 or 0. An expression over counters thus
// means the same for the mart, where it is summed, and for one line, of which it
// says whether it counts. That both agree is checked for every explanation.
package explain

import (
	"slices"
	"strings"
)

// Figure is the identity of a printed number, as a report writes it.
type Figure struct {
	Indicator string
	Edition   string // empty where it plays no part
	Cohort    int    // 0 where it plays no part
	Cutoff    string // MM-DD; of entry cohorts and surveys the year
	Grain     string
	Keys      []KeyValue
}

// KeyValue is one coordinate of a figure.
type KeyValue struct{ Name, Value string }

// end is the figure that a change ends at, and the identifier of the one that
// it starts from; any other figure is its own end.
func (f Figure) end() (Figure, string) {
	indicator, change := strings.CutSuffix(f.Indicator, "_change")
	from, ok := f.value("from")
	if !change || !ok {
		return f, ""
	}
	f.Indicator = indicator
	f.Keys = slices.DeleteFunc(slices.Clone(f.Keys), func(k KeyValue) bool { return k.Name == "from" })
	return f, from
}

// value is the figure's coordinate of that name.
func (f Figure) value(name string) (string, bool) {
	for _, k := range f.Keys {
		if k.Name == name {
			return k.Value, true
		}
	}
	return "", false
}
