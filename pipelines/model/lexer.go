package model

import (
	"strings"

	"quxiang/pipelines/model/token"
)

// source is a table that a query names, and where.
type source struct {
	name string // schema.table
	line int
}

// sources finds the tables that text names with a schema of ours, each once,
// in order of appearance. A function call (schema.f(…)) is none.
func sources(text string) []source {
	tokens := token.Lex(text)
	seen := map[string]bool{}
	var found []source
	for i := 0; i+2 < len(tokens); i++ {
		if !isSource(tokens, i) {
			continue
		}
		name := tokens[i].Name() + "." + tokens[i+2].Name()
		if !seen[name] {
			seen[name] = true
			found = append(found, source{name, tokens[i].Line})
		}
	}
	return found
}

func isSource(tokens []token.Token, i int) bool {
	if !tokens[i].IsName() || tokens[i+1].Kind != '.' || !tokens[i+2].IsName() {
		return false
	}
	if _, ours := ranks[tokens[i].Name()]; !ours {
		return false
	}
	if i > 0 && tokens[i-1].Kind == '.' && !ourDatabase(tokens, i-2) {
		return false
	}
	return i+3 >= len(tokens) || tokens[i+3].Kind != '('
}

// ourDatabase lets store.raw.x, stg.staging.x and build.marts.x count too.
func ourDatabase(tokens []token.Token, i int) bool {
	if i < 0 {
		return false
	}
	switch tokens[i].Name() {
	case "store", "stg", "build":
		return true
	}
	return false
}

// words is the set of names that text uses anywhere, in lower case.
func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, t := range token.Lex(text) {
		if t.IsName() {
			set[strings.ToLower(t.Name())] = true
		}
	}
	return set
}
