package model

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
)

// A case is a small sql/ tree in a txtar file. Its comment is the command:
//
//	load    the order of the models, or the errors
//	test    what each unit test gave
//	build   the failed checks, then the rows of the queries in `show`
//
// Files below overlay/ are the workspace's; raw.txt declares raw tables, one a
// line; seed.sql fills the store before a build; want holds the lines expected.
// A line of want that begins with ~ need only be contained.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			runCaseFile(t, archive)
		})
	}
}

type caseFile struct {
	base, overlay fstest.MapFS
	extra         map[string]string
	raw           []store.Table
	cfg           store.Config
}

func runCaseFile(t *testing.T, archive *txtar.Archive) {
	t.Helper()
	c := unpack(t, archive)
	command, _, _ := strings.Cut(strings.TrimSpace(string(archive.Comment)), "\n")
	run := map[string]func(*testing.T, caseFile) []string{"load": runLoad, "test": runTest, "build": runBuild}[command]
	if run == nil {
		t.Fatalf("unknown command %q", command)
	}
	match(t, strings.Split(strings.TrimSpace(c.extra["want"]), "\n"), run(t, c))
}

func unpack(t *testing.T, archive *txtar.Archive) caseFile {
	t.Helper()
	c := caseFile{base: fstest.MapFS{}, overlay: fstest.MapFS{}, extra: map[string]string{}}
	for _, f := range archive.Files {
		over, isOver := strings.CutPrefix(f.Name, "overlay/")
		switch {
		case isOver:
			c.overlay[over] = &fstest.MapFile{Data: f.Data}
		case strings.Contains(f.Name, "/"):
			c.base[f.Name] = &fstest.MapFile{Data: f.Data}
		default:
			c.extra[f.Name] = string(f.Data)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(c.extra["raw.txt"]), "\n") {
		name, columns, found := strings.Cut(line, ": ")
		if !found {
			continue
		}
		table := store.Table{Name: name}
		for _, column := range strings.Split(columns, ", ") {
			name, kind, _ := strings.Cut(column, " ")
			table.Columns = append(table.Columns, store.Column{Name: name, Type: kind})
		}
		c.raw = append(c.raw, table)
	}
	c.cfg = store.Config{Dir: t.TempDir(), Verb: "test", Raw: c.raw, Memory: 512 << 20}
	return c
}

func (c caseFile) load() (*Project, []string) {
	var over fs.FS
	if len(c.overlay) > 0 {
		over = c.overlay
	}
	p, err := Load(c.base, over, c.raw)
	return p, printed(err)
}

// printed splits an error into its faults, one a line, without hints.
func printed(err error) []string {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, printed(e)...)
		}
		return lines
	}
	text, _, _ := strings.Cut(strings.ReplaceAll(err.Error(), "\n", " "), "  处理办法")
	return []string{"error: " + strings.TrimSpace(text)}
}

func runLoad(t *testing.T, c caseFile) []string {
	p, lines := c.load()
	if p == nil {
		return lines
	}
	for _, n := range p.Nodes {
		lines = append(lines, n.Kind()+" "+n.Name+" <- "+strings.Join(n.Inputs, " "))
	}
	for _, o := range p.Overrides {
		lines = append(lines, fmt.Sprintf("override %s changed=%t shipped=%t", o.Name, o.BaseChanged, o.ShippedNow != ""))
	}
	return lines
}

func runTest(t *testing.T, c caseFile) []string {
	p, lines := c.load()
	if p == nil {
		return lines
	}
	results, err := p.Test(context.Background(), c.cfg)
	if err != nil {
		return printed(err)
	}
	for _, r := range results {
		state := "FAIL"
		if r.Passed() {
			state = "ok"
		}
		lines = append(lines, state+" "+r.Model+": "+r.Test)
		lines = append(append(lines, printed(r.Err)...), r.Diff...)
	}
	return lines
}

func runBuild(t *testing.T, c caseFile) []string {
	p, lines := c.load()
	if p == nil {
		return lines
	}
	seed(t, c)
	ctx := context.Background()
	b, err := store.NewBuild(ctx, c.cfg)
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Build(ctx, b, DefaultParams())
	lines = append(lines, r.Warnings...)
	for _, f := range r.Checks {
		if f.Status == "failed" {
			lines = append(lines, fmt.Sprintf("%s %s %d %s", f.Severity, f.Check, f.BadRows, f.Sample))
		}
	}
	if err != nil {
		if err := b.Discard(); err != nil {
			t.Fatal(err)
		}
		if _, open := store.OpenCurrent(ctx, c.cfg); fault.KindOf(open) != fault.Usage {
			t.Errorf("a failed build was published: %v", open)
		}
		return append(lines, printed(err)...)
	}
	if err := b.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	return append(lines, show(t, c)...)
}

func seed(t *testing.T, c caseFile) {
	t.Helper()
	s, err := store.OpenWrite(context.Background(), c.cfg)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Conn().ExecContext(context.Background(), c.extra["seed.sql"]+"\n;select 1")
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}

// show runs each query of the file show, one a line, and prints its rows.
func show(t *testing.T, c caseFile) []string {
	t.Helper()
	r, err := store.OpenCurrent(context.Background(), c.cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	conn, err := r.DB().Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var lines []string
	for _, query := range strings.Split(strings.TrimSpace(c.extra["show"]), "\n") {
		rows, err := queryText(context.Background(), conn, "select concat_ws('|', *columns(*)) from ("+query+") as q", 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			lines = append(lines, row[0])
		}
	}
	return lines
}

func match(t *testing.T, want, got []string) {
	t.Helper()
	same := len(want) == len(got)
	for i := 0; same && i < len(want); i++ {
		part, loose := strings.CutPrefix(want[i], "~")
		same = want[i] == got[i] || loose && strings.Contains(got[i], part)
	}
	if !same {
		t.Errorf("want:\n%s\ngot:\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}
