package sqlfiles

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"quxiang/pipelines/model/token"
)

// The style of every SQL file here, so that anybody may read any of them.
func TestStyle(t *testing.T) {
	checked := 0
	err := fs.WalkDir(Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".sql") {
			return err
		}
		text, err := fs.ReadFile(Files, name)
		if err != nil {
			return err
		}
		checked++
		for _, complaint := range lint(name, string(text), macroNames(t)) {
			t.Errorf("%s:%s", name, complaint)
		}
		return nil
	})
	if err != nil || checked < 20 {
		t.Fatalf("%d files checked, %v", checked, err)
	}
}

// Every model has a sidecar, and every column in it a description.
func TestEveryModelIsDescribed(t *testing.T) {
	for _, pattern := range []string{"staging/*.sql", "warehouse/*.sql", "marts/*.sql", "marts/stats/*.sql", "reference/*.csv"} {
		files, err := fs.Glob(Files, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			for _, complaint := range undescribed(name) {
				t.Errorf("%s: %s", name, complaint)
			}
		}
	}
}

func undescribed(name string) []string {
	var sidecar struct {
		Description string
		Column      []struct{ Name, Description string }
	}
	base := name[:strings.LastIndexByte(name, '.')]
	text, err := fs.ReadFile(Files, base+".toml")
	if err != nil {
		return []string{"no sidecar"}
	}
	if _, err := toml.Decode(string(text), &sidecar); err != nil {
		return []string{err.Error()}
	}
	var complaints []string
	if sidecar.Description == "" || len(sidecar.Column) == 0 {
		complaints = append(complaints, "no description, or no columns")
	}
	for _, c := range sidecar.Column {
		if c.Description == "" {
			complaints = append(complaints, "column "+c.Name+" has no description")
		}
	}
	return complaints
}

func macroNames(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(Files, "macros/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		text, err := fs.ReadFile(Files, file)
		if err != nil {
			t.Fatal(err)
		}
		tokens := token.Lex(string(text))
		for i := range len(tokens) - 1 {
			if tokens[i].Name() == "macro" {
				names = append(names, tokens[i+1].Name())
			}
		}
	}
	return names
}

// lint lists what is wrong with a file, each with its line and a rule's name.
func lint(file, text string, macros []string) []string {
	complaints := layout(text)
	tokens := token.Lex(text)
	complaints = append(complaints, capitals(tokens)...)
	if strings.HasPrefix(file, "meta/") {
		return complaints
	}
	complaints = append(complaints, implicitAlias(tokens)...)
	if strings.HasPrefix(file, "macros/") {
		return complaints
	}
	complaints = append(complaints, shape(tokens)...)
	complaints = append(complaints, unqualified(tokens)...)
	if portable(file) {
		complaints = append(complaints, dialect(tokens, macros)...)
	}
	return complaints
}

// portable are the layers that another engine may have to run one day.
func portable(file string) bool {
	return strings.HasPrefix(file, "warehouse/") || strings.HasPrefix(file, "marts/") && !strings.HasPrefix(file, "marts/stats/")
}

func layout(text string) []string {
	var complaints []string
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if n := utf8.RuneCountInString(line); n > 80 {
			complaints = append(complaints, fmt.Sprintf("%d: width: %d columns", i+1, n))
		}
		if strings.Contains(line, "\t") || strings.TrimRight(line, " ") != line {
			complaints = append(complaints, fmt.Sprintf("%d: space: a tab, or space at the end", i+1))
		}
	}
	if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
		complaints = append(complaints, fmt.Sprintf("%d: space: end the file with one line break", len(lines)))
	}
	return complaints
}

var upper = regexp.MustCompile(`[A-Z]`)

func capitals(tokens []token.Token) []string {
	var complaints []string
	for _, t := range tokens {
		if t.Kind == token.Word && upper.MatchString(t.Text) {
			complaints = append(complaints, fmt.Sprintf("%d: case: %s", t.Line, t.Text))
		}
	}
	return complaints
}

// grammar are the words that may stand before or after a name without one
// being the alias of the other.
var grammar = strings.Fields(`with recursive as select distinct all on from where group by having order asc desc
	nulls first last limit offset union intersect except inner left right full outer cross join lateral natural using
	and or not in is null true false between like ilike similar escape exists any some case when then else end
	cast try_cast filter over partition rows range groups unbounded preceding following current row window qualify
	grouping sets rollup cube values interval date timestamp collate create replace macro table function exclude
	columns pivot unpivot semi anti asof positional array within materialized at time zone`)

// implicitAlias finds a name, or the end of an expression, right before
// another name: one of them is an alias without its `as`.
func implicitAlias(tokens []token.Token) []string {
	var complaints []string
	for i := 1; i < len(tokens); i++ {
		before, t := tokens[i-1], tokens[i]
		if !t.IsName() || isGrammar(t) {
			continue
		}
		ends := before.Kind == ')' || before.Kind == token.Number || before.Kind == token.String ||
			before.IsName() && !isGrammar(before)
		if ends && !castType(tokens, i) {
			complaints = append(complaints, fmt.Sprintf("%d: alias: write `as` before %s", t.Line, t.Text))
		}
	}
	return complaints
}

