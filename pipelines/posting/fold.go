package posting

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text as patterns see it; at[i] is where its i-th byte comes from,
// in bytes of the original, and ends[i] where the character of it ends there.
type folded struct {
	text     string
	at, ends []int
}

// sentenceEnds part what a pattern may span.
const sentenceEnds = "。；;！!？?\n\r"

// marksAside stand around or between words without saying anything.
const marksAside = "“”‘’\"'＂＇「」『』【】*＊_＿^`·•"

// fold writes s as patterns see it, sentence by sentence.
func fold(s string) []folded {
	f := folder{}
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		f.take(at, at+size, r)
		at += size
	}
	f.finish()
	return f.all
}

type folder struct {
	all  []folded
	b    strings.Builder
	now  folded
	gap  bool // spaces were left out since the last character
	last rune
}

func (f *folder) take(at, end int, r rune) {
	if strings.ContainsRune(sentenceEnds, r) {
		f.finish()
		return
	}
	if unicode.IsSpace(r) {
		f.gap = true
		return
	}
	if invisible(r) || strings.ContainsRune(marksAside, r) {
		return
	}
	for _, plain := range simplify(r) {
		if f.gap && word(plain) && word(f.last) {
			f.put(' ', at, at)
		}
		f.gap = false
		f.put(plain, at, end)
	}
}

func (f *folder) put(r rune, at, end int) {
	n, _ := f.b.WriteRune(r)
	for range n {
		f.now.at, f.now.ends = append(f.now.at, at), append(f.now.ends, end)
	}
	f.last = r
}

func (f *folder) finish() {
	if f.now.text = f.b.String(); f.now.text != "" {
		f.all = append(f.all, f.now)
	}
	*f = folder{all: f.all}
}

// original is where the folded bytes from i to j, not none, come from.
func (f folded) original(i, j int) (start, end int) { return f.at[i], f.ends[j-1] }

// invisible characters are put between letters to get past a reviewer.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn) || r == '\u3164' || r == '\u115f'
}

// word is a letter or digit among which a space means something.
func word(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// simplify takes width, case and form away from a character; one may become
// several (㈠ → (一)).
func simplify(r rune) string {
	if r < unicode.MaxASCII {
		return string(unicode.ToLower(r))
	}
	if plain, ok := simplified[r]; ok {
		return string(plain)
	}
	return strings.ToLower(norm.NFKC.String(string(r)))
}

// simplified are the traditional and look-alike characters of the words that
// rules look for.
var simplified = pairs("別别僅仅祗只衹只侷局侽男囡女齡龄歲岁嵗岁戶户戸户囗口藉籍學学歷历曆历統统製制專专業业費费収收貸贷訓训壓压證证証证無无單单" +
	"門门優优項项體体檢检報报獎奖錢钱務务資资質质許许執执監监獄狱歡欢絕绝應应屆届畢毕個个隻只須须請请區区級级類类國国際际雙双壹一貳二弐二叄三肆四伍五" +
	"陸六柒七捌八玖九〇零賺赚輕轻鬆松過过萬万關关係系帶带網网絡络點点讚赞職职獨独辦办銀银轉转護护簽签內内對对經经滿满東东緬缅買买從从後后還还親亲媽妈" +
	"靚靓強强選选復复華华聯联電电財财兩两師师範范創创線线頭头擾扰處处書书領领營营顆颗薪薪齢龄収收険险險险")

func pairs(s string) map[rune]rune {
	runes := []rune(s)
	m := map[rune]rune{}
	for i := 0; i+1 < len(runes); i += 2 {
		if runes[i] != runes[i+1] {
			m[runes[i]] = runes[i+1]
		}
	}
	return m
}
