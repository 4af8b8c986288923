package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/model"
	"quxiang/pipelines/quota"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/workspace"
	sqlfiles "quxiang/sql"
)

// page reads one page of the documentation.
func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(projectRoot, "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// mentions fails when text lacks one of the wanted words.
func mentions(t *testing.T, text, what string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("the documentation of %s does not mention %s", what, w)
		}
	}
}

// TestVerbsAreDocumented: every verb has a row, and every row a verb.
func TestVerbsAreDocumented(t *testing.T) {
	operations := page(t, "operations.md")
	root := newRootCommand(newSession())
	root.InitDefaultHelpCmd()
	walk(root, func(cmd *cobra.Command) {
		if cmd.HasParent() {
			mentions(t, operations, "verbs", "\n| `"+cmd.CommandPath())
		}
	})
	for _, row := range strings.Split(operations, "\n| `quxiang ")[1:] {
		words := strings.Fields(row[:strings.Index(row, "`")])
		if cmd, _, err := root.Find(words); err != nil || cmd == root || !cmd.Runnable() {
			t.Errorf("docs/operations.md describes the verb %s, which is none", words)
		}
	}
}

// TestFlagsAreDocumented: every flag stands beside its verb, those of all verbs
// once for all; and no flag stands beside a verb that lacks it.
func TestFlagsAreDocumented(t *testing.T) {
	described, known := describedFlags(page(t, "operations.md")), map[string]bool{"--help": true}
	walk(newRootCommand(newSession()), func(cmd *cobra.Command) {
		verb, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "quxiang"), " "), " ")
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { known[verb+"--"+f.Name] = true })
	})
	for pair := range known {
		if !described[pair] {
			t.Errorf("docs/operations.md does not describe %s", pair)
		}
	}
	for pair := range described {
		if !known[pair] {
			t.Errorf("docs/operations.md describes %s, which is no flag", pair)
		}
	}
}

var quoted = regexp.MustCompile("`([^`]+)`")

// describedFlags are the flags in the tables of the page, each behind its verb.
func describedFlags(page string) map[string]bool {
	found := map[string]bool{}
	var heading string
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "#") {
			heading = strings.TrimSpace(strings.TrimLeft(line, "# "))
		}
		verb, options := strings.CutSuffix(heading, "选项")
		if !options || !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.SplitN(line, " | ", 3)
		verbs := []string{strings.TrimSuffix(verb, " 的")}
		switch verb {
		case "通用":
			verbs = []string{""}
		case "其他":
			verbs, cells = quotedIn(cells[0]), cells[1:]
		}
		for _, v := range verbs {
			for _, flag := range quotedIn(cells[0]) {
				if strings.HasPrefix(flag, "--") {
					found[v+flag] = true
				}
			}
		}
	}
	return found
}

func quotedIn(cell string) []string {
	var words []string
	for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
		words = append(words, m[1])
	}
	return words
}

// TestFlagsInProseExist: a flag that was taken away must leave the page too.
func TestFlagsInProseExist(t *testing.T) {
	known := map[string]bool{}
	walk(newRootCommand(newSession()), func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
		cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
	})
	for _, word := range strings.Split(page(t, "operations.md"), "`--")[1:] {
		name, _, _ := strings.Cut(word, "`")
		name, _, _ = strings.Cut(name, " ")
		if !known[name] {
			t.Errorf("docs/operations.md describes --%s, which no verb has", name)
		}
	}
}

