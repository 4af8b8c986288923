//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"quxiang/pipelines/store"
	"quxiang/pipelines/workspace"
)

// rounds is how often something is done to the program: few times in every
// test run, often by make torture.
func rounds(few int) int {
	if n, err := strconv.Atoi(os.Getenv("QUXIANG_TORTURE")); err == nil {
		return n
	}
	return few
}

// victim is a workspace and the program that is to be killed in it.
type victim struct {
	t     *testing.T
	dir   string
	ws    string
	files []string // registers of one day, loaded in this order
}

const victimRows = 500 // of each of four files

func newVictim(t *testing.T) *victim {
	t.Helper()
	v := &victim{t: t, dir: t.TempDir()}
	v.ws = filepath.Join(v.dir, "ws")
	if code, out := v.run(0, "init", v.ws, "--institution", "10611", "--name", "示例大学", "--year", "2024"); code != 0 {
		t.Fatal(out)
	}
	for n := range 4 {
		path := filepath.Join(v.dir, fmt.Sprintf("登记%d-20241231.csv", n))
		text := "学号,姓名,学院,学历,专业,毕业去向,毕业日期\n"
		for row := range victimRows {
			text += fmt.Sprintf("S%d-%d,某某,学院%d,本科生毕业,汉语言文学,%s,2024-06-30\n", n, row, n, []string{"升学", "待就业", "签就业协议形式就业"}[row%3])
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		v.files = append(v.files, path)
	}
	return v
}

// run runs the program, for at most life where that is not 0, and then kills
// it; -1 is the code of a killed one.
func (v *victim) run(life time.Duration, args ...string) (code int, out string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	if life > 0 {
		ctx, cancel = context.WithTimeout(ctx, life)
		defer cancel()
	}
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	if _, err := os.Stat(v.ws); err == nil { // before init there is none
		cmd.Dir = v.ws
	}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGKILL) }
	cmd.Env = append(os.Environ(), actAsProgram+"=1", "QUXIANG_CONFIG_DIR="+filepath.Join(v.dir, "config"))
	text, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && ctx.Err() == nil {
		v.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(text)
}

// held describes the store: each load with its state and the rows it has.
func (v *victim) held() string {
	v.t.Helper()
	w, err := workspace.Open(v.ws)
	if err != nil {
		v.t.Fatal(err)
	}
	cfg := store.Config{Dir: w.Warehouse(), Verb: "test", Memory: 512 << 20, Wait: time.Second}
	if !store.Exists(cfg) {
		return ""
	}
	s, err := store.OpenRead(context.Background(), cfg)
	if err != nil {
		v.t.Fatal(err)
	}
	var text string
	err = s.Conn().QueryRowContext(context.Background(), `select coalesce(string_agg(concat_ws(' ', f.name, l.state,
			(select count(*) from raw.destination as r where r._load_id = l.load_id)), ', ' order by l.load_id), '')
		from meta.load as l join meta.file as f on f.load_id = l.load_id`).Scan(&text)
	if err := errors.Join(err, s.Close()); err != nil {
		v.t.Fatal(err)
	}
	return text
}

// must runs a command that nobody kills.
func (v *victim) must(args ...string) string {
	v.t.Helper()
	code, out := v.run(0, append([]string{"-C", v.ws}, args...)...)
	if code != 0 && code != 3 {
		v.t.Fatalf("%s ends with %d:\n%s", strings.Join(args, " "), code, out)
	}
	return out
}

func (v *victim) load() []string {
	return append([]string{"load", "--contract", "destination", "--cohort", "2024"}, v.files...)
}

// live lists the numbers of the loads that count.
func (v *victim) live() []string {
	var ids []string
	for i, load := range strings.Split(v.held(), ", ") {
		if strings.Contains(load, "自报") {
			ids = append(ids, strconv.Itoa(i+1))
		}
	}
	return ids
}

// afterFiles lists what the store may hold while the files are loaded one
// after the other onto what it held before.
func (v *victim) afterFiles(before string) []string {
	states := []string{before}
	for _, file := range v.files {
		line := fmt.Sprintf("%s 自报 %d", filepath.Base(file), victimRows)
		states = append(states, strings.TrimPrefix(states[len(states)-1]+", "+line, ", "))
	}
	return states
}

// undone is what the store holds when all that counts has been undone.
func undone(before string) string {
	return strings.ReplaceAll(before, fmt.Sprintf("自报 %d", victimRows), "undone 0")
}

// deed is something that is done to a workspace: the command, and the states
// that the store may be in while it runs, the last one when it is done.
type deed struct {
	args   []string
	states []string
}

// next is the deed of a round: load, build, report and undo in turns.
func (v *victim) next(round int) deed {
	before := v.held()
	switch round % 4 {
	case 0:
		return deed{v.load(), v.afterFiles(before)}
	case 1:
		return deed{[]string{"build"}, []string{before}}
	case 2:
		return deed{[]string{"report", "--year", "2024"}, []string{before}}
	}
	return deed{append([]string{"undo"}, v.live()...), []string{before, undone(before)}}
}

