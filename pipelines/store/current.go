//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"quxiang/pipelines/fault"
)

// Reader is the current build, opened for reading: marts, provenance and what
// they were made of.
type Reader struct {
	ID          string
	BuiltAt     time.Time // UTC
	Stale       bool      // the store has changed since
	Fingerprint string    // of the store that it was made of
	inst        *instance
}

const readerPath = "set search_path = 'build.main'"

// OpenCurrent opens the current build. It waits for nobody: a published build
// never changes. Between reading the pointer and opening the file another
// process may publish and prune, hence the retries.
func OpenCurrent(ctx context.Context, cfg Config) (*Reader, error) {
	for range 5 {
		id, err := currentID(cfg)
		if err != nil {
			return nil, err
		}
		r, err := openBuild(ctx, cfg, id)
		if err == nil {
			return r, nil
		}
		if _, gone := os.Stat(buildFile(cfg, id)); !errors.Is(gone, fs.ErrNotExist) {
			return nil, err
		}
	}
	return nil, broken(cfg, errors.New("current build is missing"))
}

func buildFile(cfg Config, id string) string { return cfg.path(buildPrefix + id + fileSuffix) }

func currentID(cfg Config) (string, error) {
	text, err := os.ReadFile(cfg.path(pointerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", &fault.Error{Kind: fault.Usage, Op: "打开当前构建", File: cfg.Dir,
			Why: "还没有构建过", Hint: "先运行 quxiang build"}
	}
	if err != nil {
		return "", unusable(cfg, err)
	}
	return strings.TrimSpace(string(text)), nil
}

func openBuild(ctx context.Context, cfg Config, id string) (*Reader, error) {
	boot := []string{attach(buildFile(cfg, id), "build", true), readerPath}
	inst, err := openInstance(ctx, cfg, Budget(cfg.Memory).BuildMemory(), boot)
	if err != nil {
		return nil, err
	}
	r := &Reader{ID: id, inst: inst}
	err = inst.db.QueryRowContext(ctx, "select built_at, store_fingerprint from provenance.build").
		Scan(&r.BuiltAt, &r.Fingerprint)
	if err != nil {
		return nil, errors.Join(broken(cfg, err), inst.close())
	}
	if r.Stale, err = changedSince(ctx, cfg, r.Fingerprint); err != nil {
		return nil, errors.Join(err, inst.close())
	}
	return r, nil
}

// changedSince compares the store with the fingerprint of a build. While
// someone is writing, the answer is yes.
func changedSince(ctx context.Context, cfg Config, fingerprint string) (bool, error) {
	if !Exists(cfg) {
		return false, nil
	}
	cfg.Wait = 0
	s, err := OpenRead(ctx, cfg)
	if fault.KindOf(err) == fault.Locked && err != nil {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	now, err := Fingerprint(ctx, s.conn)
	return now != fingerprint, errors.Join(err, s.Close())
}

// Fingerprint condenses what is loaded, and in which state, into one word.
func Fingerprint(ctx context.Context, conn *sql.Conn) (string, error) {
	var word string
	err := conn.QueryRowContext(ctx, `
		select md5(coalesce(string_agg(concat_ws('|', f.load_id, f.sha256, l.contract, l.cohort,
			l.as_of, l.scope, l.coverage, l.state, l.supersedes), ';' order by f.file_id), ''))
		from store.meta.file as f join store.meta.load as l on l.load_id = f.load_id`).Scan(&word)
	return word, err
}

// DB is a pool of connections to the build.
func (r *Reader) DB() *sql.DB { return r.inst.db }

// Close closes the build.
func (r *Reader) Close() error { return r.inst.close() }
