//go:build duckdb_arrow

package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
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

// What was only logged when somebody died is in the copy.
func TestUpgradeCopiesTheLog(t *testing.T) {
	ctx, cfg, copied := context.Background(), testConfig(t), testConfig(t)
	first(t, cfg)
	inst, err := openInstance(ctx, cfg, 128*mib, append(writeBoot(cfg.path(storeFile)), storePath))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"pragma disable_checkpoint_on_shutdown", // as after a kill
		"insert into meta.batch values (2, 'load', now()::timestamp, 'logged')"} {
		if _, err := inst.db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := inst.close(); err != nil {
		t.Fatal(err)
	}
	backup, err := Upgrade(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := copyFile(backup, copied.path(storeFile)); err != nil {
		t.Fatal(err)
	}
	s, err := open(ctx, copied, false)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, s)
	if n := count(t, s.conn, "meta.batch"); n != 2 {
		t.Errorf("the copy holds %d batches", n)
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

// unpack lays a store that an earlier program made into the warehouse.
func unpack(t *testing.T, cfg Config, name string) {
	t.Helper()
	packed, err := os.Open("../../testdata/stores/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	in, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(in)
	if err := errors.Join(err, os.WriteFile(cfg.path(storeFile), text, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// A store as the previous program left it, two people and a frozen cut-off,
// opens after it was brought up to date, and a build finds what it needs.
func TestPreviousStore(t *testing.T) {
	ctx, cfg := context.Background(), testConfig(t)
	unpack(t, cfg, "version-2.duckdb.gz")
	for _, left := range []string{"store-v2.bak", "store-v2-2.bak.new"} { // of a migration that was cut off
		if err := os.WriteFile(cfg.path(left), []byte("earlier"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := NewBuild(ctx, cfg); err == nil || !strings.Contains(err.Error(), "仓库是旧版本（2）") {
		t.Fatalf("a build of an older store: %v", err)
	}
	if backup, err := Upgrade(ctx, cfg); err != nil || !strings.HasSuffix(backup, "store-v2-2.bak") {
		t.Fatal(backup, err)
	}
	if text, err := os.ReadFile(cfg.path("store-v2.bak")); err != nil || string(text) != "earlier" {
		t.Errorf("the earlier copy is %q (%v)", text, err)
	}
	publish(t, cfg, 1)
	s, err := OpenRead(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, s)
	for table, want := range map[string]int64{"meta.load": 1, "raw.destination": 2, "meta.freeze": 1, "meta.release": 0} {
		if n := count(t, s.Conn(), table); n != want {
			t.Errorf("%s has %d rows, want %d", table, n, want)
		}
	}
}

// A store that a newer program made is refused by everybody, and stays as it is.
func TestNewerStore(t *testing.T) {
	ctx, cfg := context.Background(), testConfig(t)
	s := mustWrite(t, cfg)
	mustExec(t, s.Conn(), "insert into meta.schema_version values (1000, now()::timestamp)")
	mustClose(t, s)
	before, err := os.ReadFile(cfg.path(storeFile))
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() error{
		"read":    func() error { _, err := OpenRead(ctx, cfg); return err },
		"write":   func() error { _, err := OpenWrite(ctx, cfg); return err },
		"build":   func() error { _, err := NewBuild(ctx, cfg); return err },
		"upgrade": func() error { _, err := Upgrade(ctx, cfg); return err },
	} {
		if err := open(); err == nil || !strings.Contains(err.Error(), "更新的 quxiang") || !strings.Contains(err.Error(), "升级 quxiang") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, err := os.ReadFile(cfg.path(storeFile)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store was changed (%v)", err)
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
