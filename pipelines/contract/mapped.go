package contract

import (
	"slices"

	"quxiang/pipelines/source"
)

// given is a value that a mapping gives to a column.
type given struct {
	column int
	value  string
}

// derivation fills one column from another's text.
type derivation struct {
	column, from int
	values       map[string]string // normalised → ours
}

// wideColumn is one column that becomes rows, with what its heading says.
type wideColumn struct {
	col    int
	values []given
}

// prepareMapping brings the mapping into the positions of the contract.
func (r *Reader) prepareMapping() {
	if r.mapping == nil {
		return
	}
	c := r.layout.Contract
	for name, value := range r.mapping.Constants {
		r.fixed = append(r.fixed, given{c.Index(name), value})
	}
	for _, name := range r.mapping.canonical() {
		spec, ok := r.mapping.Values[name]
		if !ok {
			continue
		}
		d := derivation{column: c.Index(name), from: c.Index(name), values: map[string]string{}}
		if spec.From != "" {
			d.from = c.Index(spec.From)
		}
		for theirs, ours := range spec.Map {
			d.values[Normalise(theirs)] = ours
		}
		r.derived = append(r.derived, d)
		r.checks[d.from].mapped = true // the mapping says what its words mean
	}
}

// fillMapped sets constants and looks values up.
func (r *Reader) fillMapped(record *Record) {
	for _, g := range r.fixed {
		record.Values[g.column] = g.value
	}
	for _, d := range r.derived {
		theirs := record.Values[d.from]
		if theirs == "" {
			continue
		}
		ours, ok := d.values[Normalise(theirs)]
		switch {
		case ok:
			record.Values[d.column] = ours
		case d.column != d.from || !r.understands(d.column, theirs):
			r.add(record, d.from, theirs, &Problem{Rule: UnknownCode, Severity: r.checks[d.column].severity(),
				Why: "映射文件的 values." + r.checks[d.column].column.Name + " 没有写这个值对应什么", Hint: "在映射文件中补上这个值"})
		}
	}
}

// understands reports whether a value needs no mapping, being one of ours.
func (r *Reader) understands(column int, value string) bool {
	k := &r.checks[column]
	return k.table == nil || k.has(k.normal(value)) || len(k.codesOf(value)) > 0
}

func (r *Reader) wideColumns(s *SheetLayout) []wideColumn {
	if r.mapping == nil || r.mapping.Unpivot == nil {
		return nil
	}
	u, c := r.mapping.Unpivot, r.layout.Contract
	byHeading := map[string]map[string]string{}
	for heading, constants := range u.Keys {
		byHeading[Normalise(heading)] = constants
	}
	var wide []wideColumn
	for _, col := range s.Unpivot {
		w := wideColumn{col: col, values: []given{{c.Index(u.Key), tidyHeading(s.Headings[col])}}}
		for name, value := range byHeading[Normalise(s.Headings[col])] {
			w.values = append(w.values, given{c.Index(name), value})
		}
		wide = append(wide, w)
	}
	return wide
}

// unpivot makes a record of each wide column.
func (r *Reader) unpivot(row source.Row, base Record) {
	u := r.mapping.Unpivot
	value := r.layout.Contract.Index(u.Value)
	r.pending = r.pending[:0]
	for _, w := range r.wide {
		cell := row.Cell(w.col)
		if cell.Kind == source.Empty {
			if u.Blank == "drop" {
				continue
			}
			cell = source.Cell{Kind: source.Text, Raw: u.Blank, Text: u.Blank}
		}
		record := Record{Sheet: base.Sheet, Row: base.Row, Values: slices.Clone(base.Values), Problems: slices.Clone(base.Problems)}
		for _, g := range w.values {
			record.Values[g.column] = g.value
		}
		v, problem := r.checks[value].read(cell)
		record.Values[value] = v
		if problem != nil {
			r.add(&record, value, cell.Text, problem)
			record.Problems[len(record.Problems)-1].Column = tidyHeading(r.sheet().Headings[w.col])
		}
		r.judge(&record)
		r.pending = append(r.pending, record)
	}
	if len(r.pending) == 0 {
		r.skipped++
	}
}
