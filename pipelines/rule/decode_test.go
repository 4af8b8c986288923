package rule

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"quxiang/pipelines/fault"
)

const plainRule = `[[rule]]
name = "甲"
title = "题"
document = "文"
citation = "原话"
mark = "原文"
indicator = "settled_rate"
cutoff = "12-31"
[[rule.level]]
card = "红"
below = "60.00"
years = 2
`

const twoRules = `[[rule]]
name = "先"
title = "题"
document = "文"
citation = "原话"
mark = "惯例"
valid_to = 2023
indicator = "settled_rate"
cutoff = "12-31"
[[rule.level]]
card = "黄"
below = "60.00"

` + plainRule

const conditionRule = `[[rule]]
name = "条件"
title = "题"
document = "文"
citation = "原话"
mark = "转述"
cutoff = "12-31"
needs = 1
[[rule.level]]
card = "黄"
[[rule.condition]]
title = "就业率"
indicator = "settled_rate"
below = ""
[[rule.condition]]
title = "生师比"
indicator = "生师比"
above = ""
`

func TestDecodeNamesTheLine(t *testing.T) {
	cases := []struct {
		name, text, old, new string
		row                  int
		column, why          string
	}{
		{"unknown key", plainRule, `title =`, `titel =`, 3, "rule.titel", "不认识的配置项"},
		{"unknown key of a level", plainRule, `years =`, `year =`, 12, "rule.level.year", "不认识的配置项"},
		{"unknown indicator", plainRule, "settled_rate", "placed_rate", 7, "indicator", "不认识的指标"},
		{"a value is no rate", plainRule, "settled_rate", "生师比", 7, "indicator", "不认识的指标"},
		{"no citation", plainRule, "citation = \"原话\"\n", "", 1, "citation", "没有写出处"},
		{"no mark", plainRule, "mark = \"原文\"\n", "", 1, "mark", "没有写"},
		{"unknown mark", plainRule, "原文", "官方", 6, "mark", "不认识的写法"},
		{"no level", plainRule, "[[rule.level]]\ncard = \"红\"\nbelow = \"60.00\"\nyears = 2\n", "", 1, "level", "规则没有一级牌"},
		{"no cut-off", plainRule, `cutoff = "12-31"`, "", 1, "cutoff", "不是截止日"},
		{"day of leap years", plainRule, `12-31`, "02-29", 8, "cutoff", "不是截止日"},
		{"unknown card", plainRule, "红", "橙", 10, "card", "不认识的写法"},
		{"line over 100", plainRule, "60.00", "100.01", 11, "below", "应在 0 到 100 之间"},
		{"line below 0", plainRule, "60.00", "-1", 11, "below", "不是最多两位小数的数"},
		{"three places", plainRule, "60.00", "60.001", 11, "below", "不是最多两位小数的数"},
		{"a float", plainRule, `"60.00"`, `60.00`, 11, "rule.level.below", "应为文字"},
		{"no comparator", plainRule, "below = \"60.00\"\n", "", 9, "", "一级牌应写一种比较，写了 0 种"},
		{"two comparators", plainRule, "years = 2", "bottom_n = 5", 9, "", "一级牌应写一种比较，写了 2 种"},
		{"the wrong side", plainRule, "below =", "above =", 11, "above", "毕业去向落实率越高越好"},
		{"no run", plainRule, "years = 2", "years = 0", 12, "years", "连续届数"},
		{"review at once", plainRule, "years = 2", "review = 0", 12, "review", "复核"},
		{"no place", plainRule, `below = "60.00"`, "bottom_n = 0", 11, "bottom_n", "名次应是正整数"},
		{"no peers", plainRule, "below =", "below_mean =", 1, "peers", "没有写同类"},
		{"unknown peers", plainRule, `cutoff =`, "peers = \"all\"\ncutoff =", 8, "peers", "不认识的写法"},
		{"example at an unknown study level", plainRule, "years = 2\n", "[[rule.example]]\nname = \"例\"\nexpect = \"红\"\nyear = 2024\nlevel = \"大专\"\n", 16, "level", "不认识的学历层次"},
		{"unknown study level", plainRule, `cutoff =`, "levels = [\"大专\"]\ncutoff =", 8, "levels", "不认识的学历层次"},
		{"validity backwards", plainRule, `cutoff =`, "valid_from = 2024\nvalid_to = 2023\ncutoff =", 9, "valid_to", "有效期"},
		{"in the second rule", twoRules, "years = 2", "years = 99", 25, "years", "连续届数"},
		{"one name twice, valid at once", twoRules, `"先"`, `"甲"`, 15, "name", "同名的规则有效期重叠"},
		{"base that is not there", plainRule, "title =", "base = \"乙\"\ntitle =", 3, "base", "没有这条规则可作依据"},
		{"its own base", plainRule, "title =", "base = \"甲\"\ntitle =", 3, "base", "规则互为依据"},
		{"more needs than conditions", conditionRule, "needs = 1", "needs = 3", 8, "needs", "不大于条件的个数"},
		{"needs without conditions", plainRule, "indicator =", "needs = 1\nindicator =", 8, "indicator", "指标写在各个条件里"},
		{"line in a level of conditions", conditionRule, `card = "黄"`, "card = \"黄\"\nbelow = \"60\"", 11, "below", "线写在条件里"},
		{"run of conditions", conditionRule, `card = "黄"`, "card = \"黄\"\nyears = 2", 11, "years", "只看本届"},
		{"condition on the wrong side", conditionRule, "生师比\"\nabove", "生师比\"\nbelow", 18, "below", "生师比越低越好"},
		{"condition of both sides", conditionRule, "above = \"\"", "above = \"\"\nbelow = \"\"", 15, "", "below 或 above 中的一种"},
		{"unknown indicator of a condition", conditionRule, "indicator = \"生师比\"", "indicator = \"师生比\"", 17, "indicator", "不认识的指标"},
		{"line of an unknown condition", conditionRule, "[[rule.condition]]\ntitle = \"就业率\"", "[rule.lines]\n\"就业\" = \"60\"\n[[rule.condition]]\ntitle = \"就业率\"", 11, "lines", "规则没有这个条件"},
		{"example of an unknown conclusion", plainRule, "years = 2\n", "[[rule.example]]\nname = \"例\"\nexpect = \"绿\"\nyear = 2024\n", 14, "expect", "不认识的写法"},
		{"example with an unknown column", plainRule, "years = 2\n", "[[rule.example]]\nname = \"例\"\nexpect = \"红\"\nyear = 2024\nhistory = \"届次\"\n", 16, "history", "不认识的列"},
		{"example with half a person", plainRule, "years = 2\n", "[[rule.example]]\nname = \"例\"\nexpect = \"红\"\nyear = 2024\nhistory = \"cohort,graduates\\n2024,1.5\"\n", 16, "history", "graduates 不是人数"},
		{"example that changes a rule wrongly", plainRule, "years = 2\n", "[[rule.example]]\nname = \"例\"\nexpect = \"红\"\nyear = 2024\nwith = { missing = \"stop\" }\n", 12, "missing", "不认识的写法"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(c.text, c.old) == 0 {
				t.Fatalf("nothing to replace: %q", c.old)
			}
			_, err := Decode("rules/x.toml", []byte(strings.Replace(c.text, c.old, c.new, 1)))
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Kind != fault.Usage || f.File != "rules/x.toml" || f.Row != c.row || f.Column != c.column {
				t.Errorf("row %d column %q, want row %d column %q: %v", f.Row, f.Column, c.row, c.column, err)
			}
			if !strings.Contains(f.Why, c.why) || f.Hint == "" {
				t.Errorf("why %q, hint %q; want %q and a hint", f.Why, f.Hint, c.why)
			}
		})
	}
}

