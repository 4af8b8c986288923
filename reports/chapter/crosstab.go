package chapter

import (
	"sort"
)

// levelsOf are the levels of a topic's rows, in the order of the code table.
func (r *report) levelsOf(d distribution) []string {
	seen := map[string]bool{}
	var out []string
	for _, row := range r.Distribution {
		if r.onTopic(row, d.dimension, d.population) && row.Level != allLevels &&
			row.HeadCount > 0 && !seen[row.Level] {
			seen[row.Level] = true
			out = append(out, row.Level)
		}
	}
	sort.Slice(out, func(i, j int) bool { return r.labelBefore("level", out[i], out[j]) })
	return out
}

// crosstab is a topic by level: one line a label and level, with people. It is
// nil where there is only one level, which the topic's own table shows.
func (r *report) crosstab(d distribution) *Table {
	levels := r.levelsOf(d)
	if len(levels) < 2 || !d.byLevel {
		return nil
	}
	table := &Table{
		ID: d.id + "-by-level", Ordered: !d.ordered, Title: "分学历层次的" + d.title,
		Basis: r.distributionBasis(d.population, d.totalRow().count()),
		Columns: []Column{{Key: "level", Title: "学历层次"}, {Key: "label", Title: d.heading},
			{Key: "head_count", Title: "人数", Unit: "人", Numeric: true},
			{Key: "share", Title: "占本层次", Unit: "%", Numeric: true}},
	}
	for _, level := range levels {
		for _, row := range r.rowsAtLevel(d, level) {
			table.Rows = append(table.Rows, []Cell{labelCell(level), labelCell(row.Label),
				figureCell(row.count()), figureCell(row.share())})
		}
	}
	return table
}

// rowsAtLevel are a distribution's rows at one level, in its own order.
func (r *report) rowsAtLevel(d distribution, level string) []DistributionRow {
	var out []DistributionRow
	for _, row := range r.Distribution {
		if r.onTopic(row, d.dimension, d.population) && row.Level == level && row.HeadCount > 0 {
			out = append(out, row)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return d.before(out[i], out[j]) })
	return out
}
