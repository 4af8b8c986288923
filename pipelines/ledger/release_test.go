package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/load"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// The environment that makes the test binary release something and die at a
// step of it.
const (
	dyingAt = "QUXIANG_LEDGER_DIES_AT"
	dyingIn = "QUXIANG_LEDGER_DIES_IN"
)

// die releases in a world that is there and ends the process at a step, as a
// kill would: nothing deferred runs.
func die(step, dir string) {
	ledger.AtStep(func(s string) {
		if s == step {
			os.Exit(9)
		}
	})
	w := worldIn(&testing.T{}, dir)
	_, err := w.release("new")
	fmt.Println("released:", err)
	os.Exit(1)
}

var required = []string{"学院确认", "校党委会", "省厅核准"}

// build publishes the least that can be opened.
func (w *world) build() *store.Reader {
	w.t.Helper()
	ctx := context.Background()
	b, err := store.NewBuild(ctx, w.env.Store)
	if err != nil {
		w.t.Fatal(err)
	}
	word, err := store.Fingerprint(ctx, b.Conn())
	if err == nil {
		_, err = b.Conn().ExecContext(ctx, "create table build.provenance.build as select timestamp '2024-12-31' as built_at, "+
			query.Literal(word)+" as store_fingerprint")
	}
	if err := errors.Join(err, b.Publish(ctx)); err != nil {
		w.t.Fatal(err)
	}
	return w.current()
}