// TestArchitectureIsComplete: every package has a row in the table of places and
// every direct dependency one in that of reasons; a row is of something.
func TestArchitectureIsComplete(t *testing.T) {
	architecture := page(t, "architecture.md")
	places := quotedIn(firstCells(between(architecture, "## Where things live", "\n## ")))
	for _, f := range goFiles(t) {
		if !f.test && !slices.Contains(places, f.dir) {
			t.Errorf("docs/architecture.md has no place for %s", f.dir)
		}
	}
	for _, place := range places {
		if _, err := os.Stat(filepath.Join(projectRoot, place)); err != nil {
			t.Errorf("docs/architecture.md: %v", err)
		}
	}
	reasons := firstCells(between(architecture, "## Dependencies", "\n## "))
	mod, err := os.ReadFile(filepath.Join(projectRoot, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(mod)) {
		if module, _, _ := strings.Cut(strings.TrimSpace(line), " "); strings.HasPrefix(line, "\t") && !strings.Contains(line, "// indirect") {
			mentions(t, reasons, "dependencies", "`"+strings.TrimPrefix(module, "github.com/")+"`")
		}
	}
}

// firstCells is the first column of the tables in a text.
func firstCells(text string) string {
	var cells strings.Builder
	for line := range strings.Lines(text) {
		if cell, found := strings.CutPrefix(line, "| "); found {
			cell, _, _ = strings.Cut(cell, " | ")
			cells.WriteString(cell + "\n")
		}
	}
	return cells.String()
}

func TestExitCodesAreDocumented(t *testing.T) {
	var got []string
	for row := range strings.Lines(between(page(t, "operations.md"), "| 退出码 | 含义 |\n| --- | --- |\n", "\n\n")) {
		code, _, _ := strings.Cut(strings.TrimPrefix(row, "| "), " |")
		got = append(got, code)
	}
	want := []string{"0", "130"}
	for kind := fault.Failed; kind <= fault.Partial; kind++ {
		want = append(want, strconv.Itoa(exitCode(&fault.Error{Kind: kind}, false)))
	}
	slices.Sort(got)
	slices.Sort(want)
	if want = slices.Compact(want); !slices.Equal(got, want) {
		t.Errorf("docs/operations.md has the exit codes %v, there are %v", got, want)
	}
}

func TestConfigKeysAreDocumented(t *testing.T) {
	keys := configKeys("", reflect.TypeFor[workspace.Config]())
	if len(keys) < 15 {
		t.Fatalf("found only %v", keys)
	}
	operations, template := page(t, "operations.md"), string(workspace.Render(workspace.Config{
		Report: workspace.Report{Title: map[string]string{"flow": "流向"}, Audience: map[string]string{"cards": "internal"}},
		Index:  workspace.Index{Weights: map[string]int64{"settled": 1}}, Quota: workspace.Quota{Group: []workspace.QuotaGroup{{}}, Decided: map[string]int64{"本科:080901": 60}},
		Load: []workspace.Load{{Files: []string{"a"}, Contract: "c", Cohort: 1, AsOf: "d", Mapping: "m", Scope: "s", Kind: "k",
			Institution: "i", Encoding: "e"}}}))
	for _, key := range keys {
		mentions(t, operations, "quxiang.toml", "`"+key+"`")
		if !slices.Contains([]string{"index.weights", "quota.decided", "report.title", "report.audience"}, key) { // tables of their own
			mentions(t, template, "the template of quxiang.toml", "\n"+key[strings.LastIndex(key, ".")+1:]+" = ")
		}
	}
	for _, row := range strings.Split(between(operations, "## 配置项", "\n## "), "\n| `")[1:] {
		if key, _, _ := strings.Cut(row, "`"); !slices.Contains(keys, key) {
			t.Errorf("docs/operations.md describes the key %s, which is none", key)
		}
	}
	mentions(t, template, "the template of quxiang.toml", "\n[index.weights]\n", "\n[quota.decided]\n", "\n[report.title]\n", "\n[report.audience]\n")
}

// between is what stands after one mark and before another.
func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	text, _, _ = strings.Cut(text, to)
	return text
}

func configKeys(prefix string, of reflect.Type) []string {
	var keys []string
	for i := range of.NumField() {
		field := of.Field(i)
		name, kind := prefix+field.Tag.Get("toml"), field.Type
		if kind.Kind() == reflect.Slice && kind.Elem().Kind() == reflect.Struct {
			kind = kind.Elem()
		}
		if kind.Kind() == reflect.Struct {
			keys = append(keys, configKeys(name+".", kind)...)
		} else {
			keys = append(keys, name)
		}
	}
	return keys
}

func TestContractsAreDocumented(t *testing.T) {
	for _, name := range sqlNames(t, "sources/*.toml") {
		mentions(t, page(t, "file-formats.md"), "contracts", "`"+name+"`")
	}
}

// TestMartsAndChecksAreDocumented holds the generated page to what it is
// generated from.
func TestMartsAndChecksAreDocumented(t *testing.T) {
	indicators := page(t, "indicators.md")
	for _, pattern := range []string{"marts/*.toml", "marts/stats/*.toml"} {
		for _, name := range sqlNames(t, pattern) {
			mentions(t, indicators, "marts", "\n### marts."+name+"\n")
		}
	}
	for _, name := range sqlNames(t, "checks/*.sql") {
		mentions(t, indicators, "checks", "\n| "+name+" | ")
	}
}

// TestRulesAreDocumented: every rule that ships, every key that a rule may have
// and every function that models may call stands on a page.
func TestRulesAreDocumented(t *testing.T) {
	rules, err := rule.Load(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	cards := page(t, "cards.md")
	for _, r := range rules {
		mentions(t, cards, "rules", "\n| "+r.Name+" | ")
	}
	for _, key := range rule.Keys() {
		mentions(t, cards, "the keys of a rule", "`"+key)
	}
	tables, err := quota.Load(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		mentions(t, page(t, "quota.md"), "rule tables", table.Name)
	}
	for _, f := range model.Functions() {
		mentions(t, page(t, "statistics.md"), "functions", "`"+f.Name+"(")
	}
}

// sqlNames lists files of sql/ without folder and ending.
func sqlNames(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := fs.Glob(sqlfiles.Files, pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	names := make([]string, len(files))
	for i, file := range files {
		base := filepath.Base(file)
		names[i] = strings.TrimSuffix(base, filepath.Ext(base))
	}
	return names
}
