package posting

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

const plainCategory = `[words]
fee = ['押金']
[[category]]
name = "收费"
title = "收钱"
clause = "七.1"
quote = "原话"
document = "文件"
mark = "原文"
remedy = "不发"
  [[category.pattern]]
  title = "收费"
  match = ['交{fee}']
  [[category.example]]
  name = "例"
  posting = { requirement = "交押金" }
  hit = ["交押金"]
`

func TestDecodeNamesTheLineOfWhatItRefuses(t *testing.T) {
	cases := []struct {
		name, old, new string
		row            int
		column, why    string
	}{
		{"unknown key", "remedy =", "remdy =", 10, "category.remdy", "不认识的配置项"},
		{"no name", `name = "收费"`, `name = ""`, 4, "name", "没有名字"},
		{"no title", `title = "收钱"`, `title = ""`, 5, "title", "没有标题"},
		{"clause that is none", `"七.1"`, `"第七条"`, 6, "clause", "不是条文的编号"},
		{"no quote", `quote = "原话"`, ``, 3, "quote", "没有引条文"},
		{"no document", `document = "文件"`, ``, 3, "document", "没有写文件"},
		{"unknown mark", `mark = "原文"`, `mark = "听说"`, 9, "mark", "不认识的写法"},
		{"no remedy", `remedy = "不发"`, `remedy = ""`, 10, "remedy", "怎样处理"},
		{"no pattern", "  [[category.pattern]]\n  title = \"收费\"\n  match = ['交{fee}']\n", "", 3, "pattern", "没有一条写法"},
		{"pattern without a title", `title = "收费"`, `title = ""`, 12, "title", "查的是什么"},
		{"pattern without words", "['交{fee}']", "[]", 13, "match", "查哪些文字"},
		{"another clause without its words", "match =", "clause = \"七.6\"\n  match =", 11, "quote", "没有引条文"},
		{"unknown mark of a pattern", "match =", "mark = \"听说\"\n  match =", 13, "mark", "不认识的写法"},
		{"unknown field", "match =", "fields = [\"reviewed_by\"]\n  match =", 13, "fields", "没有这一列"},
		{"unknown field of a condition", "match =", "when = { sex = '男' }\n  match =", 13, "when", "没有这一列"},
		{"unknown words", "{fee}", "{fees}", 13, "match", "没有 fees"},
		{"no expression", "交{fee}", "交(", 13, "match", "不是合法的正则表达式"},
		{"look-behind", "交{fee}", "(?<!不)交", 13, "match", "不是合法的正则表达式"},
		{"exception that is none", "remedy =", "except = ['[']\nremedy =", 10, "except", "不是合法的正则表达式"},
		{"unless that is none", "match =", "unless = [')']\n  match =", 13, "unless", "不是合法的正则表达式"},
		{"example without a name", `name = "例"`, `name = ""`, 15, "name", "没有名字"},
		{"example without a posting", `posting = { requirement = "交押金" }`, ``, 14, "posting", "没有写招聘信息"},
		{"example with an unknown field", "{ requirement", "{ requirements", 16, "posting", "没有这一列"},
		{"example without words", `hit = ["交押金"]`, ``, 14, "hit", "应找出的文字"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(plainCategory, c.old) == 0 {
				t.Fatalf("nothing to replace: %q", c.old)
			}
			_, err := Decode("sql/rules/postings.toml", []byte(strings.Replace(plainCategory, c.old, c.new, 1)))
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Kind != fault.Usage || f.File != "sql/rules/postings.toml" || f.Row != c.row || f.Column != c.column {
				t.Errorf("row %d column %q, want row %d column %q: %v", f.Row, f.Column, c.row, c.column, err)
			}
			if !strings.Contains(f.Why, c.why) || f.Hint == "" {
				t.Errorf("why %q, hint %q; want %q and a hint", f.Why, f.Hint, c.why)
			}
		})
	}
}

func TestNamesAreUnique(t *testing.T) {
	for _, text := range []string{plainCategory + strings.Replace(plainCategory, "[words]\nfee = ['押金']\n", "", 1),
		strings.Replace(plainCategory, "  [[category.example]]", "  [[category.example]]\n  name = \"例\"\n  posting = { fee = \"x\" }\n  hit = []\n  [[category.example]]", 1)} {
		if _, err := Decode("x", []byte(text)); err == nil || !strings.Contains(err.Error(), "同名") {
			t.Errorf("got %v", err)
		}
	}
}

// A file of the workspace stands in the place of the shipped one.
func TestLoad(t *testing.T) {
	rules, err := Load(fstest.MapFS{"rules/postings.toml": {Data: []byte(plainCategory)}})
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) != 1 || rules[0].File != "sql/rules/postings.toml" || rules[0].Row != 3 {
		t.Errorf("%+v", rules)
	}
	want := strict.Case{Of: "收费", Name: "例", File: "sql/rules/postings.toml", Want: "交押金", Got: "交押金"}
	if cases := Examples(rules); len(cases) != 1 || cases[0] != want || !cases[0].Passes() {
		t.Errorf("%+v", cases)
	}
}

// An example that the rules do not meet says what they found.
func TestAnExampleThatFails(t *testing.T) {
	rules := rulesOf(t, strings.Replace(plainCategory, `hit = ["交押金"]`, "hit = []", 1))
	if cases := Examples(rules); len(cases) != 1 || cases[0].Passes() || cases[0].Want != "没有" || cases[0].Got != "交押金" {
		t.Errorf("%+v", cases)
	}
}
