// Package token splits SQL into tokens. It knows no grammar: enough to find the
// tables that a model names and to hold a file to its style.
package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The kinds of token that are no symbol; a symbol's kind is its first byte.
const (
	Word   = 'i' // a name or a keyword
	Quoted = 'q' // a name in double quotes
	String = 's'
	Number = 'n'
)

// Token is one lexical unit; comments and space are left out.
type Token struct {
	Kind byte
	Text string // as written
	Line int    // 1-based
}

// IsName tells whether the token can name something.
func (t Token) IsName() bool { return t.Kind == Word || t.Kind == Quoted }

// Name is the token as the catalogue knows it: a word in lower case, a quoted
// name without its quotes.
func (t Token) Name() string {
	if t.Kind == Quoted && len(t.Text) > 1 {
		return strings.ReplaceAll(t.Text[1:len(t.Text)-1], `""`, `"`)
	}
	return strings.ToLower(t.Text)
}

// Lex splits SQL into tokens. It never fails: what it can't read is a symbol,
// and the database will say what is wrong with it.
func Lex(text string) []Token {
	l := &lexer{text: text, line: 1}
	for l.pos < len(l.text) {
		l.step()
	}
	return l.tokens
}

type lexer struct {
	text   string
	pos    int
	line   int
	tokens []Token
}

func (l *lexer) step() {
	rest := l.text[l.pos:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsSpace(r):
		l.take(size, 0)
	case strings.HasPrefix(rest, "--"):
		l.take(until(rest, "\n", 0), 0)
	case strings.HasPrefix(rest, "/*"):
		l.take(until(rest, "*/", 2), 0)
	case r == '\'':
		l.take(quoted(rest), String)
	case r == '"':
		l.take(quoted(rest), Quoted)
	case r == '$' && dollar(rest) > 0:
		l.take(dollar(rest), String)
	case unicode.IsDigit(r):
		l.take(span(rest, func(r rune) bool { return wordRune(r) || r == '.' }), Number)
	case wordRune(r):
		l.take(span(rest, wordRune), Word)
	default:
		l.take(size, byte(min(r, 127)))
	}
}

// take moves past n bytes; kind 0 drops them.
func (l *lexer) take(n int, kind byte) {
	text := l.text[l.pos : l.pos+n]
	if kind != 0 {
		l.tokens = append(l.tokens, Token{kind, text, l.line})
	}
	l.line += strings.Count(text, "\n")
	l.pos += n
}

// until returns the length of s up to and with mark, searched from skip on.
func until(s, mark string, skip int) int {
	if i := strings.Index(s[skip:], mark); i >= 0 {
		return skip + i + len(mark)
	}
	return len(s)
}

// quoted returns the length of the quoted text that s begins with; a doubled
// quote is part of it.
func quoted(s string) int {
	quote := s[0]
	for i := 1; i < len(s); i++ {
		if s[i] != quote {
			continue
		}
		if i+1 < len(s) && s[i+1] == quote {
			i++
			continue
		}
		return i + 1
	}
	return len(s)
}

// dollar returns the length of a $tag$ … $tag$ string, 0 when s is none.
func dollar(s string) int {
	end := strings.IndexByte(s[1:], '$')
	if end < 0 || strings.ContainsFunc(s[1:1+end], func(r rune) bool { return !wordRune(r) }) {
		return 0
	}
	tag := s[:end+2]
	return until(s, tag, len(tag))
}

func span(s string, in func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !in(r) }); i >= 0 {
		return i
	}
	return len(s)
}

func wordRune(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
