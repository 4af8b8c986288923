//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"quxiang/pipelines/fault"
)

// Keep closes a build that is to be looked at before it is published: its file
// is complete on disk and stays until the next build starts or adopts it.
func (b *Build) Keep(ctx context.Context) error {
	if err := b.finish(ctx); err != nil {
		return err
	}
	if err := syncFile(b.candidate()); err != nil {
		return errors.Join(unusable(b.cfg, err), b.Discard())
	}
	return b.release()
}

// Fits says of a kept build, read as build beside the store, whether a build
// started now would come out the same and be published.
type Fits func(ctx context.Context, conn *sql.Conn) (bool, error)

// Candidate is the id of the kept build that fits; empty where there is none.
func Candidate(ctx context.Context, cfg Config, fits Fits) (string, error) {
	return withCandidate(ctx, cfg, false, fits, func(string) error { return nil })
}

// Adopt publishes the kept build that fits and returns its id; without one
// nothing happens and the id is empty.
func Adopt(ctx context.Context, cfg Config, fits Fits) (string, error) {
	return withCandidate(ctx, cfg, true, fits, func(id string) error { return (&Build{ID: id, cfg: cfg}).promote() })
}

// withCandidate holds builds and the store still while it looks.
func withCandidate(ctx context.Context, cfg Config, alone bool, fits Fits, do func(id string) error) (id string, err error) {
	if len(list(cfg, candidatePrefix)) == 0 || !Exists(cfg) {
		return "", nil
	}
	for _, one := range []struct {
		name  string
		alone bool
	}{{buildLock, alone}, {storeLock, false}} {
		l, err := acquire(ctx, cfg, one.name, one.alone)
		if err != nil {
			return "", err
		}
		defer func() { err = errors.Join(err, l.release()) }()
	}
	for _, path := range list(cfg, candidatePrefix) {
		ok, err := candidateFits(ctx, cfg, path, fits)
		if err != nil {
			return "", err
		}
		if ok {
			id := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), candidatePrefix), fileSuffix)
			return id, do(id)
		}
	}
	return "", nil
}

// candidateFits opens a kept build. One that was killed has a log beside it, or
// cannot be opened or asked: it does not fit, and the next build removes it.
func candidateFits(ctx context.Context, cfg Config, path string, fits Fits) (bool, error) {
	if _, err := os.Stat(path + ".wal"); err == nil {
		return false, nil
	}
	boot := []string{attach(cfg.path(storeFile), "store", true), attach(path, "build", true), readerPath}
	inst, err := openInstance(ctx, cfg, Budget(cfg.Memory).Main, boot)
	if err != nil {
		return false, err
	}
	conn, err := inst.db.Conn(ctx)
	if err != nil {
		return false, errors.Join(ctx.Err(), inst.close())
	}
	ok, err := fits(ctx, conn)
	if err != nil {
		ok = false
	}
	return ok, errors.Join(ctx.Err(), conn.Close(), inst.close())
}

// Builds lists the published builds, the oldest first, and which is current;
// none is current before the first.
func Builds(cfg Config) (ids []string, current string) {
	for _, path := range list(cfg, buildPrefix) {
		ids = append(ids, strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), buildPrefix), fileSuffix))
	}
	current, _ = currentID(cfg)
	return ids, current
}

// OpenPair opens two builds side by side for reading, as databases a and b; each
// may be a kept one that is not published.
func OpenPair(ctx context.Context, cfg Config, a, b string) (*Reader, error) {
	var boot []string
	for _, one := range [][2]string{{"a", a}, {"b", b}} {
		path, err := anyBuild(cfg, one[1])
		if err != nil {
			return nil, err
		}
		boot = append(boot, attach(path, one[0], true))
	}
	inst, err := openInstance(ctx, cfg, Budget(cfg.Memory).BuildMemory(), boot)
	if err != nil {
		return nil, err
	}
	return &Reader{ID: b, inst: inst}, nil
}

// anyBuild is the file of a build, published or kept.
func anyBuild(cfg Config, id string) (string, error) {
	for _, prefix := range []string{buildPrefix, candidatePrefix} {
		path := cfg.path(prefix + id + fileSuffix)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	ids, _ := Builds(cfg)
	return "", &fault.Error{Kind: fault.Usage, Op: "打开构建", File: cfg.Dir, Value: id, Why: "没有这次构建",
		Hint: "还在的构建：" + strings.Join(ids, "、")}
}
