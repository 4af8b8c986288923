package prose

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"quxiang/reports/figure"
)

// at is where the figures of these tests stand.
var at = figure.Place{Cohort: 2024, Cutoff: "12-31", Grain: "college"}

func rate(name string, num, den int64) Entry {
	return Entry{name, at.Rate("settled_rate", num, den)}
}

func slice(name string, n, of int64) Slice {
	return Slice{name, at.Count("head_count", n, "人"), at.Share("share", n, of)}
}

func check(t *testing.T, got []Span, want string) {
	t.Helper()
	if Plain(got) != want {
		t.Errorf("got  %s\nwant %s", Plain(got), want)
	}
	for _, s := range got {
		if strings.ContainsFunc(s.Text, unicode.IsDigit) {
			t.Errorf("a digit among the words %q", s.Text)
		}
	}
}

func TestNumeral(t *testing.T) {
	cases := map[int]string{
		-1: "若干", 0: "零", 1: "一", 2: "二", 9: "九", 10: "十", 11: "十一", 19: "十九",
		20: "二十", 21: "二十一", 100: "一百", 101: "一百零一", 110: "一百一十",
		111: "一百一十一", 1000: "一千", 1001: "一千零一", 1010: "一千零一十",
		1100: "一千一百", 1210: "一千二百一十", 10000: "一万", 10001: "一万零一",
		10010: "一万零一十", 12000: "一万二千", 100000: "十万", 120305: "十二万零三百零五",
		99999999: "九千九百九十九万九千九百九十九", 100000000: "若干",
	}
	for n, want := range cases {
		if got := Numeral(n); got != want {
			t.Errorf("Numeral(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestQuantity(t *testing.T) {
	for n, want := range map[int]string{1: "一个学院", 2: "两个学院", 12: "十二个学院"} {
		if got := Quantity(n, "学院"); got != want {
			t.Errorf("Quantity(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestList(t *testing.T) {
	item := func(s string) []Span { return []Span{L(s)} }
	cases := []struct {
		items [][]Span
		want  string
	}{
		{nil, ""},
		{[][]Span{nil, {}}, ""},
		{[][]Span{item("甲")}, "甲"},
		{[][]Span{item("甲"), item("乙")}, "甲和乙"},
		{[][]Span{item("甲"), nil, item("乙")}, "甲和乙"},
		{[][]Span{item("甲"), item("乙"), item("丙")}, "甲、乙和丙"},
	}
	for _, c := range cases {
		check(t, List(c.items), c.want)
	}
}

func TestNames(t *testing.T) {
	check(t, Names("学院", nil), "")
	check(t, Names("学院", []string{"甲"}), "甲")
	check(t, Names("学院", []string{"甲", "乙", "丙"}), "甲、乙和丙")
	check(t, Names("学院", []string{"甲", "乙", "丙", "丁"}), "甲、乙、丙等四个学院")
	check(t, Names("类别", []string{"残疾和家庭困难"}), "残疾和家庭困难")
	check(t, Names("类别", []string{"残疾", "家庭困难和残疾"}), "“残疾”和“家庭困难和残疾”")
	check(t, Names("专业", []string{"甲、乙方向", "丙", "丁", "戊"}), "“甲、乙方向”、“丙”、“丁”等四个专业")
}

func TestExtremes(t *testing.T) {
	hidden := Entry{"丁学院", at.Rate("settled_rate", 1, 2).Withheld(figure.NotApplicable, "")}
	cases := map[string]struct {
		entries []Entry
		want    string
	}{
		"none":        {nil, "没有可以计算落实率的学院"},
		"none shown":  {[]Entry{hidden}, "没有可以计算落实率的学院"},
		"no people":   {[]Entry{rate("甲学院", 0, 0)}, "没有可以计算落实率的学院"},
		"one":         {[]Entry{rate("甲学院", 1, 2), hidden}, "能计算落实率的只有一个学院（甲学院），为50.00%"},
		"only one":    {[]Entry{rate("甲学院", 1, 2)}, "只有一个学院（甲学院），落实率为50.00%"},
		"all equal":   {[]Entry{rate("甲学院", 1, 2), rate("乙学院", 2, 4)}, "各学院落实率均为50.00%"},
		"two":         {[]Entry{rate("甲学院", 1, 2), rate("乙学院", 3, 4)}, "乙学院的落实率（75.00%）高于甲学院（50.00%）"},
		"tie on top":  {[]Entry{rate("甲学院", 1, 1), rate("乙学院", 3, 3), rate("丙学院", 0, 3)}, "落实率最高的是甲学院和乙学院（并列，均为100.00%），最低的是丙学院（0.00%）"},
		"tie below":   {[]Entry{rate("甲学院", 1, 4), rate("乙学院", 3, 4), rate("丙学院", 2, 8)}, "落实率最高的是乙学院（75.00%），最低的是甲学院和丙学院（并列，均为25.00%）"},
		"prints same": {[]Entry{rate("甲学院", 100000, 100001), rate("乙学院", 100001, 100002), rate("丙学院", 1, 2)}, "落实率最高的是甲学院和乙学院（并列，均为100.00%），最低的是丙学院（50.00%）"},
		"many tie": {[]Entry{rate("甲", 1, 1), rate("乙", 1, 1), rate("丙", 1, 1), rate("丁", 1, 1), rate("戊", 1, 2)},
			"落实率最高的是甲、乙、丙等四个学院（并列，均为100.00%），最低的是戊（50.00%）"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { check(t, Extremes("学院", "落实率", c.entries), c.want) })
	}
}

func TestComposition(t *testing.T) {
	check(t, Composition(nil), "")
	check(t, Composition([]Slice{slice("男", 0, 0)}), "")
	check(t, Composition([]Slice{slice("男", 0, 3), slice("女", 3, 3)}), "全部为女")
	check(t, Composition([]Slice{slice("男", 2000, 5000), slice("女", 3000, 5000)}),
		"其中男2,000人（占40.00%）和女3,000人（占60.00%）")
	check(t, Composition([]Slice{slice("博士", 1, 4), slice("硕士", 1, 4), slice("本科", 2, 4)}),
		"其中博士1人（占25.00%）、硕士1人（占25.00%）和本科2人（占50.00%）")
}

func TestLargest(t *testing.T) {
	cases := map[string]struct {
		slices []Slice
		want   string
	}{
		"none":      {nil, ""},
		"zero":      {[]Slice{slice("河南", 0, 0)}, ""},
		"one":       {[]Slice{slice("河南", 4, 4), slice("河北", 0, 4)}, "全部为河南，共4人"},
		"all equal": {[]Slice{slice("河南", 2, 4), slice("河北", 2, 4)}, "各省份人数相同，均为2人"},
		"two":       {[]Slice{slice("河北", 1, 4), slice("河南", 3, 4)}, "人数最多的是河南（3人，占75.00%），其次是河北（1人，占25.00%）"},
		"ties": {[]Slice{slice("河北", 2, 6), slice("河南", 2, 6), slice("山东", 1, 6), slice("山西", 1, 6)},
			"人数最多的是河北和河南（并列，各2人，各占33.33%），其次是山东和山西（并列，各1人，各占16.67%）"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { check(t, Largest("省份", c.slices), c.want) })
	}
}

// point is a share of 2023 or 2024 within a regime.
func point(cohort int, num, den int64, regime int, cutoff string) Point {
	p := figure.Place{Cohort: cohort, Cutoff: "12-31", Grain: "school"}
	return Point{Figure: p.Rate("settled_rate", num, den), Regime: regime, Cutoff: cutoff}
}

func TestChange(t *testing.T) {
	before := point(2023, 8411, 10000, 1, "年终")
	cases := map[string]struct {
		from, to Point
		want     string
	}{
		"rise":        {before, point(2024, 8524, 10000, 1, "年终"), "比2023届提高1.13个百分点"},
		"fall":        {before, point(2024, 8298, 10000, 1, "年终"), "比2023届下降1.13个百分点"},
		"same":        {before, point(2024, 16822, 20000, 1, "年终"), "与2023届持平"},
		"nearly same": {before, point(2024, 8411001, 10000000, 1, "年终"), "与2023届基本持平"},
		"half up":     {point(2023, 0, 20000, 1, "年终"), point(2024, 1, 20000, 1, "年终"), "比2023届提高0.01个百分点"},
		"half down":   {point(2023, 1, 20000, 1, "年终"), point(2024, 0, 20000, 1, "年终"), "比2023届下降0.01个百分点"},
		"regime":      {before, point(2024, 9000, 10000, 2, "年终"), "与2023届的统计口径不同，不作升降比较"},
		"cut-off":     {before, point(2024, 9000, 10000, 1, "初次"), "与2023届的统计时点不同，不作升降比较"},
		"missing":     {Point{Missing: true}, point(2024, 1, 2, 1, "年终"), "没有上一届的数据可比"},
		"no people":   {point(2023, 0, 0, 1, "年终"), point(2024, 1, 2, 1, "年终"), "与2023届没有可比的数据"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { check(t, Change(c.from, c.to), c.want) })
	}
}

// No words of rise or fall ever cross a regime or a kind of cut-off.
func TestChangeNeverComparesAcross(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n1, n2 := rapid.Int64Range(0, 100).Draw(t, "n1"), rapid.Int64Range(0, 100).Draw(t, "n2")
		r1, r2 := rapid.IntRange(1, 2).Draw(t, "r1"), rapid.IntRange(1, 2).Draw(t, "r2")
		cuts := []string{"初次", "年终"}
		c1, c2 := rapid.SampledFrom(cuts).Draw(t, "c1"), rapid.SampledFrom(cuts).Draw(t, "c2")
		got := Plain(Change(point(2023, n1, 100, r1, c1), point(2024, n2, 100, r2, c2)))
		moved := strings.Contains(got, "提高") || strings.Contains(got, "下降")
		if moved && (r1 != r2 || c1 != c2) {
			t.Fatalf("%d%s → %d%s said %s", r1, c1, r2, c2, got)
		}
		if !moved && r1 == r2 && c1 == c2 && n1 != n2 {
			t.Fatalf("%d → %d said %s", n1, n2, got)
		}
	})
}
