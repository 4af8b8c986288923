//go:build duckdb_arrow

package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quxiang/pipelines/fault"
)

func TestTwoProcesses(t *testing.T) {
	tests := []struct {
		holder string
		open   func(context.Context, Config) (*Store, error)
		locked bool
	}{
		{"write", OpenWrite, true},
		{"write", OpenRead, true},
		{"read", OpenWrite, true},
		{"read", OpenRead, false},
	}
	for _, tt := range tests {
		cfg := testConfig(t)
		mustClose(t, mustWrite(t, cfg))
		holder := child(t, tt.holder, cfg.Dir)
		s, err := tt.open(context.Background(), cfg)
		if !tt.locked {
			if err != nil {
				t.Fatalf("beside a %s: %v", tt.holder, err)
			}
			mustClose(t, s)
			continue
		}
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Locked {
			t.Fatalf("beside a %s: %v", tt.holder, err)
		}
		for _, want := range []string{strconv.Itoa(holder.Process.Pid), "quxiang " + tt.holder, "--wait"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q does not name %s", err, want)
			}
		}
		kill(holder)
		s, err = tt.open(context.Background(), cfg)
		if err != nil {
			t.Fatalf("after the %s was killed: %v", tt.holder, err)
		}
		mustClose(t, s)
	}
}

func TestWaitingForTheHolder(t *testing.T) {
	cfg := testConfig(t)
	holder := child(t, "write", cfg.Dir)
	time.AfterFunc(300*time.Millisecond, func() { _ = holder.Process.Kill() })
	cfg.Wait = 20 * time.Second
	mustClose(t, mustWrite(t, cfg))
}

func TestHoldersLeavesOutTheDead(t *testing.T) {
	cfg := testConfig(t)
	mustClose(t, mustWrite(t, cfg))
	first, second := child(t, "read", cfg.Dir), child(t, "read", cfg.Dir)
	if n := len(holders(cfg, storeLock)); n != 2 {
		t.Fatalf("%d holders, want 2", n)
	}
	kill(first)
	living := holders(cfg, storeLock)
	if len(living) != 1 || living[0].PID != second.Process.Pid || living[0].Verb != "read" {
		t.Fatalf("holders %+v, want only %d", living, second.Process.Pid)
	}
	if age := time.Since(living[0].Since); age < 0 || age > time.Minute {
		t.Errorf("held since %v", living[0].Since)
	}
}

// A process killed right after its commit has lost nothing.
func TestKilledAfterCommit(t *testing.T) {
	cfg := testConfig(t)
	kill(child(t, "commit", cfg.Dir))
	s, err := OpenRead(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, s)
	if n := count(t, s.Conn(), "raw.destination"); n != 1 {
		t.Fatalf("%d rows after the kill, want 1", n)
	}
}

func TestKilledProcessLeavesNoScratch(t *testing.T) {
	cfg := testConfig(t)
	kill(child(t, "write", cfg.Dir))
	if n := len(glob(t, cfg.path("tmp/scratch-*"))); n != 1 {
		t.Fatalf("the killed process left %d scratch folders, want 1", n)
	}
	mustClose(t, mustWrite(t, cfg))
	if left := glob(t, cfg.path("tmp/scratch-*")); len(left) != 0 {
		t.Fatalf("left behind: %v", left)
	}
}

// What a print or an export that was killed left is gone a day later, and no
// sooner: another may be at work.
func TestOldFoldersGo(t *testing.T) {
	cfg := testConfig(t)
	mustClose(t, mustWrite(t, cfg))
	old, young := cfg.path("tmp/page-1"), cfg.path("tmp/page-2")
	for _, dir := range []string{old, young} {
		if err := os.MkdirAll(filepath.Join(dir, "profile"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	before := time.Now().Add(-abandoned - time.Minute)
	if err := os.Chtimes(old, before, before); err != nil {
		t.Fatal(err)
	}
	mustClose(t, mustWrite(t, cfg))
	if left := glob(t, cfg.path("tmp/page-*")); len(left) != 1 || left[0] != young {
		t.Errorf("left behind: %v, want %s", left, young)
	}
}

// Files are parsed side by side, each in a scratch folder of its own: nobody
// may take a folder that is being made for one that a dead process left.
func TestScratchFoldersMadeSideBySide(t *testing.T) {
	cfg := testConfig(t)
	var workers sync.WaitGroup
	for range 16 {
		workers.Go(func() {
			for range 40 {
				if err := useScratch(cfg); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
}

func useScratch(cfg Config) error {
	s, err := newScratch(cfg)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(filepath.Join(s.dir, "parse"), nil, 0o600), s.remove())
}
