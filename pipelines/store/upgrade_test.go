//go:build duckdb_arrow

package store

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// first makes a store as the first migration left it, with a load in it.
func first(t *testing.T, cfg Config) {
	t.Helper()
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	inst, err := openInstance(context.Background(), cfg, 128*mib, append(writeBoot(cfg.path(storeFile)), storePath))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"use store.meta", all[0].text, "insert into meta.schema_version values (1, now()::timestamp)",
		"insert into meta.batch values (1, 'load', now()::timestamp, 'old')"} {
		if _, err := inst.db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := inst.close(); err != nil {
		t.Fatal(err)
	}
}

// An older store is copied, then brought up to date with what it holds; one of
// this program's version is left alone.
func TestUpgrade(t *testing.T) {
	ctx, cfg := context.Background(), testConfig(t)
	first(t, cfg)
	old, err := os.ReadFile(cfg.path(storeFile))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenRead(ctx, cfg); err == nil || !strings.Contains(err.Error(), "doctor --migrate") {
		t.Fatalf("an older store: %v", err)
	}
	backup, err := Upgrade(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if copied, err := os.ReadFile(backup); err != nil || !bytes.Equal(copied, old) {
		t.Errorf("the copy is not the old store (%v)", err)
	}
	s, err := OpenRead(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, s.Conn(), "meta.batch"); n != 1 {
		t.Errorf("%d batches after the upgrade, want 1", n)
	}
	mustClose(t, s)
	if again, err := Upgrade(ctx, cfg); err != nil || again != "" {
		t.Errorf("upgraded again: %q %v", again, err)
	}
}

// What was deleted is gone from the file, what is left is there, and builds
// and copies of the old store are removed.
func TestCompact(t *testing.T) {
	ctx, cfg := context.Background(), testConfig(t)
	publish(t, cfg, 1)
	s := mustWrite(t, cfg)
	mustExec(t, s.Conn(), "create table raw.secret as select 'geheimnis' || i as name from range(50000) as r(i)")
	mustExec(t, s.Conn(), "create table raw.kept as select i from range(10) as r(i)")
	mustClose(t, s)
	if err := os.WriteFile(cfg.path("store-v1.bak"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(cfg.path(storeFile))
	if err != nil {
		t.Fatal(err)
	}
	s = mustWrite(t, cfg)
	mustExec(t, s.Conn(), "delete from raw.secret")
	mustClose(t, s)
	if err := Compact(ctx, cfg); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(cfg.path(storeFile))
	if err != nil || bytes.Contains(text, []byte("geheimnis")) || int64(len(text)) >= before.Size() {
		t.Errorf("%d bytes after the purge, %d before (%v)", len(text), before.Size(), err)
	}
	s = mustWrite(t, cfg)
	if n := count(t, s.Conn(), "raw.kept"); n != 10 {
		t.Errorf("%d rows are left, want 10", n)
	}
	mustClose(t, s)
	if _, err := OpenCurrent(ctx, cfg); err == nil || len(list(cfg, buildPrefix)) > 0 {
		t.Errorf("a build is left: %v", err)
	}
	if _, err := os.Stat(cfg.path("store-v1.bak")); err == nil {
		t.Error("a copy of the old store is left")
	}
}
