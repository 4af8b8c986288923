//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"os"
	"testing"
)

// fitsValue fits the candidate whose mart has that value.
func fitsValue(want int) Fits {
	return func(ctx context.Context, conn *sql.Conn) (bool, error) {
		var value int
		err := conn.QueryRowContext(ctx, "select value from marts.m").Scan(&value)
		return value == want, err
	}
}

func keep(t *testing.T, cfg Config, value int) string {
	t.Helper()
	b := makeBuild(t, cfg, value)
	if err := b.Keep(context.Background()); err != nil {
		t.Fatal(err)
	}
	return b.ID
}

// A kept build changes nothing until one that fits is adopted; then it is
// current as if it had been published at once.
func TestKeepAndAdopt(t *testing.T) {
	ctx, cfg := context.Background(), testConfig(t)
	publish(t, cfg, 1)
	id := keep(t, cfg, 2)
	if value, _ := current(t, cfg); value != 1 {
		t.Fatalf("a kept build became current: %d", value)
	}
	if found, err := Candidate(ctx, cfg, fitsValue(3)); found != "" || err != nil {
		t.Fatalf("found %q %v, want none", found, err)
	}
	if found, err := Adopt(ctx, cfg, fitsValue(3)); found != "" || err != nil {
		t.Fatalf("adopted %q %v, want none", found, err)
	}
	if found, err := Candidate(ctx, cfg, fitsValue(2)); found != id || err != nil {
		t.Fatalf("found %q %v, want %q", found, err, id)
	}
	if found, err := Adopt(ctx, cfg, fitsValue(2)); found != id || err != nil {
		t.Fatalf("adopted %q %v, want %q", found, err, id)
	}
	if value, _ := current(t, cfg); value != 2 {
		t.Fatalf("current is %d, want the adopted 2", value)
	}
	if left := list(cfg, candidatePrefix); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// What a killed build leaves never fits: half a file, or one with its log.
func TestKilledCandidatesDoNotFit(t *testing.T) {
	ctx, cfg := context.Background(), testConfig(t)
	publish(t, cfg, 1)
	id := keep(t, cfg, 2)
	log := cfg.path(candidatePrefix + id + fileSuffix + ".wal")
	if err := os.WriteFile(log, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := Adopt(ctx, cfg, fitsValue(2)); found != "" || err != nil {
		t.Fatalf("with a log: adopted %q %v", found, err)
	}
	if err := os.Remove(log); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(cfg.path(candidatePrefix+id+fileSuffix), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := Adopt(ctx, cfg, fitsValue(2)); found != "" || err != nil {
		t.Fatalf("half a file: adopted %q %v", found, err)
	}
	publish(t, cfg, 3) // and is removed by the next build
	if left := list(cfg, candidatePrefix); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestOpenPair(t *testing.T) {
	ctx, cfg := context.Background(), testConfig(t)
	publish(t, cfg, 1)
	ids, now := Builds(cfg)
	if len(ids) != 1 || ids[0] != now {
		t.Fatalf("builds %v, current %q", ids, now)
	}
	id := keep(t, cfg, 2)
	pair, err := OpenPair(ctx, cfg, now, id)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, pair)
	var a, b int
	if err := pair.DB().QueryRow("select (select value from a.marts.m), (select value from b.marts.m)").Scan(&a, &b); err != nil || a != 1 || b != 2 {
		t.Errorf("read %d and %d, %v", a, b, err)
	}
	if _, err := OpenPair(ctx, cfg, now, "20010101T000000"); err == nil {
		t.Error("a build that is not there was opened")
	}
}