func TestDecodeFillsInDefaults(t *testing.T) {
	rules, err := Decode("rules/x.toml", []byte(plainRule))
	if err != nil {
		t.Fatal(err)
	}
	r := rules[0]
	if r.Edition != EditionAuto || r.Grain != GrainMajor || r.Missing != MissingBreak ||
		r.Inherit != InheritRenamed || r.SmallN != SmallNMark || r.Row != 1 || r.File != "rules/x.toml" {
		t.Errorf("defaults %+v", r)
	}
	want := []Level{{Card: Red, Comparator: Below, Amount: 6000, Years: 2, Review: 1}}
	if !slices.Equal(r.Cards, want) {
		t.Errorf("levels %+v, want %+v", r.Cards, want)
	}
}

// A workspace's file sets the lines that the source does not give; the shipped
// rule stays as it is.
func TestABaseIsFilledIn(t *testing.T) {
	own := `[[rule]]
name = "本校"
base = "条件"
min_graduates = 30
[rule.lines]
"就业率" = "60.00"
`
	rules, err := Load(fstest.MapFS{"rules/own.toml": {Data: []byte(own)}, "rules/z.toml": {Data: []byte(conditionRule)}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Condition{{"就业率", "settled_rate", Below, 6000, true}, {"生师比", "生师比", Above, 0, false}}
	if !slices.Equal(rules[0].Conditions, want) || rules[0].MinGraduates != 30 || rules[0].Citation != "原话" {
		t.Errorf("own rule %+v", rules[0])
	}
	want[0].Amount, want[0].Set = 0, false
	if !slices.Equal(rules[1].Conditions, want) || rules[1].MinGraduates != 0 {
		t.Errorf("the base has changed: %+v", rules[1])
	}
}

func TestBasesThatNameEachOtherAreRefused(t *testing.T) {
	text := "[[rule]]\nname = \"甲\"\nbase = \"乙\"\n[[rule]]\nname = \"乙\"\nbase = \"甲\"\n"
	if _, err := Decode("rules/x.toml", []byte(text)); err == nil || !strings.Contains(err.Error(), "规则互为依据") {
		t.Errorf("got %v", err)
	}
}

func TestChooseKeepsTheOrderOfTheNames(t *testing.T) {
	available := []Rule{{Name: "甲", ValidTo: 2020}, {Name: "乙"}, {Name: "甲", ValidFrom: 2021}}
	chosen, err := Choose(available, []string{"乙", "甲"})
	if err != nil {
		t.Fatal(err)
	}
	if got := []string{chosen[0].Name, chosen[1].Name, chosen[2].Name}; len(chosen) != 3 || !slices.Equal(got, []string{"乙", "甲", "甲"}) {
		t.Errorf("chosen %v", got)
	}
	_, err = Choose(available, []string{"丙"})
	var f *fault.Error
	if !errors.As(err, &f) || f.Value != "丙" || f.Hint != "可用的规则：甲、乙" {
		t.Errorf("unknown name: %v", err)
	}
}

// A rule with a citation of its own does not claim the authority, the paper or
// the term of the rule that it is built on.
func TestABaseKeepsItsSource(t *testing.T) {
	own := "[[rule]]\nname = \"本省\"\nbase = \"安徽2022\"\ndocument = \"某教高〔2024〕1号\"\ncitation = \"第三条\"\nmark = \"原文\"\nmin_graduates = 30\n"
	shipped := os.DirFS("../../sql")
	text, err := fs.ReadFile(shipped, "rules/cards.toml")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Load(fstest.MapFS{"rules/cards.toml": {Data: text}, "rules/own.toml": {Data: []byte(own)}})
	if err != nil {
		t.Fatal(err)
	}
	r := rules[len(rules)-1]
	if r.Name != "本省" || r.Authority != "" || r.Note != "" || r.ValidTo != 0 || r.Cards[0].Amount != 6000 || r.Document != "某教高〔2024〕1号" {
		t.Errorf("%+v", r)
	}
}

// Of two rules of one name, the one valid in the year judges.
func TestInForce(t *testing.T) {
	rules := []Rule{{Name: "甲", ValidTo: 2020, Cutoff: "08-31"}, {Name: "乙"}, {Name: "甲", ValidFrom: 2021, ValidTo: 2025, Cutoff: "12-31"}}
	for year, want := range map[int]string{2019: "08-31", 2022: "12-31", 2030: "12-31"} {
		got := InForce(rules, year)
		if len(got) != 2 || got[0].Name != "甲" || got[0].Cutoff != want || got[1].Name != "乙" {
			t.Errorf("%d: %+v", year, got)
		}
	}
}

func TestExcludeTakesCodesOnly(t *testing.T) {
	for _, exclude := range []string{`{ majors = ["会计学"] }`, `{ institutions = ["甲大学"] }`} {
		text := "[[rule]]\nname = \"甲\"\nbase = \"甲乙\"\nexclude = " + exclude + "\n" + strings.Replace(conditionRule, `"条件"`, `"甲乙"`, 1)
		if _, err := Decode("sql/rules/own.toml", []byte(text)); err == nil || !strings.Contains(err.Error(), "代码") {
			t.Errorf("%s: %v", exclude, err)
		}
	}
}
