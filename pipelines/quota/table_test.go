package quota

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

const plainTable = `[[table]]
name = "甲"
title = "题"
document = "文"
citation = "原话"
mark = "惯例"
[[table.input]]
indicator = "settled"
[[table.input]]
indicator = "settled_below_years"
below = "60"
[[table.row]]
name = "高"
settled = "[60,]"
open = true
[[table.row]]
name = "低"
settled = "[,60)"
settled_below_years = "[,2)"
at_most = 50
[[table.row]]
name = "又低"
settled = "[,60)"
settled_below_years = "[2,)"
suspend = true
`

func TestDecodeNamesTheLine(t *testing.T) {
	cases := []struct {
		name, old, new string
		row            int
		column, value  string
		why            string
	}{
		{"unknown key", "title =", "titel =", 3, "table.titel", "", "不认识的配置项"},
		{"unknown key of a row", "open =", "opne =", 15, "table.row.opne", "", "不认识的配置项"},
		{"a number for an interval", `"[2,)"`, `2`, 24, "table.row.settled_below_years", "", "应为文字"},
		{"no citation", "citation = \"原话\"\n", "", 1, "citation", "", "没有写出处"},
		{"unknown mark", "惯例", "官方", 6, "mark", "官方", "没有写，或不认识的写法"},
		{"unknown level of study", "mark =", "levels = [\"大专\"]\nmark =", 6, "levels", "大专", "不认识的学历层次"},
		{"another else", "mark =", "else = \"保持\"\nmark =", 6, "else", "保持", "不认识的写法"},
		{"validity backwards", "mark =", "valid_from = 2024\nvalid_to = 2023\nmark =", 7, "valid_to", "2023", "有效期"},
		{"unknown indicator", `indicator = "settled"`, `indicator = "placed"`, 8, "indicator", "placed", "没有写，或不认识的指标"},
		{"an indicator twice", `"settled_below_years"` + "\nbelow = \"60\"", `"settled"`, 10, "indicator", "settled", "指标写了两次"},
		{"an indicator that no row uses", `"settled_below_years"` + "\nbelow = \"60\"", `"fill"`, 10, "indicator", "fill", "没有一行用到"},
		{"no line", "below = \"60\"\n", "", 9, "below", "", "连续低于哪条线没有写"},
		{"a line of a rate", `indicator = "settled"`, "indicator = \"settled\"\nbelow = \"60\"", 9, "below", "60", "只有 settled_below_years 有线"},
		{"two rows of one name", `"又低"`, `"低"`, 22, "name", "低", "行没有名字，或与别的同名"},
		{"an input that is not listed", `settled = "[60,]"`, `fill = "[60,]"`, 14, "fill", "[60,]", "规则表没有列出这个指标"},
		{"no interval", `"[60,]"`, `"60 以上"`, 14, "settled", "60 以上", "不是区间"},
		{"three places", `"[60,]"`, `"[60.001,]"`, 14, "settled", "[60.001,]", "端点应是最多两位小数的数"},
		{"over a hundred", `"[60,]"`, `"[60,101]"`, 14, "settled", "[60,101]", "端点超出"},
		{"nothing between", `"[60,]"`, `"[60,60)"`, 14, "settled", "[60,60)", "区间里没有数"},
		{"backwards", `"[60,]"`, `"[60,50]"`, 14, "settled", "[60,50]", "区间里没有数"},
		{"half a cohort", `"[,2)"`, `"[,1.5)"`, 19, "settled_below_years", "[,1.5)", "端点应是整数"},
		{"no action", "open = true\n", "", 12, "", "", "一行应写一种做法，写了 0 种"},
		{"two actions", "open = true", "open = true\nkeep = true", 12, "", "", "一行应写一种做法，写了 2 种"},
		{"one end of a change", "open = true", `change = ["+5"]`, 15, "change", "+5", "应写两个数"},
		{"a change without sign", "open = true", `change = ["5", "+10"]`, 15, "change", "5、+10", "应是带正负号"},
		{"a change backwards", "open = true", `change = ["+5", "-5"]`, 15, "change", "+5、-5", "应从小到大"},
		{"a change below nothing", "open = true", `change = ["-101", "0"]`, 15, "change", "-101、0", "应从小到大"},
		{"a negative number", "at_most = 50", "at_most = -1", 20, "at_most", "-1", "人数应在"},
		{"at most of what", "at_most = 50", `at_most_of = "plan"`, 20, "at_most_of", "plan", "不认识的写法"},
		{"an edge left out", `settled = "[60,]"`, `settled = "(60,]"`, 1, "", "毕业去向落实率 正好 60，连续低于的届数 正好 0", "没有一行说到这种情形"},
		{"an edge twice", "[,60)\"\nsettled_below_years = \"[,2)", "[,60]\"\nsettled_below_years = \"[,2)", 17, "name", "毕业去向落实率 正好 60，连续低于的届数 正好 0", "与第 1 行“高”重叠"},
		{"a gap left out", `settled = "[60,]"`, `settled = "[60,60]"`, 1, "", "毕业去向落实率在 60 与 100 之间，连续低于的届数 正好 0", "没有一行说到这种情形"},
		{"a gap twice", `settled_below_years = "[2,)"`, `settled_below_years = "[1,)"`, 22, "name", "毕业去向落实率 正好 0，连续低于的届数 正好 1", "与第 2 行“低”重叠"},
		{"no end upwards", `settled_below_years = "[2,)"`, `settled_below_years = "[2,3]"`, 1, "", "毕业去向落实率 正好 0，连续低于的届数高于 3", "没有一行说到这种情形"},
	}
	const end = "suspend = true\n"
	for _, c := range []struct {
		name, example string
		row           int
		column, why   string
	}{
		{"an example without name", "expect = \"人工\"", 26, "name", "例子没有名字"},
		{"an example that expects nothing", "name = \"例\"", 26, "expect", "没有写期望的结果"},
		{"an example with a plan too large", "name = \"例\"\nexpect = \"人工\"\nbase = 20001", 29, "base", "今年计划应在"},
		{"an example with half a rate", "name = \"例\"\nexpect = \"人工\"\nfill = \"50\"", 29, "fill", "不是人数之比"},
		{"an example with more placed than graduates", "name = \"例\"\nexpect = \"人工\"\nsettled = [\"51/50\"]", 29, "settled", "不是人数之比"},
	} {
		_, err := Decode("quota.toml", []byte(strings.Replace(plainTable, end, end+"[[table.example]]\n"+c.example+"\n", 1)))
		var f *fault.Error
		if !errors.As(err, &f) || f.Row != c.row || f.Column != c.column || !strings.Contains(f.Why, c.why) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(plainTable, c.old) {
				t.Fatalf("the table has no %q", c.old)
			}
			_, err := Decode("quota.toml", []byte(strings.Replace(plainTable, c.old, c.new, 1)))
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Kind != fault.Usage || f.File != "quota.toml" || f.Row != c.row || f.Column != c.column || f.Value != c.value || !strings.Contains(f.Why, c.why) {
				t.Errorf("got row %d column %q value %q: %s", f.Row, f.Column, f.Value, f.Why)
			}
		})
	}
	if _, err := Decode("quota.toml", []byte(plainTable)); err != nil {
		t.Errorf("the table itself: %v", err)
	}
}

