//go:build duckdb_arrow

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// Upgrade brings an older store to this program's version, having copied it
// first; it returns the copy's path, "" where the store is not older. Verbs
// that write upgrade by themselves; this is for whoever wants the copy.
func Upgrade(ctx context.Context, cfg Config) (backup string, err error) {
	s, err := OpenRead(ctx, cfg)
	if err == nil {
		return "", s.Close() // compatible: nothing to do
	}
	have, want, readErr := storeVersion(ctx, cfg)
	if readErr != nil || have == 0 || have >= want {
		return "", errors.Join(err, readErr)
	}
	backup = cfg.path(fmt.Sprintf("store-v%d.bak", have))
	if err := lockedCopy(ctx, cfg, backup); err != nil {
		return "", err
	}
	s, err = OpenWrite(ctx, cfg)
	if err != nil {
		return "", err
	}
	return backup, s.Close()
}

func storeVersion(ctx context.Context, cfg Config) (have, want int, err error) {
	s, err := open(ctx, cfg, false)
	if err != nil {
		return 0, 0, err
	}
	have, all, err := versions(ctx, s.conn)
	return have, len(all), errors.Join(err, s.Close())
}

// lockedCopy copies the store while nobody has it open.
func lockedCopy(ctx context.Context, cfg Config, to string) error {
	l, err := acquire(ctx, cfg, storeLock, true)
	if err != nil {
		return err
	}
	if err := errors.Join(copyFile(cfg.path(storeFile), to), l.release()); err != nil {
		return unusable(cfg, err)
	}
	return nil
}

// copyFile copies a closed file; a copy that is there already is kept.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}
