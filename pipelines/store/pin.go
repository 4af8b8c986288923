//go:build duckdb_arrow

package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"quxiang/pipelines/fault"
)

// pinSuffix marks a build that stays whatever is built after it: its mark lies
// beside it, so that whoever prunes need not open the store.
const pinSuffix = ".pin"

// Pin keeps a build that a release was made of beyond the last ones; only
// Compact removes it. Since the store is held alone, no build is being
// published meanwhile, so what is there now stays.
func (s *Store) Pin(id string) error {
	if _, err := os.Stat(buildFile(s.cfg, id)); err != nil {
		return gone(s.cfg, id, err, "发布用当前构建：运行 quxiang build 后再来")
	}
	mark := pinFile(s.cfg, id)
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		return unusable(s.cfg, err)
	}
	if err := errors.Join(syncFile(mark), syncDir(s.cfg.Dir)); err != nil {
		return unusable(s.cfg, err)
	}
	return nil
}

// Unpin lets a build go with the others of its age.
func (s *Store) Unpin(id string) error {
	if err := removeIfThere(pinFile(s.cfg, id)); err != nil {
		return unusable(s.cfg, err)
	}
	return nil
}

// OpenBuild opens a published build that need not be the current one.
func OpenBuild(ctx context.Context, cfg Config, id string) (*Reader, error) {
	if _, err := os.Stat(buildFile(cfg, id)); err != nil {
		return nil, gone(cfg, id, err, "发布所用的构建只有 purge 会删去；不加 --recompute 时不需要它")
	}
	return openBuild(ctx, cfg, id)
}

func gone(cfg Config, id string, err error, hint string) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return unusable(cfg, err)
	}
	return &fault.Error{Kind: fault.Usage, Op: "打开构建", File: cfg.Dir, Value: id,
		Why: "没有这个构建：已被新的构建替换，或已清除", Hint: hint}
}

func pinFile(cfg Config, id string) string { return cfg.path(buildPrefix + id + pinSuffix) }

// pinned tells whether the build's file at path is kept for a release.
func pinned(path string) bool {
	_, err := os.Stat(strings.TrimSuffix(path, fileSuffix) + pinSuffix)
	return err == nil
}
