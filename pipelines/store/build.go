//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"quxiang/pipelines/fresh"
)

const (
	buildPrefix     = "build-"
	candidatePrefix = "candidate-"
	fileSuffix      = ".duckdb"
	keptBuilds      = 3
)

// Build is a build in the making: connections that see the store (read-only),
// staging (in memory) and the new file. It holds the store shared and keeps other
// builds out until Publish or Discard.
type Build struct {
	ID      string
	Started time.Time // UTC
	cfg     Config
	inst    *instance
	conns   []*sql.Conn
	held    []*lock
	open    bool
}

// mostConns is how many connections a build has at most: each of them may hold
// the working memory of a model.
const mostConns = 4

// connCount is one where facts are read: a query over so many rows keeps every
// core busy by itself, and a second one would take half of its memory.
func connCount(cfg Config) int {
	if len(cfg.Facts) > 0 {
		return 1
	}
	return min(runtime.GOMAXPROCS(0), mostConns)
}

// schemas of a build's file, in the order of the data's way.
var buildSchemas = []string{"reference", "warehouse", "marts", "provenance"}

// buildPath lets models name raw.x, meta.x, staging.x and their own schemas
// without a database's name. Every schema is listed: inside a view of stg, a
// schema is looked for only there and along this path. Files that are read where
// they lie are in stg.raw, which goes before the store's table of that name.
const buildPath = "set search_path = 'build.main,build.reference,build.warehouse,build.marts,build.provenance," +
	"stg.raw,store.raw,store.meta,stg.staging'"

// NewBuild starts a build. It completes raw to cfg.Raw first, so that every
// model finds its tables whatever has been loaded.
func NewBuild(ctx context.Context, cfg Config) (*Build, error) {
	if err := ensureShape(ctx, cfg); err != nil {
		return nil, err
	}
	b := &Build{cfg: cfg}
	for _, name := range []string{buildLock, storeLock} {
		l, err := acquire(ctx, cfg, name, name == buildLock)
		if err != nil {
			return nil, errors.Join(err, b.release())
		}
		b.held = append(b.held, l)
	}
	if err := b.start(ctx); err != nil {
		return nil, errors.Join(err, b.Discard())
	}
	return b, nil
}

// ensureShape takes the exclusive lock only when something is missing.
func ensureShape(ctx context.Context, cfg Config) error {
	if Exists(cfg) {
		s, err := OpenRead(ctx, cfg)
		if err != nil {
			return err
		}
		missing, err := missingShape(ctx, s.conn, cfg.Raw)
		if err = errors.Join(err, s.Close()); err != nil || len(missing) == 0 {
			return err
		}
	}
	s, err := OpenWrite(ctx, cfg)
	if err != nil {
		return err
	}
	return s.Close()
}

func (b *Build) start(ctx context.Context) error {
	removeAll(b.cfg, candidatePrefix) // of builds that were killed: we hold the build lock
	b.Started = b.cfg.Clock()
	b.ID = freeID(b.cfg, b.Started)
	boot := []string{
		attach(b.cfg.path(storeFile), "store", true),
		attach(":memory:", "stg", false),
		attachUnlogged(b.candidate(), "build"),
		"create schema if not exists stg.staging",
		"create schema if not exists stg.raw",
		"set preserve_insertion_order = false", // no reader relies on it, and big tables are written faster
	}
	for _, name := range buildSchemas {
		boot = append(boot, "create schema if not exists build."+name)
	}
	for _, p := range b.cfg.Facts {
		boot = append(boot, p.view())
	}
	inst, err := openInstance(ctx, b.cfg, Budget(b.cfg.Memory).BuildMemory(), append(boot, buildPath))
	if err != nil {
		return err
	}
	b.inst, b.open = inst, true
	for range connCount(b.cfg) {
		conn, err := inst.db.Conn(ctx)
		if err != nil {
			return broken(b.cfg, err)
		}
		b.conns = append(b.conns, conn)
	}
	return provide(b.Conn(), b.cfg.Functions)
}

