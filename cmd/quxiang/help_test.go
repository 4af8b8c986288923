package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// example is a line of a verb's help, as the words that the shell would pass on.
type example struct {
	verb  *cobra.Command
	line  string
	words []string
}

// examples are all of them, by verb; pipes and redirections are the shell's.
func examples(t *testing.T) []example {
	t.Helper()
	root := newRootCommand(newSession())
	root.InitDefaultHelpCmd()
	var all []example
	for _, verb := range descendants(root) {
		if !verb.Runnable() || strings.HasPrefix(verb.Name(), "__") {
			continue
		}
		lines := strings.Split(verb.Example, "\n")
		if verb.Example == "" && !verb.HasSubCommands() {
			t.Errorf("%s has no example", verb.CommandPath())
		}
		for _, line := range lines {
			line = strings.TrimSpace(line)
			for _, end := range []string{" | ", " > ", " && "} {
				line, _, _ = strings.Cut(line, end)
			}
			if line != "" {
				all = append(all, example{verb, line, shellWords(t, line)})
			}
		}
	}
	return all
}

// shellWords parts a line at its blanks, but for those in double quotes.
func shellWords(t *testing.T, line string) []string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(line))
	r.Comma = ' '
	words, err := r.Read()
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return words
}

// TestExamplesParse: what help shows is a command line of that verb, with flags
// that it has.
func TestExamplesParse(t *testing.T) {
	all := examples(t)
	if len(all) < 60 {
		t.Fatalf("only %d examples", len(all))
	}
	for _, e := range all {
		root := newRootCommand(newSession())
		root.InitDefaultHelpCmd()
		cmd, rest, err := root.Find(e.words[1:])
		if err != nil || e.words[0] != "quxiang" || cmd.CommandPath() != e.verb.CommandPath() {
			t.Errorf("%s: %v, an example of %s", e.line, err, e.verb.CommandPath())
			continue
		}
		if err := cmd.ParseFlags(rest); err != nil {
			t.Errorf("%s: %v", e.line, err)
		} else if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
			t.Errorf("%s: %v", e.line, err)
		}
	}
}

// triedElsewhere are the examples that examples.txtar does not run, and why.
var triedElsewhere = map[string]string{
	"quxiang init 就业2024 --institution 10611 --name 示例大学":                            "nearly every script",
	"quxiang init 'Z:/就业2024' --institution 10611 --name 示例大学 --data-dir D:/quxiang": "drives; windows.txtar",
	"quxiang demo 示例/":                                              "the whole demonstration: demo_test.go",
	"quxiang demo --province --graduates 30000 全省/":                 "province_test.go",
	"quxiang -C 全省 rank institutions --peers tier --xlsx 学校排名.xlsx": "a province: province_test.go",
	"quxiang -C 全省 rank institutions --major 本科:080901":             "a province: province_test.go",
	"quxiang -C 就业2024 report --public --format html,xlsx,docx,pdf": "a browser: reports/pdf",
	"quxiang -C 就业2024 run --year 2024":                             "load, build and report once more: first_hour.txtar",
	"quxiang -C 就业2024 test":                                        "shipped_test.go of pipelines/model",
	"quxiang -C 就业2024 diff":                                        "diff.txtar",
}

// TestExamplesAreTried: a script runs each example, word for word.
func TestExamplesAreTried(t *testing.T) {
	script, err := os.ReadFile(filepath.Join(projectRoot, "testdata", "script", "examples.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]bool{}
	for line := range triedElsewhere {
		left[line] = true
	}
	for _, e := range examples(t) {
		line := strings.ReplaceAll(e.line, `"`, "'") // testscript's quotes
		if left[line] {
			delete(left, line)
		} else if !strings.Contains(string(script), " "+line+"\n") {
			t.Errorf("examples.txtar does not run %s", line)
		}
	}
	for line := range left {
		t.Errorf("no help shows %s", line)
	}
}

// TestHelpIsAMap: every verb stands in a stage of the year's work.
func TestHelpIsAMap(t *testing.T) {
	root := newRootCommand(newSession())
	for _, verb := range root.Commands() {
		if verb.GroupID == "" || verb.Short == "" {
			t.Errorf("%s has no place or no line in the map", verb.Name())
		}
	}
}

// TestCompletionsAreOfVerbs: the tables of what the shells offer name verbs and
// flags that there are.
func TestCompletionsAreOfVerbs(t *testing.T) {
	verbs, flags := map[string]bool{}, map[string]bool{}
	for _, cmd := range descendants(newRootCommand(newSession())) {
		verb := strings.TrimPrefix(cmd.CommandPath(), "quxiang ")
		verbs[verb] = true
		for _, word := range strings.Fields(cmd.LocalNonPersistentFlags().FlagUsages()) {
			if flag, is := strings.CutPrefix(word, "--"); is {
				flags[flag], flags[verb+" "+flag] = true, true
			}
		}
	}
	for verb := range argumentOffers {
		if !verbs[verb] {
			t.Errorf("no verb %s", verb)
		}
	}
	for _, verb := range without {
		if !verbs[verb] {
			t.Errorf("no verb %s", verb)
		}
	}
	for at := range flagOffers {
		if !flags[at] {
			t.Errorf("no flag %s", at)
		}
	}
	for at := range files {
		if !flags[at] && !verbs[at] {
			t.Errorf("no verb and no flag %s", at)
		}
	}
}
