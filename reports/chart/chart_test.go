package chart

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
	"quxiang/reports/internal/sample"
)

// TestEveryShapeDraws draws the sample's charts, which are of every shape.
func TestEveryShapeDraws(t *testing.T) {
	seen := map[chapter.ChartKind]bool{}
	for c := range sample.Document().Charts() {
		seen[c.Kind] = true
		out := drawn(t, c)
		if bytes.ContainsAny(out, "<>&") {
			t.Errorf("%s: options hold raw markup", c.ID)
		}
		if bytes.Contains(out, []byte("http")) || bytes.Contains(out, []byte("__f__")) {
			t.Errorf("%s: options hold an address or a function", c.ID)
		}
		for _, want := range []string{`"renderMode":"richText"`, `"animation":false`, `"enabled":true`} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("%s: options lack %s", c.ID, want)
			}
		}
	}
	for kind := range shapes {
		if !seen[kind] {
			t.Errorf("the sample has no %s", kind)
		}
	}
}

func drawn(t *testing.T, c *chapter.Chart) []byte {
	t.Helper()
	d, err := Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEqualChartsAreEqualBytes(t *testing.T) {
	again := map[string][]byte{}
	for c := range sample.Document().Charts() {
		again[c.ID] = drawn(t, c)
	}
	for c := range sample.Document().Charts() {
		if !bytes.Equal(again[c.ID], drawn(t, c)) {
			t.Errorf("%s differs between two runs", c.ID)
		}
	}
}

// TestPrintedStringsAreTheTables finds every printed string of a chart among
// the printed cells of its table: a chart has no number of its own.
func TestPrintedStringsAreTheTables(t *testing.T) {
	for c := range sample.Document().Charts() {
		cells := map[string]bool{"": true}
		for _, row := range c.Table.Rows {
			for _, cell := range row {
				cells[cell.Plain()] = true
			}
		}
		found := 0
		eachString(t, drawn(t, c), "print", func(s string) {
			for part := range strings.SplitSeq(s, "，") {
				found++
				if !cells[part] {
					t.Errorf("%s prints %q, which its table does not", c.ID, part)
				}
			}
		})
		if found == 0 {
			t.Errorf("%s prints nothing", c.ID)
		}
	}
}

// eachString visits the strings under a key anywhere in a JSON document.
func eachString(t *testing.T, doc []byte, key string, visit func(string)) {
	t.Helper()
	var root any
	if err := json.Unmarshal(doc, &root); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, e := range v {
				if s, ok := e.(string); ok && k == key {
					visit(s)
				}
				walk(e)
			}
		case []any:
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(root)
}

func TestDrawRefuses(t *testing.T) {
	table := &chapter.Table{ID: "t", Columns: []chapter.Column{{Key: "name"}, {Key: "n"}}}
	for want, c := range map[string]*chapter.Chart{
		"has no table":          {ID: "c", Kind: chapter.Bar},
		`no column "m"`:         {ID: "c", Kind: chapter.Bar, Table: table, Category: "name", Series: []string{"m"}},
		`no column "college"`:   {ID: "c", Kind: chapter.Bar, Table: table, Category: "college", Series: []string{"n"}},
		`no column "to"`:        {ID: "c", Kind: chapter.Sankey, Table: table, Category: "name", To: "to", Series: []string{"n"}},
		"needs 2 columns":       {ID: "c", Kind: chapter.ScatterPct, Table: table, Category: "name", Series: []string{"n"}},
		"needs 1 columns":       {ID: "c", Kind: chapter.Bar, Table: table, Category: "name"},
		`no column ""`:          {ID: "c", Kind: chapter.Multiples, Table: table, Category: "name", Series: []string{"n"}},
		`no column "years"`:     {ID: "c", Kind: chapter.DotPlot, Table: table, Category: "name", Series: []string{"n"}, By: "years"},
		`no column "low"`:       {ID: "c", Kind: chapter.DotPlot, Table: table, Category: "name", Series: []string{"n"}, Low: "low", High: "n"},
		`unknown shape "radar"`: {ID: "c", Kind: "radar", Table: table, Category: "name", Series: []string{"n"}},
	} {
		if _, err := Draw(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestNumberIsThePrintedString(t *testing.T) {
	p := figure.Place{}
	for _, tt := range []struct {
		f    *figure.Figure
		want string
		ok   bool
	}{
		{p.Count("n", 6012, "人"), "6012", true},
		{p.Count("n", 0, "人"), "0", true},
		{p.Share("s", 17049, 20000), "85.25", true}, // 85.245 half-up; a binary float gives 85.24
		{p.Share("s", 1, 1), "100.00", true},
		{p.Share("s", 0, 0), "", false},
		{p.Scaled("pay", 123456789, 2, "元"), "1234567.89", true},
		{p.Scaled("d", -5, 2, "个百分点"), "-0.05", true},
		{p.Text("rule", "12"), "", false},
		{p.Count("n", 3, "人").Withheld(figure.Suppressed, "少"), "", false},
	} {
		got, ok := Number(*tt.f)
		if string(got) != tt.want || ok != tt.ok {
			t.Errorf("Number(%s) = %q, %v; want %q, %v", figure.Print(*tt.f), got, ok, tt.want, tt.ok)
		}
	}
}

func TestRowsLeavesOutTheTotalAndTheTail(t *testing.T) {
	rows := make([][]chapter.Cell, 5)
	for _, tt := range []struct {
		total     bool
		top, want int
	}{{false, 0, 5}, {true, 0, 4}, {true, 3, 3}, {false, 9, 5}} {
		c := &chapter.Chart{Top: tt.top, Table: &chapter.Table{Rows: rows, TotalRow: tt.total}}
		if got := len(Rows(c)); got != tt.want {
			t.Errorf("total %v, top %d: %d rows, want %d", tt.total, tt.top, got, tt.want)
		}
	}
	if got := Rows(&chapter.Chart{Table: &chapter.Table{TotalRow: true}}); len(got) != 0 {
		t.Errorf("an empty table has %d rows", len(got))
	}
}

// TestBreaksLeaveAGap spells a trend's places; _ is the gap at a break.
func TestBreaksLeaveAGap(t *testing.T) {
	for _, tt := range []struct {
		breaks []string
		want   string
		gaps   []int
	}{
		{nil, "2021 2022 2023", nil},
		{[]string{"2022"}, "2021 _ 2022 2023", []int{1}},
		{[]string{"2021"}, "2021 2022 2023", nil}, // nothing stands before it
		{[]string{"2022", "2023"}, "2021 _ 2022 _ 2023", []int{1, 3}},
		{[]string{"2030"}, "2021 2022 2023", nil},
	} {
		c := &chapter.Chart{}
		for _, b := range tt.breaks {
			c.Breaks = append(c.Breaks, chapter.Break{Category: b})
		}
		p := plot{Chart: c}
		for y := 2021; y <= 2023; y++ {
			p.rows = append(p.rows, []chapter.Cell{{Time: fmt.Sprint(y)}})
		}
		names, gaps := p.withGaps()
		got := strings.ReplaceAll(strings.Join(names, " "), "  ", " _ ")
		if got != tt.want || !slices.Equal(gaps, tt.gaps) {
			t.Errorf("breaks %v: %q %v, want %q %v", tt.breaks, got, gaps, tt.want, tt.gaps)
		}
		data := spread(make([]datum, 3), gaps)
		if len(data) != len(names) {
			t.Errorf("breaks %v: %d points for %d places", tt.breaks, len(data), len(names))
		}
	}
}

func TestTilesHaveEveryProvinceOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range tileRows {
		if len(row) != len(tileRows[0]) {
			t.Errorf("a row of %d tiles", len(row))
		}
		for _, name := range row {
			if name != "" && seen[name] {
				t.Errorf("%s twice", name)
			}
			seen[name] = true
		}
	}
	if delete(seen, ""); len(seen) != 34 {
		t.Errorf("%d provinces, want 34", len(seen))
	}
}

func TestProvince(t *testing.T) {
	for full, want := range map[string]string{
		"河南省": "河南", "北京市": "北京", "广西壮族自治区": "广西", "新疆维吾尔自治区": "新疆", "西藏自治区": "西藏",
		"香港特别行政区": "香港", "内蒙古自治区": "内蒙古", "河南": "河南", "境外": "境外", "省": "省",
	} {
		if got := Province(full); got != want {
			t.Errorf("Province(%s) = %s, want %s", full, got, want)
		}
	}
}

// TestSlimPartsCarryNoValue: of a longest bar of 1,000, a part of 80 has room
// for its two digits, one of 40 has not.
func TestSlimPartsCarryNoValue(t *testing.T) {
	data := []datum{
		{Value: json.Number("920"), Print: "920"}, {Value: json.Number("80"), Print: "80"},
		{Value: json.Number("40"), Print: "40"}, {Print: "*"},
	}
	hideSlim(data, 1000)
	for i, want := range []bool{true, true, false, false} {
		if got := data[i].Label == nil; got != want {
			t.Errorf("part %s: value shown %v, want %v", data[i].Print, got, want)
		}
	}
}
