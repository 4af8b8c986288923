//go:build linux

package main

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quxiang/pipelines/store"
)

// everyVerb is each verb as it is called in a copy of the yard's workspace, with
// what makes it do its work.
var everyVerb = [][]string{
	{"init", "新", "--institution", "10611", "--name", "示例大学"},
	{"load", "登记1-20231231.csv", "--contract", "destination", "--cohort", "2023"},
	{"map", "登记1-20231231.csv", "--name", "另一"},
	{"check", "--export", "清单.xlsx"},
	{"build"},
	{"test", "marts.placement"},
	{"report", "--year", "2024", "--format", "html"},
	{"report", "--year", "2024", "--format", "html", "--release"},
	{"signoff", "学院确认", "--by", "张三"},
	{"verify", "reports/2024/就业质量年度报告-2024届.html"},
	{"run", "--year", "2024"},
	{"cards", "--rule", "安徽2022"},
	{"rank", "majors"},
	{"quota", "--list"},
	{"duties"},
	{"export", "marts.placement", "--to", "导出.csv"},
	{"undo", "1"},
	{"state", "省核", "2024", "2024-12-31"},
	{"freeze", "2024", "2024-12-31"},
	{"purge", "2024", "--yes"},
	{"status"},
	{"history"},
	{"explain", "毕业去向落实率", "--rows"},
	{"diff"},
	{"lineage", "marts.placement"},
	{"model", "copy", "marts.placement"},
	{"key", "export", "密钥.txt"},
	{"doctor"},
	{"doctor", "--migrate"},
	{"render", "marts.placement"},
	{"shell"},
}

// elsewhere are the verbs that open no workspace that is there.
var elsewhere = map[string]string{
	"demo": "makes a workspace and goes through the verbs of the table in it", "menu": "asks for a verb of the table",
	"version": "opens nothing", "completion": "opens nothing", "help": "opens nothing", "man": "opens nothing",
}

// Every verb is tried, or there is a reason why not.
func TestEveryVerbIsTried(t *testing.T) {
	tried := map[string]bool{}
	for _, args := range everyVerb {
		tried[args[0]] = true
	}
	for _, cmd := range newRootCommand(newSession()).Commands() {
		if !tried[cmd.Name()] && elsewhere[cmd.Name()] == "" {
			t.Errorf("%s is neither tried by force nor left out for a reason", cmd.Name())
		}
	}
}

// yard is a workspace with a register, a build and a report, of which each trial
// gets a copy; what a verb does when nothing disturbs it is found out once.
type yard struct {
	*victim
	mutex sync.Mutex
	known map[string]result
}

// result is how a row of commands went: the last one's code and word, and what
// the store held then.
type result struct {
	code      int
	out, held string
}

func newYard(t *testing.T) *yard {
	t.Helper()
	y := &yard{victim: newVictim(t), known: map[string]result{}}
	source := filepath.Join(y.ws, "数据", "登记-20241231.csv")
	if err := os.Rename(y.files[0], source); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(y.files[1], filepath.Join(y.ws, "登记1-20231231.csv")); err != nil {
		t.Fatal(err)
	}
	y.configure("\n[[load]]\nfiles = [\"数据/登记-20241231.csv\"]\ncontract = \"destination\"\ncohort = 2024\nas_of = \"2024-12-31\"\n")
	y.must("load")
	y.must("build")
	y.must("report", "--year", "2024", "--format", "html")
	return y
}

func (y *yard) configure(more string) {
	f, err := os.OpenFile(filepath.Join(y.ws, "quxiang.toml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		y.t.Fatal(err)
	}
	_, err = f.WriteString(more)
	if err := errors.Join(err, f.Close()); err != nil {
		y.t.Fatal(err)
	}
}

// trial is a copy of the yard's workspace below dir. Builds never change, so
// the copy shares them where it can.
func (y *yard) trial(dir string) *victim {
	y.t.Helper()
	copied := &victim{t: y.t, dir: y.dir, ws: filepath.Join(dir, "ws")}
	err := filepath.WalkDir(y.ws, func(path string, d fs.DirEntry, err error) error {
		to := filepath.Join(copied.ws, strings.TrimPrefix(path, y.ws))
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		case strings.HasPrefix(d.Name(), "build-") && os.Link(path, to) == nil:
			return nil
		}
		text, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(to, text, 0o600))
	})
	if err != nil {
		y.t.Fatal(err)
	}
	return copied
}

// undisturbed is what comes of commands that run one after the other.
func (y *yard) undisturbed(rows ...[]string) result {
	y.t.Helper()
	y.mutex.Lock()
	defer y.mutex.Unlock()
	var words []string
	for _, args := range rows {
		words = append(words, strings.Join(args, " "))
	}
	name := strings.Join(words, "\n")
	if known, ok := y.known[name]; ok {
		return known
	}
	dir, err := os.MkdirTemp(y.dir, "calm-")
	if err != nil {
		y.t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	v := y.trial(dir)
	var r result
	for _, args := range rows {
		r.code, r.out = v.do(args)
	}
	r.held = v.everything()
	y.known[name] = r
	return r
}

// do runs a command inside the workspace.
func (v *victim) do(args []string) (int, string) {
	v.t.Helper()
	return v.run(0, append(slices.Clone(args), "-C", v.ws)...)
}

func (v *victim) warehouse() store.Config {
	return store.Config{Dir: filepath.Join(v.ws, "warehouse"), Verb: "test", Memory: 512 << 20, Wait: time.Second}
}

// everything describes the store: loads and releases with their state, and how
// many rows each table has.
func (v *victim) everything() string {
	v.t.Helper()
	s, err := store.OpenRead(context.Background(), v.warehouse())
	if err != nil {
		v.t.Fatal(err)
	}
	text, err := describe(s.Conn())
	if err := errors.Join(err, s.Close()); err != nil {
		v.t.Fatal(err)
	}
	return text
}

func describe(conn *sql.Conn) (text string, err error) {
	ctx := context.Background()
	var counts string
	err = conn.QueryRowContext(ctx, `select string_agg('select ''' || table_name || ''' as name, count(*) as n from ' || schema_name || '.' || table_name, ' union all ')
		from duckdb_tables() where database_name = 'store'`).Scan(&counts)
	if err != nil {
		return "", err
	}
	err = conn.QueryRowContext(ctx, `select concat_ws(', ', (select string_agg(load_id || ' ' || state, ', ' order by load_id) from meta.load),
		(select string_agg(state, ', ' order by release_id) from meta.release),
		(select string_agg(name || ' ' || n, ', ' order by name) from (`+counts+`) where n > 0))`).Scan(&text)
	return text, err
}

// isFault reports that a program ended as a user may see it end.
func isFault(code int, out string) bool {
	return code >= 0 && !strings.Contains(out, "goroutine ") && !strings.Contains(out, "程序内部错误")
}
