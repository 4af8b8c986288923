package explain

import (
	"slices"
	"strings"
)

// condition is one column that must have one value, compared as text.
type condition struct{ column, value string }

func (c condition) text() string { return "cast(" + c.column + " as varchar) = ?" }

// where joins conditions and adds their values to args.
func where(args *[]any, conditions []condition) string {
	parts := []string{"true"}
	for _, c := range conditions {
		parts = append(parts, c.text())
		*args = append(*args, c.value)
	}
	return strings.Join(parts, " and ")
}

// everything is the value of a key that leaves it open: the total of a table.
const everything = "*"

// whole are the keys that the denominator leaves aside.
func (r reading) whole(k *Key) bool { return slices.Contains(r.indicator.Whole, k.Name) }

// place are the conditions that the figure's place sets, but for its keys.
func (r reading) place(f Figure, rows bool) []condition {
	fam := r.family
	var all []condition
	add := func(column, value string) {
		if column != "" && value != "" {
			all = append(all, condition{column, value})
		}
	}
	add(fam.Cohort, cohortText(f.Cohort))
	add(fam.Cutoff, f.Cutoff)
	add(fam.Edition, f.Edition)
	add(fam.Measure, r.measure)
	if !rows || fam.RowsGrain {
		add(fam.Grain, fam.Grains[f.Grain])
	}
	return all
}

// keys are the conditions of the figure's keys; those of the numerator alone
// where whole is true, all others where it is false.
func (r reading) keys(f Figure, rows, whole bool) []condition {
	var all []condition
	for _, v := range f.Keys {
		k := r.family.key(v.Name)
		switch {
		case k == nil || r.whole(k) != whole || v.Value == everything:
		case rows && (k.MartOnly || k.All != "" && v.Value == k.All):
		default:
			all = append(all, condition{k.Column, v.Value})
		}
	}
	return all
}

// same is the condition that two keys are equal; true where there is none.
func (r reading) same() string {
	if len(r.indicator.Same) != 2 {
		return "true"
	}
	return r.family.key(r.indicator.Same[0]).Column + " = " + r.family.key(r.indicator.Same[1]).Column
}

// summed is an expression over sums of the counters that it names, over the
// rows that filter leaves.
func summed(expression, filter string) string {
	return columnName.ReplaceAllString(expression, "coalesce(sum($0)"+filter+", 0)")
}

const inside = " filter (where inside)"

// values is the query for numerator and denominator as the mart has them, and
// for how many of its rows the figure's keys are found in: three integers. A
// count has itself as its denominator.
func (r reading) values(f Figure) (text string, args []any) {
	keys := where(&args, r.keys(f, false, true))
	text = "select cast(" + summed(r.indicator.Numerator, inside) + " as bigint), cast(" +
		summed(r.denominator(), "") + " as bigint), count(*) filter (where present) from (select *, present and " + r.same() +
		" as inside from (select *, " + keys + " as present from " + r.family.Mart
	if r.family.Where != "" {
		text += " where " + r.family.Where
	}
	text += ") as p) as m where " + where(&args, append(r.place(f, false), r.keys(f, false, false)...))
	return text, args
}

// denominator is the expression of all who are looked at.
func (r reading) denominator() string {
	if r.ratio() {
		return r.indicator.Denominator
	}
	return r.indicator.Numerator
}

// lines is the query for the lines behind a figure: the family's columns with
// num and den, which say how often each counts, and persons, how many people it
// stands for. Nobody is in it who is in neither.
func (r reading) lines(f Figure) (text string, args []any) {
	numerator := where(&args, r.keys(f, true, true)) + " and " + r.same()
	text = "select * from (select r.*, cast(case when " + numerator + " then " + r.indicator.Numerator +
		" else 0 end as bigint) as num, cast(" + r.denominator() + " as bigint) as den from (" + r.family.Rows +
		") as r where " + where(&args, append(r.place(f, true), r.keys(f, true, false)...)) + ") as b where num <> 0 or den <> 0"
	return text, args
}

// bounded is what limits a count of lines to the numerator: a count looks at
// nobody else.
func (r reading) bounded() string {
	if r.ratio() {
		return ""
	}
	return " where num <> 0"
}
