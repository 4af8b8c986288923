//go:build duckdb_arrow

package store

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
)

// makeBuild builds the least that OpenCurrent can open, with one mart of one row.
func makeBuild(t *testing.T, cfg Config, value int) *Build {
	t.Helper()
	ctx := context.Background()
	b, err := NewBuild(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	word, err := Fingerprint(ctx, b.Conn())
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, b.Conn(), "create table provenance.build as select timestamp '2024-12-31' as built_at, "+
		query.Literal(word)+" as store_fingerprint")
	mustExec(t, b.Conn(), "create view stg.staging.stg_destination as select * from raw.destination")
	if _, err := b.Conn().ExecContext(ctx, "create table build.marts.m as select ? as value, count(*) as n from staging.stg_destination", value); err != nil {
		t.Fatal(err)
	}
	return b
}

func publish(t *testing.T, cfg Config, value int) {
	t.Helper()
	if err := makeBuild(t, cfg, value).Publish(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func current(t *testing.T, cfg Config) (value int, stale bool) {
	t.Helper()
	r, err := OpenCurrent(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, r)
	if err := r.DB().QueryRow("select value from marts.m").Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value, r.Stale
}

func TestPublish(t *testing.T) {
	cfg := testConfig(t)
	if _, err := OpenCurrent(context.Background(), cfg); fault.KindOf(err) != fault.Usage {
		t.Fatalf("without a build: %v", err)
	}
	for value := 1; value <= 5; value++ {
		publish(t, cfg, value)
		if have, stale := current(t, cfg); have != value || stale {
			t.Fatalf("current is %d (stale %t), want %d", have, stale, value)
		}
	}
	if n := len(list(cfg, buildPrefix)); n != keptBuilds {
		t.Errorf("%d builds kept, want %d", n, keptBuilds)
	}
	if left := glob(t, cfg.path("*.wal")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A clock that is put forward and back takes nothing away: what was published
// last is current, the one before it stays for comparison, names sort by age.
func TestClockThatJumps(t *testing.T) {
	cfg := testConfig(t)
	now := time.Date(2024, 12, 31, 8, 0, 0, 0, time.UTC)
	for value, jump := range []time.Duration{0, -time.Hour, 0, 365 * 24 * time.Hour, -400 * 24 * time.Hour, -time.Second} {
		now = now.Add(jump)
		cfg.Now = func() time.Time { return now }
		before, _ := Builds(cfg)
		publish(t, cfg, value)
		if have, stale := current(t, cfg); have != value || stale {
			t.Fatalf("after %v: current is %d (stale %t), want %d", jump, have, stale, value)
		}
		ids, id := Builds(cfg)
		if ids[len(ids)-1] != id || len(ids) > keptBuilds || len(before) > 0 && ids[len(ids)-2] != before[len(before)-1] {
			t.Errorf("after %v: builds %v, %s current, before %v", jump, ids, id, before)
		}
	}
}

// Wherever a build dies, what was current stays so and opens.
func TestBuildThatDies(t *testing.T) {
	deaths := map[string]func(t *testing.T, cfg Config, b *Build){
		"discarded": func(t *testing.T, cfg Config, b *Build) {
			if err := b.Discard(); err != nil {
				t.Fatal(err)
			}
		},
		"before the rename": func(t *testing.T, cfg Config, b *Build) {
			abandon(t, b)
		},
		"before the pointer": func(t *testing.T, cfg Config, b *Build) {
			abandon(t, b)
			if err := os.Rename(b.candidate(), buildFile(cfg, b.ID)); err != nil {
				t.Fatal(err)
			}
		},
		"while the pointer was written": func(t *testing.T, cfg Config, b *Build) {
			abandon(t, b)
			if err := os.WriteFile(cfg.path("current.tmp"), []byte("bui"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, die := range deaths {
		t.Run(name, func(t *testing.T) {
			cfg := testConfig(t)
			publish(t, cfg, 1)
			die(t, cfg, makeBuild(t, cfg, 2))
			if value, _ := current(t, cfg); value != 1 {
				t.Fatalf("current is %d, want 1", value)
			}
			publish(t, cfg, 3)
			if value, _ := current(t, cfg); value != 3 {
				t.Fatalf("current is %d, want 3", value)
			}
			if left := list(cfg, candidatePrefix); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// abandon leaves the candidate where a kill would.
func abandon(t *testing.T, b *Build) {
	t.Helper()
	if err := b.shut(); err != nil {
		t.Fatal(err)
	}
	if err := b.release(); err != nil {
		t.Fatal(err)
	}
}

func TestReaderOutlivesItsBuild(t *testing.T) {
	cfg := testConfig(t)
	publish(t, cfg, 1)
	r, err := OpenCurrent(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, r)
	for value := 2; value <= 6; value++ {
		publish(t, cfg, value)
	}
	var value int
	if err := r.DB().QueryRow("select value from marts.m").Scan(&value); err != nil || value != 1 {
		t.Fatalf("%d, %v", value, err)
	}
}

func TestStale(t *testing.T) {
	cfg := testConfig(t)
	publish(t, cfg, 1)
	s := mustWrite(t, cfg)
	if _, stale := current(t, cfg); !stale {
		t.Error("not stale while somebody writes")
	}
	mustClose(t, s)
	if _, stale := current(t, cfg); stale {
		t.Error("stale although nothing was written")
	}
	s = mustWrite(t, cfg)
	mustExec(t, s.Conn(), `insert into meta.load values
		(1, 1, 'roster', 'v', 'snapshot', 2024, null, 'school', 'complete', null, null, null, '自报', null, now()::timestamp)`)
	mustExec(t, s.Conn(), "insert into meta.file values (1, 1, 'p', 'n', 'abc', 1, 'csv', 'UTF-8', '', 0, 0, 0, 0)")
	mustClose(t, s)
	if _, stale := current(t, cfg); !stale {
		t.Error("not stale after a load")
	}
}

func TestTwoBuildsAtOnce(t *testing.T) {
	cfg := testConfig(t)
	b := makeBuild(t, cfg, 1)
	_, err := NewBuild(context.Background(), cfg)
	if fault.KindOf(err) != fault.Locked || !strings.Contains(err.Error(), "quxiang test") {
		t.Fatalf("a second build: %v", err)
	}
	if err := b.Discard(); err != nil {
		t.Fatal(err)
	}
	publish(t, cfg, 2)
}

func TestBuildIDs(t *testing.T) {
	cfg := testConfig(t)
	cfg.Now = func() time.Time { return time.Date(2024, 12, 31, 8, 0, 0, 0, time.FixedZone("CST", 8*3600)) }
	for _, want := range []string{"20241231T000000", "20241231T000000_002", "20241231T000000_003", "20241231T000000_004", "20241231T000000_005"} {
		publish(t, cfg, 1)
		if id, err := currentID(cfg); err != nil || id != want {
			t.Fatalf("id %q, %v, want %q", id, err, want)
		}
	}
}
