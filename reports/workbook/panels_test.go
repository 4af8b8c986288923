package workbook

import (
	"slices"
	"testing"

	"quxiang/reports/chapter"
)

// rowsOf makes rows of two labels each.
func rowsOf(pairs ...[2]string) [][]chapter.Cell {
	var out [][]chapter.Cell
	for _, p := range pairs {
		out = append(out, []chapter.Cell{{Label: p[0]}, {Label: p[1]}})
	}
	return out
}

func TestRuns(t *testing.T) {
	cases := map[string]struct {
		rows [][]chapter.Cell
		want []run
	}{
		"side by side":     {rowsOf([2]string{"本科", "一"}, [2]string{"本科", "二"}, [2]string{"专科", "一"}, [2]string{"专科", "二"}), []run{{0, 1}, {2, 3}}},
		"one":              {rowsOf([2]string{"本科", "一"}), []run{{0, 0}}},
		"a year missing":   {rowsOf([2]string{"本科", "一"}, [2]string{"本科", "二"}, [2]string{"专科", "二"}), nil},
		"in another order": {rowsOf([2]string{"本科", "一"}, [2]string{"本科", "二"}, [2]string{"专科", "二"}, [2]string{"专科", "一"}), nil},
		"mixed":            {rowsOf([2]string{"本科", "一"}, [2]string{"专科", "一"}, [2]string{"本科", "二"}, [2]string{"专科", "二"}), nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			table := &chapter.Table{Columns: []chapter.Column{{Key: "level"}, {Key: "year"}}, Rows: c.rows}
			got := runs(&chapter.Chart{Kind: chapter.Multiples, Table: table, By: "level", Category: "year", Series: []string{"n"}})
			if !slices.Equal(got, c.want) {
				t.Errorf("runs %v, want %v", got, c.want)
			}
		})
	}
}
