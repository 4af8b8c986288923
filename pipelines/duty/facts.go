package duty

import "slices"

// Facts are what the marts say of one school and cohort.
type Facts struct {
	Institution string
	Cohort      int
	Tier        string // 本科 or 高职, as the list of schools says; "" unknown
	Prev        Ratio  // placed of the graduates of the year before, 初次
	Colleges    []CollegeFacts
	Numbers     []Number
}

// CollegeFacts are what is known of a college besides its measures.
type CollegeFacts struct {
	Key, Name string
	Prev      Ratio // as of the school
}

// Ratio is K of N people; N = 0: not known.
type Ratio struct{ K, N int64 }

// below compares two ratios, both known, by their counts.
func (r Ratio) below(other Ratio) bool { return r.K*other.N < other.K*r.N }

// Number is a row of marts.duty_measure.
type Number struct {
	Measure string
	College string // key; "" the school
	Item    string
	Num     int64
	Den     *int64 // nil: a plain number
}

// index finds the numbers of a measure and college.
type index map[string]map[string][]Number

func (f *Facts) index() index {
	ix := index{}
	for _, n := range f.Numbers {
		if ix[n.Measure] == nil {
			ix[n.Measure] = map[string][]Number{}
		}
		ix[n.Measure][n.College] = append(ix[n.Measure][n.College], n)
	}
	return ix
}

// numbers are those that the duty looks at, of a college or of the school. An
// item that a register without it would have had counts nothing: a plain number
// has rows only for what occurs.
func (ix index) numbers(d *Duty, college string) []Number {
	found, known := ix[d.Measure.Name]
	if !known || len(d.Items) == 0 {
		return found[college]
	}
	var numbers []Number
	for _, item := range d.Items {
		i := slices.IndexFunc(found[college], func(n Number) bool { return n.Item == item })
		switch {
		case i >= 0:
			numbers = append(numbers, found[college][i])
		case d.Measure.Per == "":
			numbers = append(numbers, Number{Measure: d.Measure.Name, College: college, Item: item})
		}
	}
	return numbers
}