// current is the current build, closed: only what it says of itself is of use.
func (w *world) current() *store.Reader {
	w.t.Helper()
	r, err := store.OpenCurrent(context.Background(), w.env.Store)
	if err == nil {
		err = r.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) path(name string) string { return filepath.Join(w.dir, "reports", name) }

// release publishes a page and a workbook that hold text, of the current build.
func (w *world) release(text string) (ledger.Released, error) {
	return w.releaseWith(func(ledger.Draft) (ledger.Made, error) { return w.made(text), nil })
}

func (w *world) releaseWith(make func(ledger.Draft) (ledger.Made, error)) (ledger.Released, error) {
	r := w.current()
	return ledger.Release(context.Background(), w.env, ledger.ReleaseRequest{Cohort: 2024, Kind: ledger.AnnualReport, Audience: "public",
		Build: r.ID, Fingerprint: r.Fingerprint, Required: required, Root: w.dir}, ledger.Order{By: "张处"}, make)
}

func (w *world) made(text string) ledger.Made {
	write := func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
	return ledger.Made{Outputs: []ledger.Output{{Path: w.path("a.html"), Write: write}, {Path: w.path("a.xlsx"), Write: write}},
		RecordPath: w.path("a.figures.parquet"),
		Record: func(path string, written []ledger.Written) (int64, error) {
			var sums []string
			for _, f := range written {
				sums = append(sums, filepath.Base(f.Path)+" "+f.SHA256)
			}
			return 7, os.WriteFile(path, []byte(text+"\n"+strings.Join(sums, "\n")), 0o600)
		}}
}

// released is what the store lists, in a line each.
func (w *world) released() []string {
	w.t.Helper()
	all, err := ledger.Releases(context.Background(), w.env)
	if err != nil {
		w.t.Fatal(err)
	}
	var lines []string
	for _, r := range all {
		lines = append(lines, r.Number+" "+r.State)
	}
	return lines
}

// has tells what stands in a file, "" where there is none.
func has(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	head, _, _ := strings.Cut(string(text), "\n")
	return head
}

// left are the temporary files of releases.
func (w *world) left() []string {
	one, _ := filepath.Glob(filepath.Join(w.dir, "reports", ".release-*"))
	two, _ := filepath.Glob(filepath.Join(w.env.Store.Dir, "releases", ".release-*"))
	return append(one, two...)
}

func (w *world) pins() int {
	all, _ := filepath.Glob(filepath.Join(w.env.Store.Dir, "build-*.pin"))
	return len(all)
}

func started(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	if err := w.file(load.Request{}); err != nil {
		t.Fatal(err)
	}
	w.build()
	return w
}

// A release puts its files in place, remembers what they were, knows those
// before it, and keeps its build and its record whatever comes after.
func TestRelease(t *testing.T) {
	ctx, w := context.Background(), started(t)
	first, err := w.release("one")
	if err != nil {
		t.Fatal(err)
	}
	// sha256 of "one", by another program
	const sum = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
	if first.Number != "2024-01" || first.State != ledger.Published || first.Figures != 7 || first.By != "张处" ||
		!slices.Equal(first.Missing, required) || len(first.Files) != 3 || first.Files[0].Path != "reports/a.html" ||
		first.Files[0].SHA256 != sum || first.Files[0].Size != 3 {
		t.Errorf("%+v", first)
	}
	record := filepath.Join(w.env.Store.Dir, "releases", "2024-01.figures.parquet")
	if first.Record.Path != record || has(record) != "one" || has(w.path("a.figures.parquet")) != "one" || has(w.path("a.html")) != "one" {
		t.Errorf("the record is %q in %s", has(record), first.Record.Path)
	}
	var before []ledger.Released
	second, err := w.releaseWith(func(d ledger.Draft) (ledger.Made, error) {
		before = d.Previous
		return w.made("two " + d.Number), nil
	})
	if err != nil || second.Number != "2024-02" || len(before) != 1 || before[0].Number != "2024-01" || has(w.path("a.html")) != "two 2024-02" {
		t.Errorf("%+v after %+v, %v", second, before, err)
	}
	w.staysFor(first)
	if err := store.Compact(ctx, w.env.Store); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenBuild(ctx, w.env.Store, first.Build); fault.KindOf(err) != fault.Usage {
		t.Errorf("a purge leaves the build: %v", err)
	}
	if w.pins() != 0 || has(record) != "one" || len(w.released()) != 2 {
		t.Errorf("after a purge: %d pins, record %q, releases %v", w.pins(), has(record), w.released())
	}
}

// staysFor: the build of a release is there after many others.
func (w *world) staysFor(r ledger.Released) {
	w.t.Helper()
	for range 5 {
		w.build()
	}
	b, err := store.OpenBuild(context.Background(), w.env.Store, r.Build)
	if err == nil {
		err = b.Close()
	}
	if err != nil {
		w.t.Errorf("the pinned build: %v", err)
	}
	if all, _ := filepath.Glob(filepath.Join(w.env.Store.Dir, "build-*.duckdb")); len(all) != 4 {
		w.t.Errorf("%d builds, want the pinned and three", len(all))
	}
}

// What is refused leaves nothing.
func TestReleaseRefused(t *testing.T) {
	refusal := errors.New("would disclose")
	cases := []struct {
		name string
		make func(w *world, d ledger.Draft) (ledger.Made, error)
		want string
	}{
		{"by the check", func(*world, ledger.Draft) (ledger.Made, error) { return ledger.Made{}, refusal }, "would disclose"},
		{"by a file", func(w *world, _ ledger.Draft) (ledger.Made, error) {
			made := w.made("x")
			made.Outputs[1].Write = func(string) error { return refusal }
			return made, nil
		}, "write a.xlsx"},
		{"by the disk", func(w *world, _ ledger.Draft) (ledger.Made, error) {
			made := w.made("x")
			made.Outputs[1].Write = func(path string) error { return &os.PathError{Op: "open", Path: path, Err: os.ErrPermission} }
			return made, nil
		}, "检查磁盘空间和权限"},
		{"by a fault with a remedy", func(w *world, _ ledger.Draft) (ledger.Made, error) {
			made := w.made("x")
			made.Outputs[1].Write = func(path string) error {
				return &fault.Error{Kind: fault.Usage, Op: "找浏览器", Why: "没有", Err: os.ErrNotExist, Hint: "装一个"}
			}
			return made, nil
		}, "找浏览器：没有（file does not exist）\n  处理办法：装一个"},
		{"by the record", func(w *world, _ ledger.Draft) (ledger.Made, error) {
			made := w.made("x")
			made.Record = func(string, []ledger.Written) (int64, error) { return 0, refusal }
			return made, nil
		}, "figures.parquet: would disclose"},
	}
	w := started(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.releaseWith(func(d ledger.Draft) (ledger.Made, error) { return c.make(w, d) })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
			_, gone := os.Stat(w.path(""))
			if len(w.released()) != 0 || len(w.left()) != 0 || w.pins() != 0 || gone == nil {
				t.Errorf("left: %v, %v, %d pins, a folder (%v)", w.released(), w.left(), w.pins(), gone)
			}
		})
	}
	t.Run("by newer data", func(t *testing.T) {
		if err := ledger.SetState(context.Background(), w.env, lastDay, ledger.Reviewed, ledger.Order{}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.release("x"); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "quxiang build") {
			t.Errorf("got %v", err)
		}
	})
}

