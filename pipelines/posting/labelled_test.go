package posting

import (
	"encoding/csv"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// labelled is an invented posting with the categories that a reader, who had
// not seen the rules, found in it.
type labelled struct {
	posting Posting
	labels  []string
}

// readLabelled reads a file of testdata/postings.
func readLabelled(t *testing.T, name string) []labelled {
	t.Helper()
	f, err := os.Open("../../testdata/postings/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(heading string) int {
		i := slices.Index(lines[0], heading)
		if i < 0 {
			t.Fatalf("%s has no column %s", name, heading)
		}
		return i
	}
	var all []labelled
	for _, line := range lines[1:] {
		one := labelled{posting: Posting{}}
		for _, field := range Fields() {
			one.posting[field] = line[column(field.Title())]
		}
		one.labels = strings.FieldsFunc(line[column("标签")], func(r rune) bool { return r == '、' })
		all = append(all, one)
	}
	return all
}

// tally is how a category fares in one file.
type tally struct{ labelled, found, both int }

// measure counts, for every category, the postings labelled with it, those in
// which the rules find it, and those of which both hold.
func measure(rules Rules, postings []labelled) map[string]tally {
	counts := map[string]tally{}
	for _, one := range postings {
		found := map[string]bool{}
		for _, h := range Check(rules, one.posting) {
			found[h.Category] = true
		}
		for _, c := range rules {
			t, want, got := counts[c.Name], slices.Contains(one.labels, c.Name), found[c.Name]
			counts[c.Name] = tally{t.labelled + count(want), t.found + count(got), t.both + count(want && got)}
		}
	}
	return counts
}

func count(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// table prints how the categories fare, as docs/postings.md has it; shares are
// per cent, half up.
func table(rules Rules, counts map[string]tally) string {
	var b strings.Builder
	b.WriteString("| 类别 | 标注 | 查出 | 查对 | 查准率 | 查全率 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	var all tally
	for _, c := range rules {
		t := counts[c.Name]
		all = tally{all.labelled + t.labelled, all.found + t.found, all.both + t.both}
		b.WriteString(t.line(c.Name))
	}
	b.WriteString(all.line("合计"))
	return b.String()
}

func (t tally) line(name string) string {
	return fmt.Sprintf("| %s | %d | %d | %d | %s | %s |\n", name, t.labelled, t.found, t.both, share(t.both, t.found), share(t.both, t.labelled))
}

func share(k, n int) string {
	if n == 0 {
		return "—"
	}
	return fmt.Sprintf("%d%%", (200*k+n)/(2*n))
}

// How well the rules read postings that others have labelled, half of them
// unseen by whoever wrote the rules: the page says what is measured here, not
// what one would like to read.
func TestThePageTellsPrecisionAndRecall(t *testing.T) {
	page, err := os.ReadFile("../../docs/postings.md")
	if err != nil {
		t.Fatal(err)
	}
	rules := shipped(t)
	for _, name := range []string{"dev.csv", "holdout.csv"} {
		postings := readLabelled(t, name)
		if len(postings) < 100 {
			t.Errorf("%s has %d postings", name, len(postings))
		}
		if want := table(rules, measure(rules, postings)); !strings.Contains(string(page), want) {
			t.Errorf("docs/postings.md does not have the figures of %s:\n%s", name, want)
		}
	}
}

// What a category is, and what may be written in a file of rules, stands on the
// page.
func TestThePageTellsTheCategoriesAndKeys(t *testing.T) {
	page, err := os.ReadFile("../../docs/postings.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range shipped(t) {
		if want := "\n| " + c.Name + " | " + c.Clause; !strings.Contains(string(page), want) {
			t.Errorf("the page has no line %q", want)
		}
	}
	for _, of := range []any{fileText{}, categoryText{}, patternText{}, exampleText{}, sourceText{}} {
		for _, key := range keysOf(reflect.TypeOf(of)) {
			if !strings.Contains(string(page), "`"+key+"`") {
				t.Errorf("the page does not explain the key %s", key)
			}
		}
	}
}

func keysOf(of reflect.Type) []string {
	var keys []string
	for i := range of.NumField() {
		if key := of.Field(i).Tag.Get("toml"); key != "" && key != "category" {
			keys = append(keys, key)
		}
	}
	return keys
}
