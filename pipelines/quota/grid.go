package quota

import (
	"slices"
	"strconv"
	"strings"
)

// cell is a stretch of an input on which no condition changes: an edge, or the
// gap between two. Any value in it stands for all.
type cell struct {
	value value
	words string
}

// largestGrid is how many cells a table may have.
const largestGrid = 200_000

// partition checks every cell of the grid that the edges of all conditions
// make: exactly one row applies, or none and else is 人工.
func (d draft) partition(t *Table) error {
	axes := make([][]cell, len(t.inputs))
	size := 1
	for i := range t.inputs {
		axes[i] = t.inputs[i].cells(t.edges(&t.inputs[i]))
		if size *= len(axes[i]); size > largestGrid {
			return d.at.Fault("row", "", "条件太多，查不完各种情形", "减少指标或区间")
		}
	}
	at := make([]int, len(axes))
	for range size {
		if err := d.one(t, axes, at); err != nil {
			return err
		}
		advance(at, axes)
	}
	return nil
}

// advance moves on to the next cell.
func advance(at []int, axes [][]cell) {
	for i := range at {
		if at[i]++; at[i] < len(axes[i]) {
			return
		}
		at[i] = 0
	}
}

// one checks that not more and not less than one row applies to a cell.
func (d draft) one(t *Table, axes [][]cell, at []int) error {
	values := map[string]value{}
	for i := range axes {
		values[t.inputs[i].name] = axes[i][at[i]].value
	}
	var found []int
	for i := range t.Rows {
		if t.Rows[i].covers(values) {
			found = append(found, i)
		}
	}
	switch {
	case len(found) == 0 && !t.Else:
		return d.at.Fault("", situation(t, axes, at), "没有一行说到这种情形", `补一行，或写 else = "人工"`)
	case len(found) > 1:
		second := d.at.Sub("table.row", found[1])
		return second.Fault("name", situation(t, axes, at), "这种情形与第 "+strconv.Itoa(found[0]+1)+" 行“"+t.Rows[found[0]].Name+"”重叠",
			"改区间的端点：方括号含端点，圆括号不含")
	}
	return nil
}

// situation prints a cell of the grid.
func situation(t *Table, axes [][]cell, at []int) string {
	var words []string
	for i := range axes {
		words = append(words, t.inputs[i].title+axes[i][at[i]].words)
	}
	return strings.Join(words, "，")
}

// edges are the ends of all intervals of an input and of what it can be, in
// order.
func (t *Table) edges(in *input) []int64 {
	edges := []int64{0, in.top}
	for i := range t.Rows {
		if s, ok := t.Rows[i].spans[in.name]; ok {
			edges = append(edges, s.low, s.high)
		}
	}
	slices.Sort(edges)
	return slices.Compact(edges)
}

// cells are the edges and the gaps between them.
func (in *input) cells(edges []int64) []cell {
	var all []cell
	for i, edge := range edges {
		if i > 0 {
			all = append(all, in.gap(edges[i-1], edge)...)
		}
		if edge != endless {
			all = append(all, cell{value{edge, 1}, " 正好 " + decimal(edge)})
		}
	}
	return all
}

// gap is the cell between two edges; there is none between neighbouring whole
// numbers.
func (in *input) gap(low, high int64) []cell {
	switch {
	case in.whole && high-low <= hundred:
		return nil
	case high == endless:
		return []cell{{value{low + hundred, 1}, "高于 " + decimal(low)}}
	case in.whole:
		return []cell{{value{low + hundred, 1}, "在 " + decimal(low) + " 与 " + decimal(high) + " 之间"}}
	}
	return []cell{{value{low + high, 2}, "在 " + decimal(low) + " 与 " + decimal(high) + " 之间"}}
}