// else = 人工 takes what no row says, never what two rows say.
func TestElseTakesWhatIsLeft(t *testing.T) {
	with := strings.Replace(plainTable, "mark =", "else = \"人工\"\nmark =", 1)
	tables, err := Decode("x", []byte(strings.Replace(with, "[60,]", "(60,]", 1)))
	if err != nil {
		t.Fatal(err)
	}
	f := Facts{Settled: []Cohort{{2024, Ratio{60, 100}}}}
	if row, missing := tables[0].row(&f); row != nil || missing != nil {
		t.Errorf("exactly 60: row %v, missing %v", row, missing)
	}
	if _, err := Decode("x", []byte(strings.Replace(with, "[60,]", "[50,]", 1))); err == nil {
		t.Error("two rows say the same and nobody minds")
	}
}

func shipped(t *testing.T) []Table {
	t.Helper()
	tables, err := Load(os.DirFS("../../sql"))
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func TestShippedExamplesPass(t *testing.T) {
	tables := shipped(t)
	for _, c := range Examples(tables) {
		if !c.Passes() {
			t.Errorf("%s: %s: want %s, got %s", c.Of, c.Name, c.Want, c.Got)
		}
	}
	var names []string
	for i := range tables {
		names = append(names, tables[i].Name)
	}
	if want := []string{"天津2009", "江西信息应用2015"}; !slices.Equal(names, want) {
		t.Errorf("presets %v, want %v", names, want)
	}
}

// Every row of a preset is some example's, and every edge is met exactly.
func TestPresetsAreTriedAllRound(t *testing.T) {
	for _, table := range shipped(t) {
		rows, met := map[string]bool{}, map[string]bool{}
		for _, x := range table.examples {
			row, _, _ := strings.Cut(x.want, "：")
			rows[row] = true
			for _, in := range table.inputs {
				for _, edge := range table.edges(&in) {
					if v, known := in.of(&in, &x.facts); known && v.compare(edge) == 0 {
						met[in.name+decimal(edge)] = true
					}
				}
			}
		}
		for _, r := range table.Rows {
			if !rows[r.Name] {
				t.Errorf("%s: no example of the row %s", table.Name, r.Name)
			}
		}
		for _, in := range table.inputs {
			for _, edge := range table.edges(&in) {
				if edge > 0 && edge < in.top && !met[in.name+decimal(edge)] {
					t.Errorf("%s: no example has %s exactly %s", table.Name, in.title, decimal(edge))
				}
			}
		}
	}
}

func TestAWrongExampleFails(t *testing.T) {
	text, err := os.ReadFile("../../sql/rules/quota.toml")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Decode("quota.toml", []byte(strings.Replace(string(text), "低于 60%：0—59", "低于 60%：0—60", 1)))
	if err != nil {
		t.Fatal(err)
	}
	failed := slices.DeleteFunc(Examples(tables), strict.Case.Passes)
	want := []strict.Case{{Of: "天津2009", Name: "59%，不高于实际就业的 59 人", File: "quota.toml", Want: "低于 60%：0—60", Got: "低于 60%：0—59"}}
	if !slices.Equal(failed, want) {
		t.Errorf("failed %v, want %v", failed, want)
	}
}

func TestLoadReadsAWorkspacesOwnTables(t *testing.T) {
	own := strings.Replace(plainTable, `"甲"`, `"乙"`, 1)
	tables, err := Load(fstest.MapFS{"rules/quota.toml": {Data: []byte(plainTable)}, "rules/quota_own.toml": {Data: []byte(own)}, "rules/cards.toml": {Data: []byte("[[rule]]")}})
	if err != nil || len(tables) != 2 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	if found, err := Choose(tables, "乙"); err != nil || found.File != "sql/rules/quota_own.toml" || found.Line != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := Choose(tables, "丙"); err == nil || !strings.Contains(err.Error(), "甲、乙") {
		t.Errorf("got %v", err)
	}
	_, err = Load(fstest.MapFS{"rules/quota.toml": {Data: []byte(plainTable)}, "rules/quota_own.toml": {Data: []byte(plainTable)}})
	if err == nil || !strings.Contains(err.Error(), "同名") {
		t.Errorf("one name in two files: %v", err)
	}
}

// Edges are compared by counts: 69.995 % is below 70, whatever it rounds to.
func TestSpansAreExact(t *testing.T) {
	rate, _ := inputOf(Fill)
	years, _ := inputOf(SettledBelowYears)
	cases := []struct {
		in   input
		text string
		v    value
		want bool
	}{
		{rate, "[70,90)", value{10000 * 13999, 20000}, false},
		{rate, "[70,90)", value{10000 * 14000, 20000}, true},
		{rate, "[70,90)", value{10000 * 17999, 20000}, true},
		{rate, "[70,90)", value{10000 * 18000, 20000}, false},
		{rate, "(70,90]", value{10000 * 70, 100}, false},
		{rate, "(70,90]", value{10000 * 90, 100}, true},
		{rate, "[33.33,]", value{10000 * 1, 3}, true}, // 33.333…
		{rate, "[33.34,]", value{10000 * 1, 3}, false},
		{rate, "(100,)", value{10000 * 100, 100}, false},
		{rate, "(100,)", value{10000 * 101, 100}, true},
		{rate, "( , 70 )", value{0, 5}, true},
		{years, "[3,)", value{300, 1}, true},
		{years, "[3,)", value{200, 1}, false},
	}
	for _, c := range cases {
		s, why := parseSpan(c.text, &c.in)
		if got := s.holds(c.v); why != "" || got != c.want {
			t.Errorf("%v in %s: got %v %s", c.v, c.text, got, why)
		}
	}
}

// By hand: what each action makes of a plan; the lower bound is rounded up,
// the upper down.
func TestRulings(t *testing.T) {
	cases := []struct {
		act          action
		base, placed int64
		want         ruling
	}{
		{action{change, 5000, 10000}, 35, 0, ruling{low: 53, high: 70}},
		{action{change, -3000, -1000}, 35, 0, ruling{low: 25, high: 31}}, // 24.5, 31.5
		{action{change, 1000, 1500}, 3, 0, ruling{low: 3, high: 3}},      // nothing between 3.3 and 3.45
		{action{change, -10000, 0}, 35, 0, ruling{low: 0, high: 35}},
		{action{change, 1, 1}, 20000, 0, ruling{low: 20002, high: 20002}}, // a hundredth of a percent
		{action{kind: keep}, 35, 0, ruling{low: 35, high: 35}},
		{action{kind: atMost, high: 50}, 35, 0, ruling{high: 50, free: true}},
		{action{kind: atMost, high: 50}, 0, 0, ruling{high: 50}},
		{action{kind: atPlaced}, 35, 20, ruling{high: 20, free: true}},
		{action{kind: suspend}, 35, 20, ruling{}},
		{action{kind: open}, 35, 20, ruling{high: MaxTotal, free: true}},
		{action{kind: manual}, 35, 20, ruling{high: MaxTotal, free: true, manual: true}},
	}
	for _, c := range cases {
		if got := c.act.on(c.base, c.placed); got != c.want {
			t.Errorf("%s of %d: got %+v, want %+v", c.act.words(), c.base, got, c.want)
		}
	}
}

// Runs of cohorts below 60 %, by hand.
func TestRunsOfCohorts(t *testing.T) {
	in, _ := inputOf(SettledBelowYears)
	in.line = 6000
	low, line, none := Ratio{59, 100}, Ratio{60, 100}, Ratio{}
	cases := []struct {
		name    string
		cohorts []Cohort
		want    int64
		known   bool
	}{
		{"none", nil, 0, false},
		{"the newest has no graduates", []Cohort{{2024, none}, {2023, low}}, 0, false},
		{"all", []Cohort{{2024, low}, {2023, low}}, 2, true},
		{"exactly on the line ends it", []Cohort{{2024, low}, {2023, line}, {2022, low}}, 1, true},
		{"the newest is on the line", []Cohort{{2024, line}, {2023, low}}, 0, true},
		{"a year is not there", []Cohort{{2024, low}, {2022, low}}, 1, true},
		{"a year has no graduates", []Cohort{{2024, low}, {2023, none}, {2022, low}}, 1, true},
	}
	for _, c := range cases {
		v, known := in.of(&in, &Facts{Settled: c.cohorts})
		if known != c.known || known && v != (value{hundred * c.want, 1}) {
			t.Errorf("%s: got %v %v, want %d", c.name, v, known, c.want)
		}
	}
}

func TestWhatATableIsFor(t *testing.T) {
	table := Table{ValidFrom: 2009, Levels: []string{"专科"}}
	if table.Valid(2008) || !table.Valid(2009) || !table.Valid(2030) || table.Covers("本科") || !table.Covers("专科") {
		t.Errorf("%+v", table)
	}
	table = Table{ValidTo: 2014}
	if !table.Valid(2014) || table.Valid(2015) || !table.Covers("本科") {
		t.Errorf("%+v", table)
	}
	want := []string{"计划完成率（%）", "毕业去向落实率（%）", "落实率连续低于 70% 的届数（届）", "新专业（是 1 否 0）"}
	if got := shipped(t)[1].Inputs(); !slices.Equal(got, want) {
		t.Errorf("inputs %q", got)
	}
}
