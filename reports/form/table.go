package form

import (
	"regexp"
	"slices"
	"strings"

	"quxiang/reports/export"
	"quxiang/reports/figure"
)

// query is a table's SQL: what a row is, then the counters of each column.
type query struct {
	text  string
	args  []any
	count int // counters
}

// tableQuery groups the mart by what a row is. Which rows there are does not
// depend on the column: every filter of the table and any one of a column's.
func (r *reader) tableQuery(t Table) query {
	var q query
	var picked, groups []string
	for _, name := range t.By {
		picked = append(picked, "cast("+export.Quote(name)+" as varchar)")
		groups = append(groups, export.Quote(name))
	}
	for _, c := range t.Columns {
		if !t.counted(c) {
			continue
		}
		for _, name := range c.counters() {
			text, args := sum(name, r.given(joined(t.Where, c.Where)), c.Zero)
			picked, q.args = append(picked, text), append(q.args, args...)
			q.count++
		}
	}
	condition, args := r.anyColumn(t)
	q.args = append(q.args, args...)
	q.text = "select " + strings.Join(picked, ", ") + " from marts." + export.Quote(t.Mart) + " where " + condition +
		" group by " + strings.Join(groups, ", ") + " order by " + strings.Join(groups, " nulls first, ") + " nulls first"
	return q
}

// anyColumn keeps the mart's rows that some column counts.
func (r *reader) anyColumn(t Table) (string, []any) {
	var either []string
	var args []any
	for _, c := range t.Columns {
		if !t.counted(c) {
			continue
		}
		condition, more := clause(r.given(joined(t.Where, c.Where)))
		either, args = append(either, "("+condition+")"), append(args, more...)
	}
	if either == nil {
		return clause(r.given(t.Where))
	}
	return strings.Join(either, " or "), args
}

// counted tells a column of numbers from one of words.
func (t Table) counted(c Column) bool {
	return !c.Serial && c.Code == "" && c.Missing == "" && !slices.Contains(t.By, c.Column)
}

// table reads a table's lines and adds them up.
func (r *reader) table(t Table) (rows, error) {
	q := r.tableQuery(t)
	keys, numbers := make([]*string, len(t.By)), make([]*int64, q.count)
	var into []any
	for i := range keys {
		into = append(into, &keys[i])
	}
	for i := range numbers {
		into = append(into, &numbers[i])
	}
	sums := make([]*int64, q.count)
	var out rows
	err := r.each(q.text, q.args, into, func() {
		out.lines = append(out.lines, r.line(t, len(out.lines)+1, keys, numbers))
		add(sums, numbers)
	})
	if len(out.lines) > 0 {
		out.totals = r.line(t, 0, make([]*string, len(t.By)), sums)
	}
	return out, err
}

// add adds the numbers that there are to sums.
func add(sums, numbers []*int64) {
	for i, n := range numbers {
		if n == nil {
			continue
		}
		if sums[i] == nil {
			sums[i] = new(int64)
		}
		*sums[i] += *n
	}
}

// line makes the cells of a row; number 0 is the row of totals.
func (r *reader) line(t Table, number int, keys []*string, numbers []*int64) []value {
	cells := make([]value, len(t.Columns))
	named := keysOf(t, keys)
	at := 0
	for i, c := range t.Columns {
		if t.counted(c) {
			n := len(c.counters())
			cells[i] = r.value(c.Item, "marts."+t.Mart, r.given(joined(t.Where, c.Where)), named, slices.Clone(numbers[at:at+n]))
			at += n
			continue
		}
		cells[i] = word(t, c, number, keys)
	}
	return cells
}

// word is a cell that is no number of the mart.
func word(t Table, c Column, number int, keys []*string) value {
	switch {
	case c.Missing != "":
		return value{blank: c.Missing}
	case c.Serial && number > 0:
		return value{figure: figure.Place{}.Count("serial", int64(number), "")}
	case c.Serial || number == 0:
		return value{}
	case c.Code != "":
		return value{text: codeOf(keys[slices.Index(t.By, c.Code)])}
	}
	s := keys[slices.Index(t.By, c.Column)]
	if s == nil {
		return value{}
	}
	if said, found := c.Say[*s]; found {
		return value{text: said}
	}
	return value{text: *s}
}

func keysOf(t Table, keys []*string) []figure.Key {
	var named []figure.Key
	for i, name := range t.By {
		if keys[i] != nil {
			named = append(named, figure.Key{Name: name, Value: *keys[i]})
		}
	}
	return named
}

var codeForm = regexp.MustCompile(`^[^:]*:([0-9A-Z]+)$`)

// codeOf is the code in a key like 本科:080901; a major that is known by its
// name only (本科:名称:计算机类) has none.
func codeOf(key *string) string {
	if key == nil {
		return ""
	}
	if m := codeForm.FindStringSubmatch(*key); m != nil {
		return m[1]
	}
	return ""
}
