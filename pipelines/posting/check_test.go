package posting

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

const twoCategories = `
[words]
fee = ['押金', '培训费']

[[category]]
name = "性别"
title = "限定性别"
clause = "七.5"
quote = "原话"
document = "文件"
mark = "原文"
remedy = "删去"
except = ['男女不限', '女装']

  [[category.pattern]]
  title = "限定"
  match = ['限?(?:男|女)性?']
  unless = ['井下']

  [[category.pattern]]
  title = "一栏"
  mark = "惯例"
  fields = ["gender_required"]
  match = ['^\((男)\)$', '^女$']
  when = { position = '^司机$' }

[[category]]
name = "收费"
title = "收钱"
clause = "七.1"
quote = "原话"
document = "文件"
mark = "惯例"
remedy = "不发"

  [[category.pattern]]
  title = "收费"
  clause = "七.6"
  quote = "另一句"
  document = "另一份"
  fields = ["requirement", "fee"]
  match = ['交{fee}(?:\d+元)?(?:[^,;]*)?']
`

func rulesOf(t testing.TB, text string) Rules {
	t.Helper()
	rules, err := Decode("rules/x.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func TestCheck(t *testing.T) {
	cases := []struct {
		name    string
		posting Posting
		want    []string // field: words
	}{
		{"the words as the cell has them", Posting{Requirement: "限 男 性，会开车"}, []string{"requirement: 限 男 性"}},
		{"traditional and full width", Posting{Fee: "交培訓費３００元"}, []string{"fee: 交培訓費３００元"}},
		{"an exception covers all of it", Posting{Requirement: "男女不限；女装设计"}, nil},
		{"an exception covers half of it", Posting{Requirement: "限女装模特"}, []string{"requirement: 限女"}},
		{"the state's own rule in another field", Posting{Requirement: "限男", Description: "井下作业"}, nil},
		{"a field that no pattern is for", Posting{Place: "限男"}, nil},
		{"the first group, where the condition holds", Posting{Position: "司机", Gender: "（男）"}, []string{"gender_required: 男"}},
		{"the condition does not hold", Posting{Position: "司机助理", Gender: "（男）"}, nil},
		{"touching hits are one", Posting{Requirement: "男女性"}, []string{"requirement: 男女性"}},
		{"fields in their order, places in theirs", Posting{Requirement: "交押金，限女，限男", Description: "男"},
			[]string{"description: 男", "requirement: 交押金", "requirement: 限女", "requirement: 限男"}},
		{"nothing across the end of a sentence", Posting{Requirement: "限。男"}, []string{"requirement: 男"}},
		{"a telephone number is masked", Posting{Requirement: "交押金到１３８００１３８０００"}, []string{"requirement: 交押金到１３*******００"}},
	}
	rules := rulesOf(t, twoCategories)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, h := range Check(rules, c.posting) {
				got = append(got, string(h.Field)+": "+h.Words)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAHitTellsItsSource(t *testing.T) {
	hits := Check(rulesOf(t, twoCategories), Posting{Position: "司机", Gender: "女", Fee: "交押金"})
	if len(hits) != 2 {
		t.Fatalf("%+v", hits)
	}
	if h := hits[0]; h.Category != "性别" || h.Source != (Source{"七.5", "原话", "文件", "惯例"}) || h.Pattern != "一栏" {
		t.Errorf("%+v", h)
	}
	if h := hits[1]; h.Category != "收费" || h.Source != (Source{"七.6", "另一句", "另一份", "惯例"}) || h.Start != 0 || h.End != len("交押金") {
		t.Errorf("%+v", h)
	}
}

// fragments make texts in which rules find something more often than not.
var fragments = []string{"限", "男", "女性", "985", "9 8 5", "２１１", "院校", "优先", "不限", "户口", "本市", "35 岁以下", "第一学历", "统招", "交", "押金", "300 元", "公司承担",
	"培训贷", "先学后付", "刷单", "谨防", "，", "。", "；", "、", "\n", " ", "　", "\u200b", "“", "13800138000", "a@b.cn", "微信：abc_123", "x", "\xff", "雙一流", "㈠", "Ⅳ", "İ"}

func drawText(t *rapid.T, name string) string {
	return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(fragments), rapid.StringN(0, 4, -1)), 0, 12).Draw(t, name), "")
}

func drawPosting(t *rapid.T) Posting {
	p := Posting{}
	for _, f := range Fields() {
		p[f] = drawText(t, string(f))
	}
	return p
}

