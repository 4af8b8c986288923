//go:build linux

package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/store"
	"quxiang/pipelines/workspace"
)

// hardship is what is done to a command while it runs in a workspace; end takes
// it away again. Where only is set, a command that does not end as usual ends
// with that code.
type hardship struct {
	name   string
	only   int
	impose func(v *victim, random *rand.Rand) (flags []string, life time.Duration, end func())
}

func untouched() {}

var hardships = []hardship{
	{"killed", 0, func(_ *victim, random *rand.Rand) ([]string, time.Duration, func()) {
		return nil, time.Duration(1 + random.Int64N(int64(900*time.Millisecond))), untouched
	}},
	{"full disk", 0, func(v *victim, random *rand.Rand) ([]string, time.Duration, func()) {
		filler := v.fill(filepath.Dir(v.ws), int64(1)<<(10+random.IntN(15)))
		return nil, 0, func() { _ = os.Remove(filler) }
	}},
	{"read-only", 0, func(v *victim, _ *rand.Rand) ([]string, time.Duration, func()) {
		v.remount("ro")
		return nil, 0, func() { v.remount("rw") }
	}},
	{"little memory", 0, func(*victim, *rand.Rand) ([]string, time.Duration, func()) {
		return []string{"--memory", "1MB"}, 0, untouched
	}},
	{"store in use", 5, func(v *victim, _ *rand.Rand) ([]string, time.Duration, func()) {
		s, err := store.OpenWrite(context.Background(), v.warehouse())
		if err != nil {
			v.t.Fatal(err)
		}
		return []string{"--wait", "0s"}, 0, func() { _ = s.Close() }
	}},
}

// remount makes the disk that the workspace lies on read-only, or not.
func (v *victim) remount(as string) {
	v.t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,"+as, filepath.Dir(v.ws)).CombinedOutput(); err != nil {
		v.t.Fatalf("remount %s: %s", as, out)
	}
}

// trial is a command and what is done to it.
type trial struct {
	args []string
	hardship
}

// trials lists verbs with a hardship, all of them when there are rounds enough;
// one of each kind comes first.
func trials(n int) []trial {
	var first, rest []trial
	for i, h := range hardships {
		for _, args := range everyVerb {
			if args[0] == []string{"purge", "load", "signoff", "check", "map"}[i] {
				first = append(first, trial{args, h})
				continue
			}
			rest = append(rest, trial{args, h})
		}
	}
	rand.New(rand.NewPCG(3, 3)).Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	all := slices.Concat(first, rest)
	return all[:min(n, len(all))]
}

// hard kills every verb, lets it run on a full or a read-only disk, with little
// memory and while another writes: it ends as a user may see it end, the store is
// as before or as it should become, and the same command then goes through to the
// end. It mounts a small file system and needs the right to do so.
func (y *yard) hard(t *testing.T) {
	disk := smallDisk(t, filepath.Join(y.dir, "small"), "256m")
	random := rand.New(rand.NewPCG(4, 4))
	for _, one := range trials(rounds(5)) {
		t.Run(strings.Join(one.args, " ")+", "+one.name, func(t *testing.T) { y.suffer(t, one, disk, random) })
	}
}

func (y *yard) suffer(t *testing.T, one trial, disk string, random *rand.Rand) {
	args := one.args
	v := y.trial(disk)
	defer os.RemoveAll(v.ws)
	before, after := y.undisturbed(), y.undisturbed(args)
	flags, life, end := one.impose(v, random)
	code, out := v.run(life, slices.Concat(args, []string{"-C", v.ws}, flags)...)
	end()
	if life == 0 && !isFault(code, out) {
		t.Errorf("ends with %d:\n%s", code, out)
	}
	if one.only != 0 && code != one.only && code != after.code {
		t.Errorf("ends with %d, want %d or %d:\n%s", code, one.only, after.code, out)
	}
	held := v.everything()
	if held != before.held && held != after.held {
		t.Errorf("ends with %d and leaves %q, want %q or %q\n%s", code, held, before.held, after.held, out)
	}
	if !v.through(args, held, before, after) {
		if code, out := v.do(args); code != after.code || v.everything() != after.held {
			t.Errorf("done again, it ends with %d, want %d, and leaves %q, want %q\n%s", code, after.code, v.everything(), after.held, out)
		}
	}
	if builds, _ := store.Builds(v.warehouse()); args[0] == "purge" && len(builds) > 0 {
		t.Errorf("after the purge there are builds: %v", builds)
	}
}

// made are the files of those verbs that never write over one.
var made = map[string]string{"init": "新/" + workspace.ConfigName, "map": "mappings/另一.toml",
	"model": "sql/marts/placement.toml", "key": "密钥.txt"}

// through reports that a command has nothing left to do, what it changes being
// changed. A purge that was cut off has traces to remove still.
func (v *victim) through(args []string, held string, before, after result) bool {
	if file := made[args[0]]; file != "" {
		_, err := os.Stat(filepath.Join(v.ws, file))
		return err == nil
	}
	if args[0] == "purge" {
		return held == after.held && !store.PurgePending(v.warehouse())
	}
	return held == after.held && before.held != after.held
}
