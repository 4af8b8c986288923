package chapter

import (
	"slices"
	"strings"

	"quxiang/reports/figure"
)

// finding is a paragraph of what the data show, ended with a full stop. It is
// nil without words, and blocks drops it.
func finding(spans ...[]Span) Block { return paragraph(Finding, spans) }

// note is a paragraph of explanation.
func note(spans ...[]Span) Block { return paragraph(Note, spans) }

// warning is a paragraph that a reader must not miss.
func warning(spans ...[]Span) Block { return paragraph(Warning, spans) }

// paragraph joins runs of spans; nil where nothing is said.
func paragraph(kind string, runs [][]Span) Block {
	var all []Span
	for _, run := range runs {
		all = append(all, run...)
	}
	if len(all) == 0 {
		return nil
	}
	if !strings.HasSuffix(all[len(all)-1].Text, "。") {
		all = append(all, Span{Text: "。"})
	}
	return Paragraph{Kind: kind, Spans: all}
}

// blocks drops what is nil: a chart that would be empty, a finding without
// words.
func blocks(bs ...Block) []Block {
	var out []Block
	for _, b := range bs {
		switch v := b.(type) {
		case nil:
			continue
		case *Table:
			if v == nil || len(v.Rows) == 0 {
				continue
			}
		case *Chart:
			if v == nil {
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// chartMinRows is the fewest rows worth a picture.
const chartMinRows = 2

// draw is c over t, or nil where t has too few rows with anything to draw: a
// report never shows an empty chart.
func draw(t *Table, c Chart) Block {
	if t == nil || drawable(t, c.Series) < chartMinRows {
		return nil
	}
	c.Table = t
	if c.Category == "" {
		c.Category = t.Columns[0].Key
	}
	return &c
}

// drawable counts the rows with a shown figure above zero in the first series
// that decides the shape.
func drawable(t *Table, series []string) int {
	n := 0
	for _, row := range t.bodyRows() {
		for _, key := range series {
			f := row[t.ColumnIndex(key)].Figure
			if f != nil && f.State == figure.Shown && f.Value.Num > 0 {
				n++
				break
			}
		}
	}
	return n
}

// bodyRows are the rows without the total.
func (t *Table) bodyRows() [][]Cell {
	if t.TotalRow {
		return t.Rows[:len(t.Rows)-1]
	}
	return t.Rows
}

// section is a section of the blocks that are there; without any, it says what
// is missing instead.
func section(id, title, missing string, bs ...Block) Section {
	kept := blocks(bs...)
	if len(kept) == 0 {
		kept = []Block{note([]Span{{Text: missing}})}
	}
	return Section{ID: id, Title: title, Blocks: kept}
}

// numbers is a column of numbers in unit.
func numbers(key, title, unit string) Column {
	return Column{Key: key, Title: title, Unit: unit, Numeric: true}
}

// Cells, short because tables are full of them.
func labelCell(s string) Cell          { return Cell{Label: orUnknown(s)} }
func figureCell(f *figure.Figure) Cell { return Cell{Figure: f} }
func timeCell(s string) Cell           { return Cell{Time: s} }
func citeCell(s string) Cell           { return Cell{Cite: s} }

// orUnknown names an empty label.
func orUnknown(s string) string {
	if s == "" {
		return "未识别"
	}
	return s
}

// dropEmpty takes away columns in which no row has anything to tell.
func (t *Table) dropEmpty(keys ...string) {
	for _, key := range keys {
		at := t.ColumnIndex(key)
		told := slices.ContainsFunc(t.Rows, func(row []Cell) bool {
			return row[at].Figure == nil && row[at].Plain() != "" || row[at].Figure != nil && row[at].Figure.State == figure.Shown
		})
		if !told && len(t.Rows) > 0 {
			t.dropColumn(key)
		}
	}
}

// keepColumns takes away the numeric columns but those, and what is said of each
// row after them.
func (t *Table) keepColumns(keys ...string) {
	numeric := false
	for _, c := range slices.Clone(t.Columns) {
		numeric = numeric || c.Numeric
		if numeric && !slices.Contains(keys, c.Key) {
			t.dropColumn(c.Key)
		}
	}
}

// dropColumn takes a column away.
func (t *Table) dropColumn(key string) {
	at := t.ColumnIndex(key)
	t.Columns = slices.Delete(slices.Clone(t.Columns), at, at+1)
	for i, row := range t.Rows {
		t.Rows[i] = slices.Delete(row, at, at+1)
	}
}