// checkHits holds of any posting: a hit is a stretch of its field, not empty,
// quoted as it stands but for what is masked; hits of a category in a field are
// in order and apart.
func checkHits(t interface{ Errorf(string, ...any) }, rules Rules, p Posting) []Hit {
	hits := Check(rules, p)
	end := map[string]int{}
	for _, h := range hits {
		cell, key := p[h.Field], h.Category+string(h.Field)
		if h.Start < end[key] || h.End <= h.Start || h.End > len(cell) {
			t.Errorf("%q: %+v", cell, h)
			continue
		}
		end[key] = h.End
		quoted := cell[h.Start:h.End]
		if h.Words != masked(quoted) || utf8.ValidString(cell) && !utf8.ValidString(quoted) {
			t.Errorf("%q is quoted as %q", cell, h.Words)
		}
	}
	return hits
}

func TestHitsAreQuotedFromTheirField(t *testing.T) {
	rules := shipped(t)
	rapid.Check(t, func(t *rapid.T) { checkHits(t, rules, drawPosting(t)) })
}

// What is added after the end of a sentence, and says nothing, takes no hit
// away and makes none.
func TestASentenceAddedChangesNothing(t *testing.T) {
	rules := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		p := Posting{Requirement: drawText(t, "requirement"), Description: drawText(t, "description")}
		before := Check(rules, p)
		added := rapid.SampledFrom([]string{"。熟练使用办公软件", "；沟通能力强，责任心强", "\n英语四级以上！"}).Draw(t, "added")
		if after := Check(rules, Posting{Requirement: p[Requirement] + added, Description: p[Description]}); !slices.Equal(before, after) {
			t.Errorf("before %v, after %v", before, after)
		}
	})
}

// Width, spaces and quotation marks are no way round a rule.
func TestSpellingIsNoWayRound(t *testing.T) {
	rules := shipped(t)
	plain := []string{"限男生", "限985高校", "35岁以下", "第一学历须为本科", "限本市户口", "交押金300元", "先学后付", "刷单员"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(plain).Draw(t, "text")
		var b strings.Builder
		for _, r := range text {
			if r > '!' && r <= '~' && rapid.Bool().Draw(t, "wide") {
				r += '！' - '!'
			}
			b.WriteRune(r)
			between := []string{"", "", "\u200b", "”"}
			if r > unicode.MaxASCII && !unicode.IsDigit(r) { // a space between two digits parts two numbers
				between = append(between, " ", "　")
			}
			b.WriteString(rapid.SampledFrom(between).Draw(t, "between"))
		}
		if len(Check(rules, Posting{Requirement: text})) == 0 || len(Check(rules, Posting{Requirement: b.String()})) == 0 {
			t.Errorf("%q is found, %q is not", text, b.String())
		}
	})
}

// What says that a match is impossible is never wrong.
func TestImpossibleIsNoMatch(t *testing.T) {
	rules := shipped(t)
	var all []expression
	for _, c := range rules {
		for _, p := range c.patterns {
			all = append(append(append(all, p.match...), p.except...), p.unless...)
		}
	}
	try := func(text string) {
		for _, f := range fold(text) {
			for _, e := range all {
				if !e.possible(f.text) && e.Regexp.MatchString(f.text) {
					t.Errorf("%q is held to be impossible in %q", e, f.text)
				}
			}
		}
	}
	for _, one := range readLabelled(t, "dev.csv") {
		for _, cell := range one.posting {
			try(cell)
		}
	}
	rapid.Check(t, func(t *rapid.T) { try(drawText(t, "text")) })
}

func FuzzCheck(f *testing.F) {
	rules := shipped(f)
	for _, s := range fragments {
		f.Add(s, s, s)
	}
	f.Add("限985、211高校男生", "交押金300元，微信：abc12345", "不限")
	f.Fuzz(func(t *testing.T, requirement, fee, level string) {
		checkHits(t, rules, Posting{Requirement: requirement, Description: requirement, Fee: fee, Pay: fee, Level: level, Gender: level})
	})
}

// Ten times the text takes about ten times as long: measured generously, for
// the machine is shared; a quadratic search would take a hundred times.
func TestTimeIsLinear(t *testing.T) {
	rules := shipped(t)
	took := func(n int) time.Duration {
		text := strings.Repeat("限男女不限985、211高校不收押金，", n)
		start := time.Now()
		Check(rules, Posting{Requirement: text})
		return time.Since(start)
	}
	if short, long := max(took(150), took(150)), took(1500); long > 50*short {
		t.Errorf("150 times: %v, 1500 times: %v", short, long)
	}
}

func TestMasked(t *testing.T) {
	cases := map[string]string{
		"电话 13800138000": "电话 13*******00", "0371-67780000": "0371*****0000", "a.b@mail.cn 收": "a.*******cn 收",
		"加微信：wang_2024": "加微信：wa*****24", "300 元": "300 元", "2024 年 6 月": "2024 年 6 月", "35 岁以下": "35 岁以下",
	}
	for s, want := range cases {
		if got := masked(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}
