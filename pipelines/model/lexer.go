package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one lexical unit of SQL; comments and space are left out.
type token struct {
	kind byte // 'i' identifier, 'q' quoted identifier, 's' string, 'n' number, or the symbol itself
	text string
	line int // 1-based
}

func (t token) name() bool { return t.kind == 'i' || t.kind == 'q' }

// lex splits SQL into tokens. It never fails: what it can't read is a symbol,
// and the database will say what is wrong with it.
func lex(text string) []token {
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
	tokens []token
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
		l.take(quoted(rest), 's')
	case r == '"':
		l.take(quoted(rest), 'q')
	case r == '$' && dollar(rest) > 0:
		l.take(dollar(rest), 's')
	case unicode.IsDigit(r):
		l.take(span(rest, func(r rune) bool { return wordRune(r) || r == '.' }), 'n')
	case wordRune(r):
		l.take(span(rest, wordRune), 'i')
	default:
		l.take(size, byte(min(r, 127)))
	}
}

// take moves past n bytes; kind 0 drops them.
func (l *lexer) take(n int, kind byte) {
	text := l.text[l.pos : l.pos+n]
	if kind != 0 {
		l.tokens = append(l.tokens, token{kind, text, l.line})
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

// unquote returns a name as the catalogue knows it: lower case.
func unquote(t token) string {
	if t.kind == 'q' && len(t.text) > 1 {
		return strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`)
	}
	return strings.ToLower(t.text)
}

// source is a table that a query names, and where.
type source struct {
	name string // schema.table
	line int
}

// sources finds the tables that text names with a schema of ours, each once,
// in order of appearance. A function call (schema.f(…)) is none.
func sources(text string) []source {
	tokens := lex(text)
	seen := map[string]bool{}
	var found []source
	for i := 0; i+2 < len(tokens); i++ {
		if !isSource(tokens, i) {
			continue
		}
		name := unquote(tokens[i]) + "." + unquote(tokens[i+2])
		if !seen[name] {
			seen[name] = true
			found = append(found, source{name, tokens[i].line})
		}
	}
	return found
}

func isSource(tokens []token, i int) bool {
	if !tokens[i].name() || tokens[i+1].kind != '.' || !tokens[i+2].name() {
		return false
	}
	if _, ours := ranks[unquote(tokens[i])]; !ours {
		return false
	}
	if i > 0 && tokens[i-1].kind == '.' && !ourDatabase(tokens, i-2) {
		return false
	}
	return i+3 >= len(tokens) || tokens[i+3].kind != '('
}

// ourDatabase lets store.raw.x, stg.staging.x and build.marts.x count too.
func ourDatabase(tokens []token, i int) bool {
	if i < 0 {
		return false
	}
	switch unquote(tokens[i]) {
	case "store", "stg", "build":
		return true
	}
	return false
}

// words is the set of names that text uses anywhere, in lower case.
func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, t := range lex(text) {
		if t.name() {
			set[strings.ToLower(unquote(t))] = true
		}
	}
	return set
}