// Wherever a release dies, the next verb that writes makes it whole or makes it
// undone: the committed ones are completed, of the others nothing is left.
func TestReleaseThatDies(t *testing.T) {
	steps := []struct {
		step  string
		whole bool
	}{
		{"begun", false}, {"wrote a.html", false}, {"wrote a.xlsx", false}, {"wrote 2024-01.figures.parquet", false},
		{"wrote a.figures.parquet", false}, {"written", false}, {"committed", true}, {"placed 2024-01.figures.parquet", true},
		{"placed a.html", true}, {"placed a.xlsx", true}, {"placed a.figures.parquet", true},
	}
	for _, s := range steps {
		t.Run(s.step, func(t *testing.T) {
			t.Parallel()
			w := started(t)
			w.old()
			w.dies(s.step)
			want, next := []string(nil), "2024-01"
			if s.whole {
				want, next = []string{"2024-01 released"}, "2024-02"
			}
			if err := ledger.Resume(context.Background(), w.env, w.dir); err != nil {
				t.Fatal(err)
			}
			w.standsWhole(s.whole, want)
			again, err := w.release("newer")
			if err != nil || again.Number != next || has(w.path("a.html")) != "newer" {
				t.Errorf("then %s, %v", again.Number, err)
			}
		})
	}
}

// old are the files of a report that a release replaces.
func (w *world) old() {
	w.t.Helper()
	if err := os.MkdirAll(w.path(""), 0o755); err != nil {
		w.t.Fatal(err)
	}
	for _, name := range []string{"a.html", "a.xlsx"} {
		if err := os.WriteFile(w.path(name), []byte("old"), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
}

// dies has another process release and die at a step.
func (w *world) dies(step string) {
	w.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), dyingAt+"="+step, dyingIn+"="+w.dir)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 9 {
		w.t.Fatalf("it did not die at %s: %v\n%s", step, err, out)
	}
}

// standsWhole: all of the new report or all of the old one.
func (w *world) standsWhole(whole bool, releases []string) {
	w.t.Helper()
	text, record, pins := "old", "", 0
	if whole {
		text, record, pins = "new", "new", 1
	}
	if !slices.Equal(w.released(), releases) || w.pins() != pins || len(w.left()) != 0 {
		w.t.Errorf("%v, want %v; %d pins; left %v", w.released(), releases, w.pins(), w.left())
	}
	for _, name := range []string{"a.html", "a.xlsx"} {
		if got := has(w.path(name)); got != text {
			w.t.Errorf("%s holds %q, want %q", name, got, text)
		}
	}
	for _, path := range []string{w.path("a.figures.parquet"), filepath.Join(w.env.Store.Dir, "releases", "2024-01.figures.parquet")} {
		if got := has(path); got != record {
			w.t.Errorf("%s holds %q, want %q", path, got, record)
		}
	}
}

// A committed release one of whose files is lost or changed before it is in
// place is withdrawn: none of its files stays for readers, its record does.
func TestReleaseThatLosesAFile(t *testing.T) {
	for name, lose := range map[string]func(string) error{
		"lost":    os.Remove,
		"changed": func(path string) error { return os.WriteFile(path, []byte("nеw"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			w := started(t)
			w.dies("placed a.html")
			if err := lose(filepath.Join(w.dir, "reports", ".release-2024-01-a.xlsx")); err != nil {
				t.Fatal(err)
			}
			if err := ledger.Resume(context.Background(), w.env, w.dir); err != nil {
				t.Fatal(err)
			}
			if got := w.released(); !slices.Equal(got, []string{"2024-01 withdrawn"}) || w.pins() != 0 || len(w.left()) != 0 {
				t.Errorf("%v, %d pins, left %v", got, w.pins(), w.left())
			}
			if has(w.path("a.html")) != "" || has(filepath.Join(w.env.Store.Dir, "releases", "2024-01.figures.parquet")) != "new" {
				t.Error("the page is still there, or the record is not")
			}
			if again, err := w.release("newer"); err != nil || again.Number != "2024-02" {
				t.Errorf("then %s, %v", again.Number, err)
			}
		})
	}
}
