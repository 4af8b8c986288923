package contract

import (
	"testing"

	sqlfiles "quxiang/sql"
)

func TestNearest(t *testing.T) {
	codes, err := LoadCodes(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ table, text, code string }{
		{"ethnicity", "回", "03"},
		{"ethnicity", "火星", ""},
		{"destination", "出国(境)留学或工作", "85"},
		{"destination", "签 就业协议 就业", "10"},
		{"destination", "xyz", ""},
		{"destination", "灵活就业", ""}, // not 就业（未细分）: that would say nothing
		{"province", "新疆区", "65"},
		{"no such table", "新疆", ""},
	}
	for _, c := range cases {
		code, name, ok := codes.Nearest(c.table, c.text)
		if code != c.code || ok != (c.code != "") || ok && name != codes.Name(c.table, code) {
			t.Errorf("%s %q: %q %q %v, want %q", c.table, c.text, code, name, ok, c.code)
		}
	}
}

func TestLikeness(t *testing.T) {
	cases := []struct {
		a, b string
		want float64
	}{
		{"升学", " 升 学", 1}, {"升学", "出国", 0}, {"", "", 1}, {"甲乙", "乙丙", 0.5}, {"升学", "国内升学深造", 0.8},
	}
	for _, c := range cases {
		if got := likeness(c.a, c.b); got != c.want || likeness(c.b, c.a) != got {
			t.Errorf("%q %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestSplitHeading(t *testing.T) {
	for heading, want := range map[string][2]string{"新疆（单列类）": {"新疆", "单列类"}, "重庆": {"重庆", ""}, "四川-理工": {"四川", "理工"}, "(理)": {"", "理"}} {
		if name, rest := splitHeading(heading); name != want[0] || rest != want[1] {
			t.Errorf("%q: %q %q", heading, name, rest)
		}
	}
}

// A note on how to fill a column is no part of its heading; one that says what
// the column holds is.
func TestUnmarked(t *testing.T) {
	for heading, want := range map[string]string{
		"*学号": "学号", "学号＊": "学号", "单位名称（全称）": "单位名称", "身份证号(18位)：": "身份证号", "学历（必填）": "学历",
		"单位名称（实习）": "单位名称(实习)", "(必填)": "(必填)", "新疆（单列类）": "新疆(单列类)",
	} {
		if got := unmarked(Normalise(heading)); got != want {
			t.Errorf("%s: %s, want %s", heading, got, want)
		}
	}
}
