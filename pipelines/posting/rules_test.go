package posting

import (
	"os"
	"slices"
	"strings"
	"testing"

	sqlfiles "quxiang/sql"
)

// shipped are the rules as they are shipped.
func shipped(t testing.TB) Rules {
	t.Helper()
	rules, err := Load(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func TestExamplesOfTheShippedRules(t *testing.T) {
	rules := shipped(t)
	cases := map[string]map[bool]int{}
	for _, c := range Examples(rules) {
		if !c.Passes() {
			t.Errorf("%s, %s: want %s, got %s", c.Of, c.Name, c.Want, c.Got)
		}
		if cases[c.Of] == nil {
			cases[c.Of] = map[bool]int{}
		}
		cases[c.Of][c.Want == wordList(nil)]++
	}
	for _, c := range rules {
		if cases[c.Name][true] == 0 || cases[c.Name][false] == 0 {
			t.Errorf("%s lacks an example that hits, or one that does not", c.Name)
		}
	}
}

// clause is a numbered paragraph of the policy texts and its document.
type clause struct{ text, document string }

// compendium reads the policy texts, which lie beside the project, by section
// and number.
func compendium(t *testing.T) map[string]clause {
	t.Helper()
	text, err := os.ReadFile("../../../shared/policy/compendium.md")
	if err != nil {
		if os.Getenv("QUXIANG_REQUIRE_SHARED") != "" {
			t.Fatal(err)
		}
		t.Skip("the policy texts are not here")
	}
	clauses, section := map[string]clause{}, ""
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if head, is := strings.CutPrefix(line, "## "); is {
			section, _, _ = strings.Cut(head, "、")
		}
		if number, words, found := strings.Cut(line, "."); found && section != "" && strings.Trim(number, "0123456789") == "" {
			clauses[section+"."+number] = clause{words, strings.TrimPrefix(lines[i+2], "——")}
		}
	}
	return clauses
}

// A clause that is misquoted accuses an employer, and a school, falsely.
func TestClausesAreQuotedLiterally(t *testing.T) {
	clauses := compendium(t)
	for _, c := range shipped(t) {
		sources := map[string]Source{c.Name: c.Source}
		for _, p := range c.patterns {
			sources[c.Name+"："+p.title] = p.Source
		}
		for name, s := range sources {
			if said, known := clauses[s.Clause]; !known || !strings.Contains(said.text, s.Quote) || said.document != s.Document {
				t.Errorf("%s: %s does not say “%s” in %s", name, s.Clause, s.Quote, s.Document)
			}
		}
	}
}

// What names a thing in the clause itself is 原文; one at least of each
// category's patterns rests on the category's own clause.
func TestCategoriesAreThoseOfTheClauses(t *testing.T) {
	var names []string
	for _, c := range shipped(t) {
		names = append(names, c.Name)
		if !slices.ContainsFunc(c.patterns, func(p pattern) bool { return p.Clause == c.Clause }) {
			t.Errorf("no pattern of %s rests on %s", c.Name, c.Clause)
		}
		if c.Note == "" || c.Remedy == "" {
			t.Errorf("%s says neither what it adds nor what to do", c.Name)
		}
	}
	if want := []string{"985/211", "性别", "户籍", "年龄", "学历", "无资质", "收费", "贷款", "虚假"}; !slices.Equal(names, want) {
		t.Errorf("categories %v, want %v", names, want)
	}
}
