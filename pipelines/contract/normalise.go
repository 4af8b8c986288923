package contract

import (
	"slices"
	"strings"
	"unicode"
)

// Normalise brings a heading or a label to the one spelling in which they are
// compared: full-width ASCII becomes half-width, every white space and every
// invisible character goes, 、 and ， become /, 其它 becomes 其他, letters are
// upper case. Its SQL twin is the macro norm_label.
func Normalise(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = fold(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "其它", "其他")
}

// fillingNotes are what headings say in brackets about how to fill a column;
// they do not change what it is, as 单位名称(实习) does.
var fillingNotes = []string{"必填", "必填项", "选填", "可选", "全称", "填全称", "请填全称", "单位全称", "文本", "文本格式",
	"18位", "14位", "规范全称", "与系统一致", "下拉选择", "请选择"}

// unmarked drops from a normalised heading the marks of forms: a star for what
// must be filled in, a colon, a note on how to.
func unmarked(key string) string {
	key = strings.Trim(key, "*:※★")
	open := strings.LastIndexByte(key, '(')
	if open > 0 && strings.HasSuffix(key, ")") && slices.Contains(fillingNotes, key[open+1:len(key)-1]) {
		key = strings.Trim(key[:open], "*:※★")
	}
	return key
}

// plain is true for strings that Normalise leaves alone: the frequent case.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c <= ' ' || c == ',' || c == 0x7f || 'a' <= c && c <= 'z' {
			return false
		}
	}
	return true
}

// fold maps one character; -1 drops it.
func fold(r rune) rune {
	if r >= '！' && r <= '～' { // full-width ASCII; （）， are among them
		r -= '！' - '!'
	}
	switch {
	case r == '、' || r == ',':
		return '/'
	case r >= 'a' && r <= 'z':
		return r - 'a' + 'A'
	case unicode.IsSpace(r) || invisible(r):
		return -1
	}
	return r
}

// invisible are characters that take no room on the screen: controls, the
// zero-width ones and the byte-order mark, which files carry into their cells.
func invisible(r rune) bool {
	return r < 0x20 || r == 0x7f || r >= 0x200b && r <= 0x200f || r == 0x2060 || r == 0xfeff || r == 0xad
}
