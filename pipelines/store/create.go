//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"quxiang/pipelines/fresh"
)

// create makes an empty store where there is none. It is made under another
// name and moved when it is whole: a disk that fills up in the middle must not
// leave half a database, which nobody could open again.
func create(ctx context.Context, cfg Config) error {
	if Exists(cfg) {
		return nil
	}
	path := cfg.path(storeFile + ".new")
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return unusable(cfg, err)
	}
	err := makeEmpty(ctx, cfg, path)
	if err == nil {
		err = os.Chmod(path, 0o600) // it will hold names and numbers
	}
	if err == nil {
		err = fresh.Move(path, cfg.path(storeFile))
	}
	if err != nil {
		_ = os.Remove(path) // the disk is full, or the like: err says so
		return unusable(cfg, err)
	}
	return nil
}

// makeEmpty makes a store with all its tables, so that whoever opens it next
// finds nothing half done.
func makeEmpty(ctx context.Context, cfg Config, path string) error {
	return withInstance(ctx, cfg, Budget(cfg.Memory).Parse, append(writeBoot(path), storePath), func(conn *sql.Conn) error {
		if err := migrate(ctx, conn, cfg); err != nil {
			return err
		}
		if err := (&Store{conn: conn}).Shape(ctx, cfg.Raw); err != nil {
			return err
		}
		return checkpoint(ctx, conn, "store")
	})
}
