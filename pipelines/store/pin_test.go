//go:build duckdb_arrow

package store

import (
	"context"
	"testing"

	"quxiang/pipelines/fault"
)

// pin keeps the current build, or lets it go.
func pin(t *testing.T, cfg Config, do func(*Store, string) error) string {
	t.Helper()
	id, err := currentID(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s := mustWrite(t, cfg)
	if err := do(s, id); err != nil {
		t.Fatal(err)
	}
	mustClose(t, s)
	return id
}

// value is what the build called id holds.
func value(t *testing.T, cfg Config, id string) (v int) {
	t.Helper()
	r, err := OpenBuild(context.Background(), cfg, id)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, r)
	if err := r.DB().QueryRow("select value from marts.m").Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// A pinned build stays through any number of others and opens by its id; let
// go, it goes with the next one.
func TestPin(t *testing.T) {
	cfg := testConfig(t)
	publish(t, cfg, 1)
	id := pin(t, cfg, (*Store).Pin)
	for v := 2; v <= 6; v++ {
		publish(t, cfg, v)
	}
	if v := value(t, cfg, id); v != 1 {
		t.Errorf("the pinned build holds %d, want 1", v)
	}
	if now, _ := current(t, cfg); now != 6 {
		t.Errorf("current is %d, want 6", now)
	}
	if n := len(list(cfg, buildPrefix)); n != keptBuilds+1 {
		t.Errorf("%d builds, want the pinned and %d", n, keptBuilds)
	}
	s := mustWrite(t, cfg)
	if err := s.Unpin(id); err != nil {
		t.Fatal(err)
	}
	mustClose(t, s)
	publish(t, cfg, 7)
	if _, err := OpenBuild(context.Background(), cfg, id); fault.KindOf(err) != fault.Usage {
		t.Errorf("the build that was let go: %v", err)
	}
}

// What isn't there can't be kept; a purge takes pinned builds and their marks.
func TestPinMeetsPurge(t *testing.T) {
	cfg := testConfig(t)
	publish(t, cfg, 1)
	s := mustWrite(t, cfg)
	if err := s.Pin("20200101T000000"); fault.KindOf(err) != fault.Usage {
		t.Errorf("a build that isn't there: %v", err)
	}
	mustClose(t, s)
	pin(t, cfg, (*Store).Pin)
	if err := Compact(context.Background(), cfg); err != nil {
		t.Fatal(err)
	}
	if left := glob(t, cfg.path("build-*")); len(left) != 0 {
		t.Errorf("a purge leaves %v", left)
	}
}
