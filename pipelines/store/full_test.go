//go:build duckdb_arrow

package store

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// smallDisk mounts a file system of so many MiB and needs the right to do so.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size+"m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no right to mount a small file system: %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	return dir
}

// leave fills the disk of dir but for spare bytes, until the function it
// returns is called.
func leave(t *testing.T, dir string, spare int64) (free func()) {
	t.Helper()
	filler := filepath.Join(dir, "filler")
	file, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	size := int64(0)
	for block := make([]byte, 4096); err == nil; size += 4096 {
		_, err = file.Write(block)
	}
	if err := file.Truncate(max(0, size-4096-spare)); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSealTellsThatTheDiskIsFull(t *testing.T) {
	ctx := context.Background()
	cfg := testConfig(t)
	cfg.TempDir = smallDisk(t, "2")
	temp, err := Parse(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, temp.Conn(), "create table rows as select sha256(i::text) as name from range(100000) as r(i)")
	if err := temp.Seal(ctx); err == nil || !strings.Contains(err.Error(), "No space left on device") {
		t.Errorf("sealed with %v", err)
	}
	mustClose(t, temp)
}

// However little the disk still holds, a store is made whole or not at all.
func TestCreateOnAFullDisk(t *testing.T) {
	full := 0
	for spare := int64(0); spare <= 4*mib; spare += 512 << 10 {
		cfg := testConfig(t)
		cfg.Dir, cfg.TempDir = smallDisk(t, "8"), t.TempDir()
		free := leave(t, cfg.Dir, spare)
		s, err := OpenWrite(context.Background(), cfg)
		if err != nil {
			full++
		} else {
			mustClose(t, s)
		}
		free()
		s = mustWrite(t, cfg)
		if n := count(t, s.Conn(), "raw.destination"); n != 0 {
			t.Errorf("with %d bytes: %d rows", spare, n)
		}
		mustClose(t, s)
	}
	if full == 0 {
		t.Error("the disk was never full")
	}
}

// However little the disk still holds, a store that is written anew keeps its
// rows.
func TestCompactOnAFullDisk(t *testing.T) {
	ctx, full := context.Background(), 0
	cfg := testConfig(t)
	cfg.Dir, cfg.TempDir = smallDisk(t, "24"), t.TempDir()
	s := mustWrite(t, cfg)
	mustExec(t, s.Conn(), "insert into raw.destination select i, sha256(i::text) from range(50000) as r(i)")
	mustClose(t, s)
	for spare := int64(0); spare <= 8*mib; spare += 512 << 10 {
		free := leave(t, cfg.Dir, spare)
		if err := Compact(ctx, cfg); err != nil {
			full++
		}
		free()
		s := mustWrite(t, cfg)
		if n := count(t, s.Conn(), "raw.destination"); n != 50000 {
			t.Fatalf("with %d bytes: %d rows are left", spare, n)
		}
		mustClose(t, s)
	}
	if full == 0 {
		t.Error("the disk was never full")
	}
}
