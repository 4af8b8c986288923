//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"

	"quxiang/pipelines/fresh"
)

// purgeMark lies in the warehouse from before rows are deleted until no trace of
// them is on the disk. It survives whoever dies in between.
const purgeMark = "purge.pending"

// MarkPurge notes that a purge is under way; Compact ends it.
func MarkPurge(cfg Config) error {
	if err := os.WriteFile(cfg.path(purgeMark), nil, 0o600); err != nil {
		return unusable(cfg, err)
	}
	return syncDir(cfg.Dir)
}

// PurgePending tells that a purge was cut off before its end.
func PurgePending(cfg Config) bool {
	_, err := os.Stat(cfg.path(purgeMark))
	return err == nil
}

// WithdrawPurge takes the mark back, when nothing was deleted.
func WithdrawPurge(cfg Config) error {
	if err := removeIfThere(cfg.path(purgeMark)); err != nil {
		return unusable(cfg, err)
	}
	return nil
}

// Compact writes the store anew, so that what was deleted from it lies on the
// disk no more, and removes everything that was made of the old one: builds
// and copies.
func Compact(ctx context.Context, cfg Config) (err error) {
	building, err := acquire(ctx, cfg, buildLock, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, building.release()) }()
	l, err := acquire(ctx, cfg, storeLock, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	if err := rewrite(ctx, cfg); err != nil {
		return unusable(cfg, err)
	}
	if err := removeDerived(cfg); err != nil {
		return err
	}
	return WithdrawPurge(cfg)
}

// rewrite copies the store into a new file and puts it in the old one's place.
func rewrite(ctx context.Context, cfg Config) error {
	again := cfg.path(storeFile + ".new")
	if err := removeIfThere(again); err != nil {
		return err
	}
	boot := []string{attach(cfg.path(storeFile), "store", false), attach(again, "fresh", false)}
	err := withInstance(ctx, cfg, Budget(cfg.Memory).Main, boot, func(conn *sql.Conn) error { return copyStore(ctx, conn) })
	if err != nil {
		return errors.Join(err, removeIfThere(again))
	}
	if err := errors.Join(os.Chmod(again, 0o600), syncFile(again)); err != nil {
		return err
	}
	return fresh.Move(again, cfg.path(storeFile))
}

// copyStore leaves neither file with a log: the old one's would lie beside the
// new store, and the new one's would stay behind when it is moved.
func copyStore(ctx context.Context, conn *sql.Conn) error {
	if err := checkpoint(ctx, conn, "store"); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "copy from database store to fresh"); err != nil {
		return err
	}
	return checkpoint(ctx, conn, "fresh")
}

// removeDerived removes the pointer first, so that nobody is led to a build
// that is half gone.
func removeDerived(cfg Config) error {
	err := removeIfThere(cfg.path(pointerFile))
	files := slices.Concat(named(cfg, buildPrefix, ""), named(cfg, candidatePrefix, ""), named(cfg, "store-v", ""))
	for _, file := range files {
		err = errors.Join(err, removeIfThere(file))
	}
	if err != nil {
		return unusable(cfg, fmt.Errorf("purge: %w", err))
	}
	return nil
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
