package workbook

import (
	"slices"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
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

// Small multiples become charts of their own, all ending at one value, however
// their years differ.
func TestMultiplesAreSplit(t *testing.T) {
	p := figure.Place{Cutoff: "12-31"}
	table := &chapter.Table{ID: "t", Title: "历届落实率", Columns: []chapter.Column{{Key: "college", Title: "学院"}, {Key: "cohort", Title: "届别"}, {Key: "rate", Title: "落实率", Unit: "%", Numeric: true}}}
	for i, row := range [][2]string{{"甲学院", "2023"}, {"甲学院", "2024"}, {"乙学院", "2024"}} {
		table.Rows = append(table.Rows, []chapter.Cell{{Label: row[0]}, {Time: row[1]}, {Figure: p.Share("rate", int64(70+i), 100)}})
	}
	c := &chapter.Chart{ID: "c", Title: "历届落实率", Kind: chapter.Multiples, Table: table, By: "college", Category: "cohort", Series: []string{"rate"}, Unit: "%", Native: true}
	doc := &chapter.Document{BuiltAt: "2025-01-06T09:30:00+08:00",
		Chapters: []chapter.Chapter{{ID: "c", Title: "五年趋势", Sections: []chapter.Section{{ID: "s", Title: "学院", Blocks: []chapter.Block{c, table}}}}}}
	var drawn []string
	opened(t, doc).Pkg.Range(func(name, content any) bool {
		if strings.HasPrefix(name.(string), "xl/charts/chart") {
			drawn = append(drawn, string(content.([]byte)))
		}
		return true
	})
	if len(drawn) != 2 {
		t.Fatalf("%d charts, want one for each of two colleges", len(drawn))
	}
	for title, values := range map[string]string{"甲学院": "$C$4:$C$5", "乙学院": "$C$6"} {
		if !slices.ContainsFunc(drawn, func(xml string) bool {
			return strings.Contains(xml, title) && strings.Contains(xml, values+"</f>") && strings.Contains(xml, `<max val="0.8">`)
		}) {
			t.Errorf("no chart of %s draws %s up to 0.8", title, values)
		}
	}
}

// Panels stand side by side: at a column that begins where the one before ends.
func TestColumnAt(t *testing.T) {
	w := &writer{widths: []float64{20, 10}} // 145 and 75 pixels, then 64 each
	for pixels, want := range map[int]int{0: 1, 1: 2, 145: 2, 146: 3, 220: 3, 221: 4, 300: 5} {
		if got := w.columnAt(1, pixels); got != want {
			t.Errorf("%d pixels to the right is column %d, want %d", pixels, got, want)
		}
	}
}
