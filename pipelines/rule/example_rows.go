package rule

import (
	"maps"
	"slices"
	"strconv"

	"quxiang/pipelines/strict"
)

// record is a line of an example's CSV by column; what is left out is "".
type record map[string]string

// whole reads a whole number, 0 where the column is empty.
func (r record) whole(column string) (int, bool) {
	if r[column] == "" {
		return 0, true
	}
	n, err := strconv.Atoi(r[column])
	return n, err == nil && n >= 0
}

// exampleReader turns the lines of an example into histories.
type exampleReader struct {
	level     string
	rule      Rule
	histories []History
}

func (e *exampleReader) key(major string) string {
	if major == "" {
		return ""
	}
	return e.level + ":" + major
}

// history returns the history of a present major, a new one on first mention.
func (e *exampleReader) history(major string) *History {
	key := e.key(major)
	i := slices.IndexFunc(e.histories, func(h History) bool { return h.Major == key })
	if i < 0 {
		i = len(e.histories)
		e.histories = append(e.histories, History{Level: e.level, Major: key, Name: major})
	}
	return &e.histories[i]
}

// yearColumns are the columns of an example's history: present is the major
// the line belongs to (a peer), major the name it bore in that cohort.
func yearColumns() []string {
	counts := slices.Sorted(maps.Keys(countColumns))
	return append([]string{"cohort", "present", "major", "kind", "cutoff", "refused", "breaks"}, counts...)
}

func (e *exampleReader) year(r record) string {
	present := or(r["present"], presentMajor)
	y := Year{Cutoff: or(r["cutoff"], e.rule.Cutoff), Edition: e.rule.Edition, InForce: true,
		Major: e.key(or(r["major"], present)), Kind: r["kind"], Refused: r["refused"], Breaks: r["breaks"]}
	for column, at := range countColumns {
		n, ok := r.whole(column)
		if !ok {
			return column + " 不是人数"
		}
		*at(&y.Counts) = int64(n)
	}
	var ok bool
	if y.Cohort, ok = r.whole("cohort"); !ok || y.Cohort == 0 {
		return "cohort 不是届次"
	}
	h := e.history(present)
	h.Years = append(h.Years, y)
	return ""
}

func (e *exampleReader) change(r record) string {
	from, ok := r.whole("from_cohort")
	to, okToo := r.whole("to_cohort")
	if !ok || !okToo {
		return "起止届次不是届次"
	}
	if !contains([]string{Renamed, Merged, Founded, Suspended}, r["kind"]) {
		return "不认识的变化"
	}
	h := e.history(presentMajor)
	h.Changes = append(h.Changes, Change{Kind: r["kind"], From: e.key(r["from"]), To: e.key(r["to"]),
		FromCohort: from, ToCohort: to})
	return ""
}

func (e *exampleReader) value(r record) string {
	year, ok := r.whole("cohort")
	hundredths, okToo := strict.Hundredths(r["value"])
	if of, known := indicators[r["indicator"]]; !ok || !okToo || !known || of.of != nil {
		return "届次、指标或数值不对"
	}
	h := e.history(presentMajor)
	h.Values = append(h.Values, Value{Cohort: year, Indicator: r["indicator"], Hundredths: hundredths})
	return ""
}
