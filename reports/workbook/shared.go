package workbook

import (
	"slices"

	"quxiang/reports/chapter"
	"quxiang/reports/outline"
)

// gather puts the tables that share a sheet into the first of them, each row
// led by what says which table it is of.
func gather(parts []outline.Part) []outline.Part {
	var out []outline.Part
	at := map[string]int{}
	for _, p := range parts {
		if p.Table.Shared == nil {
			out = append(out, p)
			continue
		}
		i, begun := at[p.Table.Shared.Title]
		if !begun {
			i = len(out)
			at[p.Table.Shared.Title] = i
			out = append(out, outline.Part{Table: sharedTable(p.Table), Number: p.Number})
		}
		out[i].Table.Rows = append(out[i].Table.Rows, led(p.Table)...)
	}
	return out
}

// sharedTable is the sheet's table, without rows yet.
func sharedTable(t *chapter.Table) *chapter.Table {
	sheet := *t
	sheet.Title, sheet.Rows, sheet.Shared = t.Shared.Title, nil, nil
	sheet.Columns = slices.Concat(t.Shared.Columns, t.Columns)
	for i, c := range sheet.Columns {
		if title, other := t.Shared.Titles[c.Key]; other {
			sheet.Columns[i].Title = title
		}
	}
	return &sheet
}

// led are the rows of a table behind what says whose they are.
func led(t *chapter.Table) [][]chapter.Cell {
	rows := make([][]chapter.Cell, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = slices.Concat(t.Shared.Cells, row)
	}
	return rows
}
