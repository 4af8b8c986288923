package contract

import (
	"slices"

	"quxiang/pipelines/source"
)

// merges fills the cells of ranges that were merged over several rows: a
// spreadsheet keeps the value in the top left cell only. Nothing is filled
// outside a range, and never a number or an identifier: a count that was
// merged over three rows is one count.
type merges struct {
	waiting []mergedColumn // in order of their first row
	open    []mergedColumn // those that the current row lies in
}

type mergedColumn struct {
	first, last, col int
	cell             source.Cell
}

func newMerges(ranges []source.Range, s *SheetLayout, c *Contract) *merges {
	m := &merges{}
	for _, a := range ranges {
		name, claimed := s.Columns[a.FirstCol]
		column, _ := c.Column(name)
		if claimed && a.LastRow > a.FirstRow && a.FirstRow > s.LastRow && column.fills() {
			m.waiting = append(m.waiting, mergedColumn{first: a.FirstRow, last: a.LastRow, col: a.FirstCol})
		}
	}
	slices.SortStableFunc(m.waiting, func(a, b mergedColumn) int { return a.first - b.first })
	return m
}

// fills reports whether a merged cell of the column holds for all its rows.
func (c Column) fills() bool {
	return c.Identifier == "" && (c.Type == Text || c.Type == Code || c.Type == Date)
}

// fill puts the value of each range over row into its column there.
func (m *merges) fill(row *source.Row) {
	for len(m.waiting) > 0 && m.waiting[0].first <= row.Number {
		next := m.waiting[0]
		m.waiting = m.waiting[1:]
		if next.first == row.Number { // a first row that was left out is blank: so is the range
			next.cell = row.Cell(next.col)
			m.open = append(m.open, next)
		}
	}
	m.open = slices.DeleteFunc(m.open, func(a mergedColumn) bool { return a.last < row.Number })
	for _, a := range m.open {
		if a.first < row.Number && a.cell.Kind != source.Empty && row.Cell(a.col).Kind == source.Empty {
			at, _ := slices.BinarySearchFunc(row.Cells, a.col, func(c source.Cell, col int) int { return c.Col - col })
			row.Cells = slices.Insert(row.Cells, at, a.cell)
		}
	}
}
