//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"

	"quxiang/pipelines/fresh"
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
	backup = freeBackup(cfg, have)
	if err := lockedCopy(ctx, cfg, backup); err != nil {
		return "", err
	}
	s, err = OpenWrite(ctx, cfg)
	if err != nil {
		return "", err
	}
	return backup, s.Close()
}

// freeBackup is the name of a copy of a store of that version; earlier copies
// stay.
func freeBackup(cfg Config, version int) string {
	path := cfg.path(fmt.Sprintf("store-v%d.bak", version))
	for n := 2; ; n++ {
		if _, err := os.Stat(path); err != nil {
			return path
		}
		path = cfg.path(fmt.Sprintf("store-v%d-%d.bak", version, n))
	}
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
	err = settle(ctx, cfg)
	if err == nil {
		err = copyFile(cfg.path(storeFile), to)
	}
	if err = errors.Join(err, l.release()); err != nil {
		return unusable(cfg, err)
	}
	return nil
}

// settle brings into the store what somebody who died had only logged: the
// copy is of one file.
func settle(ctx context.Context, cfg Config) error {
	path := cfg.path(storeFile)
	if _, err := os.Stat(path + ".wal"); err != nil {
		return nil // nothing is logged
	}
	return withInstance(ctx, cfg, Budget(cfg.Memory).Parse, []string{attach(path, "store", false)}, func(conn *sql.Conn) error {
		return checkpoint(ctx, conn, "store")
	})
}

// copyFile copies a closed file under another name first: a copy that was cut
// off must not be taken for one.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	unfinished := to + ".new"
	out, err := os.OpenFile(unfinished, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return errors.Join(err, os.Remove(unfinished))
	}
	return fresh.Move(unfinished, to)
}