// TestKilled kills the program at any moment of what it does: the store is in
// a state that a program which is never killed passes through, and the same
// command then goes through to the end.
func TestKilled(t *testing.T) {
	t.Parallel()
	v := newVictim(t)
	random := rand.New(rand.NewPCG(20, 26))
	lasts := map[string]time.Duration{} // how long a deed takes when nobody kills it
	killed := 0
	for round := range rounds(8) {
		d := v.next(round)
		life := time.Duration(random.Int64N(int64(max(lasts[d.args[0]], 300*time.Millisecond))))
		code, out := v.run(max(life, time.Millisecond), append([]string{"-C", v.ws}, d.args...)...)
		if code == -1 {
			killed++
		}
		held := v.held()
		if !slices.Contains(d.states, held) {
			t.Fatalf("round %d: %s, killed after %v (%d), left %q, want one of %q\n%s", round, d.args[0], life, code, held, d.states, out)
		}
		start := time.Now()
		if last := d.states[len(d.states)-1]; held != last || len(d.states) == 1 {
			v.must(d.args...)
			if held := v.held(); held != last {
				t.Fatalf("round %d: %s, done again, left %q, want %q", round, d.args[0], held, last)
			}
		}
		lasts[d.args[0]] = max(lasts[d.args[0]], time.Since(start))
	}
	if killed == 0 {
		t.Error("nothing was killed")
	}
	t.Logf("%d killed", killed)
}

// TestDiskFull fills the disk that the warehouse lies on at different moments:
// every command says so in Chinese, and the store is as it was or as it should
// become. It mounts a small file system and needs the right to do so.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	v := newVictim(t)
	disk := smallDisk(t, filepath.Join(v.dir, "disk"), "192m")
	v.move(disk)
	failed := 0
	random := rand.New(rand.NewPCG(7, 7))
	for round := range rounds(8) {
		d := v.next(round)
		filler := v.fill(disk, int64(1)<<(10+random.IntN(15)))
		code, out := v.run(0, append([]string{"-C", v.ws}, d.args...)...)
		if strings.Contains(out, "goroutine ") || strings.Contains(out, "程序内部错误") || code < 0 {
			t.Fatalf("round %d: %s on a full disk ends with %d:\n%s", round, d.args[0], code, out)
		}
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		if held := v.held(); !slices.Contains(d.states, held) && !(d.args[0] == "load" && v.someFiles(d.states[0], held)) {
			t.Fatalf("round %d: %s on a full disk left %q, want one of %q\n%s", round, d.args[0], held, d.states, out)
		}
		if v.held() != d.states[len(d.states)-1] || len(d.states) == 1 {
			v.must(d.args...)
		}
		if d.args[0] == "load" && len(v.live()) != len(v.files) {
			t.Fatalf("round %d: load, done again, left %q", round, v.held())
		}
		if code != 0 && code != 3 {
			failed++
		}
	}
	if failed == 0 {
		t.Error("the disk was never full")
	}
	t.Logf("%d failed for want of space", failed)
}

// smallDisk mounts a file system of that size at dir.
func smallDisk(t *testing.T, dir, size string) string {
	t.Helper()
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no right to mount a small file system: %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	return dir
}

// someFiles reports whether some of the files, each at most once, were loaded
// onto what the store held before: one that finds no room stops no other.
func (v *victim) someFiles(before, held string) bool {
	rest, more := strings.CutPrefix(held, before)
	seen := map[string]bool{}
	for _, load := range strings.Split(strings.TrimPrefix(rest, ", "), ", ") {
		name, whole := strings.CutSuffix(load, fmt.Sprintf(" 自报 %d", victimRows))
		if !whole || seen[name] || !slices.Contains(v.files, filepath.Join(v.dir, name)) {
			return false
		}
		seen[name] = true
	}
	return more
}

// fill leaves so many bytes free on a disk; it returns what fills it.
func (v *victim) fill(disk string, free int64) string {
	v.t.Helper()
	var space syscall.Statfs_t
	if err := syscall.Statfs(disk, &space); err != nil {
		v.t.Fatal(err)
	}
	filler := filepath.Join(disk, "filler")
	size := max(int64(space.Bavail)*space.Bsize-free, 0)
	if err := os.WriteFile(filler, make([]byte, size), 0o600); err != nil {
		v.t.Fatal(err)
	}
	return filler
}

// move lets the workspace keep its warehouse on another disk.
func (v *victim) move(disk string) {
	v.t.Helper()
	config := filepath.Join(v.ws, "quxiang.toml")
	text, err := os.ReadFile(config)
	if err != nil {
		v.t.Fatal(err)
	}
	moved := strings.Replace(string(text), `dir = ""`, `dir = "`+filepath.Join(disk, "warehouse")+`"`, 1)
	if moved == string(text) {
		v.t.Fatal("quxiang.toml has no data.dir")
	}
	if err := os.WriteFile(config, []byte(moved), 0o600); err != nil {
		v.t.Fatal(err)
	}
}