func isGrammar(t token.Token) bool {
	return t.Kind == token.Word && slices.Contains(grammar, t.Name())
}

// castType tells the second word of a type (double precision) from an alias.
func castType(tokens []token.Token, i int) bool { return tokens[i].Name() == "precision" }

// cte is a common table expression: its name and its body's tokens.
type cte struct {
	name token.Token
	body []token.Token
}

// split cuts a query into its common table expressions and what follows.
func split(tokens []token.Token) (ctes []cte, rest []token.Token) {
	if len(tokens) == 0 || tokens[0].Name() != "with" {
		return nil, tokens
	}
	i := 1
	if i < len(tokens) && tokens[i].Name() == "recursive" {
		i++
	}
	for i+2 < len(tokens) && tokens[i+1].Name() == "as" && tokens[i+2].Kind == '(' {
		end := closing(tokens, i+2)
		ctes = append(ctes, cte{tokens[i], tokens[i+3 : end]})
		i = end + 1
		if i >= len(tokens) || tokens[i].Kind != ',' {
			break
		}
		i++
	}
	return ctes, tokens[min(i, len(tokens)):]
}

func closing(tokens []token.Token, open int) int {
	depth := 0
	for i := open; i < len(tokens); i++ {
		switch tokens[i].Kind {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tokens) - 1
}

// shape wants the imports (select * from one table) first and a select last.
func shape(tokens []token.Token) []string {
	ctes, rest := split(tokens)
	var complaints []string
	logic := ""
	for _, c := range ctes {
		if !isImport(c.body) {
			logic = c.name.Text
		} else if logic != "" {
			complaints = append(complaints, fmt.Sprintf("%d: imports: %s comes after %s", c.name.Line, c.name.Text, logic))
		}
	}
	if len(rest) == 0 || rest[0].Name() != "select" {
		complaints = append(complaints, "1: final: a file is one query that ends in a select")
	}
	return complaints
}

func isImport(body []token.Token) bool {
	return len(body) >= 6 && body[0].Name() == "select" && body[1].Kind == '*' && body[2].Name() == "from" &&
		body[4].Kind == '.' && !slices.ContainsFunc(body, func(t token.Token) bool { return t.Name() == "join" })
}

// unqualified finds tables that are neither common table expressions nor named
// with their schema.
func unqualified(tokens []token.Token) []string {
	local := map[string]bool{}
	for i := range tokens {
		if i+2 < len(tokens) && tokens[i+1].Name() == "as" && tokens[i+2].Kind == '(' {
			local[tokens[i].Name()] = true
		}
	}
	var complaints []string
	for i := 0; i+1 < len(tokens); i++ {
		word := tokens[i].Name()
		if tokens[i].Kind != token.Word || word != "from" && word != "join" || distinctFrom(tokens, i) {
			continue
		}
		table, after := tokens[i+1], byte(0)
		if i+2 < len(tokens) {
			after = tokens[i+2].Kind
		}
		if table.IsName() && !isGrammar(table) && after != '.' && after != '(' && !local[table.Name()] {
			complaints = append(complaints, fmt.Sprintf("%d: schema: %s", table.Line, table.Text))
		}
	}
	return complaints
}

// distinctFrom recognises `is distinct from x` and `extract(year from x)`,
// where from names no table.
func distinctFrom(tokens []token.Token, i int) bool {
	if i > 0 && tokens[i-1].Name() == "distinct" {
		return true
	}
	return i > 2 && tokens[i-2].Kind == '(' && slices.Contains([]string{"extract", "trim", "substring"}, tokens[i-3].Name())
}

// dialect finds what DuckDB and PostgreSQL do not share.
func dialect(tokens []token.Token, macros []string) []string {
	var complaints []string
	complain := func(t token.Token, what string) {
		complaints = append(complaints, fmt.Sprintf("%d: dialect: %s", t.Line, what))
	}
	for i, t := range tokens {
		next := byte(0)
		if i+1 < len(tokens) {
			next = tokens[i+1].Kind
		}
		word := t.Name()
		switch {
		case t.Kind == '/' && next == '/':
			complain(t, "//")
		case t.Kind == '[' || t.Kind == '{':
			complain(t, "lists and structs")
		case t.Kind == token.Word && slices.Contains([]string{"pivot", "unpivot", "qualify", "exclude", "columns", "asof"}, word):
			complain(t, word)
		case word == "by" && i+1 < len(tokens) && tokens[i+1].Name() == "all":
			complain(t, "by all")
		case t.Kind == token.Word && next == '(' && slices.Contains(macros, word):
			complain(t, "the macro "+word)
		case t.Kind == token.Word && next == '(' && (strings.HasPrefix(word, "list_") || strings.HasPrefix(word, "struct_") ||
			word == "string_split"):
			complain(t, word)
		}
	}
	return complaints
}
