package load

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/simplifiedchinese"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/store"
	sqlfiles "quxiang/sql"
)

// A case is a folder of small files in a txtar archive and a script; every
// line of the script is a command, and want holds what the commands print. A
// line of want that begins with ~ need only be contained.
//
//	load [contract=… cohort=… as_of=… scope=… supersedes=… kind=… mapping=… dry] file…
//	show QUERY      the rows of a query on the store, fields joined by |
//	zip ARCHIVE FILE…  packs files, with their names in GBK as Windows does
//	key             another pseudonym key from here on
//	province        the workspace is a province's from here on
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
			got, want := playCase(t, archive)
			compare(t, want, got)
		})
	}
}

func playCase(t *testing.T, archive *txtar.Archive) (got, want []string) {
	t.Helper()
	p := newPlayer(t)
	var script string
	for _, f := range archive.Files {
		switch f.Name {
		case "script":
			script = string(f.Data)
		case "want":
			want = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
		default:
			p.write(f.Name, f.Data)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(script), "\n") {
		p.run(line)
	}
	return p.out, want
}

// player runs a script in a workspace of its own.
type player struct {
	t   *testing.T
	dir string
	env Env
	out []string
}

func newPlayer(t *testing.T) *player {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("QUXIANG_CONFIG_DIR", filepath.Join(dir, "config"))
	env := testEnv(t, dir)
	return &player{t: t, dir: dir, env: env}
}

func testEnv(t *testing.T, dir string) Env {
	t.Helper()
	set, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	key, err := identity.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	env := Env{Contracts: set, Root: dir, Institution: "10611", Version: "test", Key: key}
	env.Store = store.Config{Dir: filepath.Join(dir, "warehouse"), Verb: "load", Memory: 512 << 20, Raw: RawTables(set),
		Now: func() time.Time { return time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC) }}
	if env.Codes, err = contract.LoadCodes(sqlfiles.Files); err != nil {
		t.Fatal(err)
	}
	return env
}

func (p *player) write(name string, data []byte) {
	path := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *player) run(line string) {
	p.t.Helper()
	command, rest, _ := strings.Cut(line, " ")
	switch command {
	case "load":
		p.load(strings.Fields(rest))
	case "show":
		p.show(rest)
	case "zip":
		p.zip(strings.Fields(rest))
	case "province":
		p.env.Province, p.env.Institution = true, "41"
	case "key":
		key, err := identity.NewKey()
		if err != nil {
			p.t.Fatal(err)
		}
		p.env.Key = key
	default:
		p.t.Fatalf("unknown command %q", line)
	}
}

func (p *player) load(words []string) {
	p.t.Helper()
	var r Request
	for _, word := range words {
		name, value, found := strings.Cut(word, "=")
		if !found && word != "dry" {
			r.Paths = append(r.Paths, filepath.Join(p.dir, filepath.FromSlash(word)))
			continue
		}
		p.set(&r, name, value)
	}
	report, err := Run(context.Background(), p.env, []Request{r})
	for _, f := range report.Files {
		p.out = append(p.out, outcome(f))
	}
	p.out = append(p.out, printed(err)...)
}

// zip packs files and removes them; a folder's name makes an empty entry.
func (p *player) zip(names []string) {
	p.t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names[1:] {
		data, err := os.ReadFile(filepath.Join(p.dir, name))
		gbk, encodeErr := simplifiedchinese.GBK.NewEncoder().String(name)
		part, createErr := w.CreateHeader(&zip.FileHeader{Name: gbk, Method: zip.Deflate, NonUTF8: true})
		if err := errors.Join(err, encodeErr, createErr, os.Remove(filepath.Join(p.dir, name))); err != nil {
			p.t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			p.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		p.t.Fatal(err)
	}
	p.write(names[0], b.Bytes())
}

func (p *player) set(r *Request, name, value string) {
	var err error
	switch name {
	case "dry":
		r.DryRun = true
	case "contract":
		r.Contract = value
	case "cohort":
		r.Cohort, err = strconv.Atoi(value)
	case "as_of":
		r.AsOf, err = time.Parse(time.DateOnly, value)
	case "scope":
		r.Scope = value
	case "supersedes":
		r.Supersedes, err = strconv.ParseInt(value, 10, 64)
	case "kind":
		r.Kind = value
	case "mapping":
		r.Mapping = value
	case "institution":
		r.Institution = value
	default:
		err = fmt.Errorf("unknown option %s", name)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

func outcome(f FileResult) string {
	line := fmt.Sprintf("%s %s", f.Path, f.Outcome)
	switch f.Outcome {
	case Refused, Passed:
		return line
	case Already:
		return fmt.Sprintf("%s by %d", line, f.SameAs)
	}
	line += fmt.Sprintf(" %d %s %s cohort=%d", f.LoadID, f.Contract, f.Version, f.Cohort)
	if !f.AsOf.IsZero() {
		line += " as_of=" + f.AsOf.Format(time.DateOnly)
	}
	return line + fmt.Sprintf(" read=%d accepted=%d refused=%d skipped=%d findings=%d", f.Read, f.Accepted, f.Refused, f.Skipped, f.Findings)
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

func (p *player) show(query string) {
	p.t.Helper()
	p.out = append(p.out, queryStore(p.t, p.env.Store, query)...)
}

func queryStore(t *testing.T, cfg store.Config, query string) (lines []string) {
	t.Helper()
	s, err := store.OpenRead(context.Background(), cfg)
	if err != nil {
		return printed(err)
	}
	rows, err := s.Conn().QueryContext(context.Background(), "select concat_ws('|', *columns(*)) from ("+query+") as q")
	if err != nil {
		t.Fatal(errors.Join(err, s.Close()))
	}
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if err := errors.Join(rows.Err(), rows.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	return lines
}

func compare(t *testing.T, want, got []string) {
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
