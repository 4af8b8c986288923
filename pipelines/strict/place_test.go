package strict

import (
	"errors"
	"testing"

	"quxiang/pipelines/fault"
)

const tables = `# two tables, the second with two parts
title = "x"
[[rule]]
name = "a"
  [[rule.level]] # of the first
  line = 1
[[rule]]
name = "b"
citation = "c"
  [[rule.level]]
  line = 1
  [[rule.level]]
  card = "red"
  line = 2
`

func TestPlaceNamesTheLine(t *testing.T) {
	whole := Whole("读取规则", "rules.toml", []byte(tables))
	first, second := whole.Sub("rule", 0), whole.Sub("rule", 1)
	cases := []struct {
		name string
		at   Place
		key  string
		row  int
	}{
		{"a key of the whole file", whole, "title", 2},
		{"a key of the first table", first, "name", 4},
		{"the same key of the second", second, "name", 8},
		{"a key that only the second has", first, "citation", 3},
		{"the table itself", second, "", 7},
		{"a part of the first, its header commented", first.Sub("rule.level", 0), "line", 6},
		{"the first part of the second", second.Sub("rule.level", 0), "line", 11},
		{"the second part of the second", second.Sub("rule.level", 1), "line", 14},
		{"a key that only the second part has", second.Sub("rule.level", 0), "card", 10},
		{"a part that is not written there", first.Sub("rule.level", 1), "name", 4},
	}
	for _, c := range cases {
		var f *fault.Error
		if !errors.As(c.at.Fault(c.key, "v", "w", "h"), &f) || f.Row != c.row {
			t.Errorf("%s: line %d, want %d", c.name, f.Row, c.row)
		}
		if f.Kind != fault.Usage || f.Op != "读取规则" || f.File != "rules.toml" || f.Column != c.key || f.Value != "v" || f.Why != "w" || f.Hint != "h" {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

func TestVerifyTellsTheFirstThatFails(t *testing.T) {
	at := Whole("读取规则", "rules.toml", []byte(tables)).Sub("rule", 1)
	if err := at.Verify([]Check{{"name", "b", true, "好", ""}}); err != nil {
		t.Errorf("all hold: %v", err)
	}
	err := at.Verify([]Check{{"name", "b", true, "好", ""}, {"citation", "c", false, "不好", "改"}, {"name", "b", false, "也不好", ""}})
	var f *fault.Error
	if !errors.As(err, &f) || f.Row != 9 || f.Column != "citation" || f.Why != "不好" {
		t.Errorf("%v", err)
	}
}
