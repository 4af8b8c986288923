package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/model"
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

func TestVerbsAndFlagsAreDocumented(t *testing.T) {
	operations := page(t, "operations.md")
	root := newRootCommand(newSession())
	root.InitDefaultHelpCmd()
	walk(root, func(cmd *cobra.Command) {
		verb := strings.TrimPrefix(cmd.CommandPath(), "quxiang ")
		if cmd.HasParent() {
			mentions(t, operations, "verbs", "`quxiang "+verb)
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) { mentions(t, operations, verb, "`--"+f.Name+"`") })
	})
}

// TestFlagsInDocsExist: a flag that was taken away must leave the page too.
func TestFlagsInDocsExist(t *testing.T) {
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

func TestExitCodesAreDocumented(t *testing.T) {
	operations := page(t, "operations.md")
	codes := []int{0, 130}
	for kind := fault.Failed; kind <= fault.Partial; kind++ {
		codes = append(codes, exitCode(&fault.Error{Kind: kind}, false))
	}
	for _, code := range codes {
		mentions(t, operations, "exit codes", "\n| "+strconv.Itoa(code)+" | ")
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
	mentions(t, template, "the template of quxiang.toml", "\n[index.weights]\n", "\n[quota.decided]\n", "\n[report.title]\n", "\n[report.audience]\n")
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