// freeID is the time of the build, to the second. When a build of that second
// exists, or of a later one since the clock was put back, a counter follows the
// last one's time, so that names sort by age: by it builds are pruned, and the
// previous one is found.
func freeID(cfg Config, started time.Time) string {
	stamp := started.Format("20060102T150405")
	builds, _ := Builds(cfg)
	if len(builds) == 0 {
		return stamp
	}
	last, counter, counted := strings.Cut(builds[len(builds)-1], "_")
	if last < stamp {
		return stamp
	}
	n := 1
	if counted {
		n, _ = strconv.Atoi(counter)
	}
	return fmt.Sprintf("%s_%03d", last, n+1)
}

func (b *Build) candidate() string { return b.cfg.path(candidatePrefix + b.ID + fileSuffix) }

// Conn is the first of the build's connections.
func (b *Build) Conn() *sql.Conn { return b.conns[0] }

// Conns are all of them, as many as connCount says: what one has written the
// others see at once.
func (b *Build) Conns() []*sql.Conn { return b.conns }

// Publish makes this build the current one: its file is complete on disk
// before the pointer names it, so a crash at any point leaves either the old
// build current or the new one. Builds but the last three and the pinned ones
// are removed.
func (b *Build) Publish(ctx context.Context) error {
	if err := b.finish(ctx); err != nil {
		return err
	}
	err := b.promote()
	return errors.Join(err, b.release())
}

// finish ends the writing: the file holds all of the build, which is discarded
// where that can't be.
func (b *Build) finish(ctx context.Context) error {
	err := checkpoint(ctx, b.Conn(), "build")
	if err == nil {
		err = b.shut()
	}
	if err != nil {
		return errors.Join(err, b.Discard())
	}
	return nil
}

func (b *Build) promote() error {
	final := b.cfg.path(buildPrefix + b.ID + fileSuffix)
	if err := syncFile(b.candidate()); err != nil {
		return unusable(b.cfg, err)
	}
	if err := fresh.Move(b.candidate(), final); err != nil {
		return unusable(b.cfg, err)
	}
	if err := point(b.cfg, b.ID); err != nil {
		return unusable(b.cfg, err)
	}
	prune(b.cfg, b.ID)
	return nil
}

// point writes the pointer under another name, and renames it.
func point(cfg Config, id string) error {
	temporary := cfg.path(pointerFile + ".tmp")
	if err := os.WriteFile(temporary, []byte(id+"\n"), 0o600); err != nil {
		return err
	}
	if err := syncFile(temporary); err != nil {
		return err
	}
	if err := fresh.Move(temporary, cfg.path(pointerFile)); err != nil {
		return err
	}
	return syncDir(cfg.Dir)
}

// prune keeps the last builds and the pinned ones. A file that is still open
// elsewhere can't be removed on Windows; the next build tries again.
func prune(cfg Config, current string) {
	files := list(cfg, buildPrefix)
	for _, path := range files[:max(0, len(files)-keptBuilds)] {
		if path != buildFile(cfg, current) && !pinned(path) {
			_ = os.Remove(path)
		}
	}
}

func list(cfg Config, prefix string) []string { return named(cfg, prefix, fileSuffix) }

// named lists the files of the warehouse by their names, in order. It reads the
// folder: a pattern would take a bracket in the folder's own name for a sign.
func named(cfg Config, prefix, suffix string) []string {
	entries, err := os.ReadDir(cfg.Dir)
	if err != nil {
		return nil
	}
	var files []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) && strings.HasSuffix(e.Name(), suffix) {
			files = append(files, cfg.path(e.Name()))
		}
	}
	return files
}

func removeAll(cfg Config, prefix string) {
	for _, path := range list(cfg, prefix) {
		_ = os.Remove(path)
		_ = os.Remove(path + ".wal")
	}
}

// Discard throws the build away; the current one stays. It is safe to call
// after Publish.
func (b *Build) Discard() error {
	err := b.shut()
	if b.ID != "" {
		_ = os.Remove(b.candidate())
		_ = os.Remove(b.candidate() + ".wal")
	}
	return errors.Join(err, b.release())
}

func (b *Build) shut() error {
	if !b.open {
		return nil
	}
	b.open = false
	var err error
	for _, conn := range b.conns {
		err = errors.Join(err, conn.Close())
	}
	return errors.Join(err, b.inst.close())
}

func (b *Build) release() error {
	var err error
	for _, l := range b.held {
		err = errors.Join(err, l.release())
	}
	b.held = nil
	return err
}
