package chart

import "slices"

// mark is one dot of every line of a dot plot: a column, or the rows that
// share a value of the column that the chart splits by. All have a place for
// every line.
type mark struct {
	title           string
	data, low, high []datum
}

func titles(marks []mark) []string {
	out := make([]string, len(marks))
	for i, m := range marks {
		out[i] = m.title
	}
	return out
}

// marks are the lines of a dot plot with their marks. Split or with intervals,
// lines without any value are left out: a table of all majors has many.
func (p plot) marks() (lines []string, marks []mark) {
	if p.by < 0 && p.low < 0 {
		for _, s := range p.series {
			marks = append(marks, mark{title: p.title(s), data: p.column(s)})
		}
		return p.names(), marks
	}
	for r, d := range p.column(p.series[0]) {
		if name := p.rows[r][p.category].Plain(); d.Value != nil && !slices.Contains(lines, name) {
			lines = append(lines, name)
		}
	}
	for _, title := range p.groups() {
		marks = append(marks, p.markOf(title, lines))
	}
	return lines, marks
}

// groups are the values of the column that the chart splits by, in order of
// appearance; the heading of its one column where it does not.
func (p plot) groups() []string {
	if p.by < 0 {
		return []string{p.title(p.series[0])}
	}
	var out []string
	for _, row := range p.rows {
		if v := row[p.by].Plain(); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// markOf puts a group's rows in their lines.
func (p plot) markOf(title string, lines []string) mark {
	m := mark{title: title, data: make([]datum, len(lines)), low: make([]datum, len(lines)), high: make([]datum, len(lines))}
	for _, row := range p.rows {
		name := row[p.category].Plain()
		line := slices.Index(lines, name)
		if line < 0 || p.by >= 0 && row[p.by].Plain() != title {
			continue
		}
		m.data[line] = point(name, row[p.series[0]])
		if p.low >= 0 {
			m.low[line], m.high[line] = point(name, row[p.low]), point(name, row[p.high])
			m.data[line].Low, m.data[line].High = m.low[line].Print, m.high[line].Print
		}
	}
	return m
}
