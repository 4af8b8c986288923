//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// Temp is the database that one file is parsed into, before the store is
// locked at all. Its tables lie in schema parsed.main.
type Temp struct {
	inst *instance
	conn *sql.Conn
	path string
}

// Parse makes a new temporary database below cfg.TempDir.
func Parse(ctx context.Context, cfg Config) (*Temp, error) {
	inst, err := openInstance(ctx, cfg, Budget(cfg.Memory).Parse, []string{"set threads = 1", "set force_compression = 'uncompressed'"})
	if err != nil {
		return nil, err
	}
	t := &Temp{inst: inst, path: filepath.Join(inst.scratch.dir, "parsed"+fileSuffix)}
	if t.conn, err = inst.db.Conn(ctx); err == nil {
		err = t.use(ctx)
	}
	if err != nil {
		return nil, errors.Join(unusable(cfg, err), t.Close())
	}
	return t, nil
}

func (t *Temp) use(ctx context.Context) error {
	for _, text := range []string{attachUnlogged(t.path, "parsed"), "use parsed"} {
		if _, err := t.conn.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// Conn is the temporary database's connection, nil after Seal.
func (t *Temp) Conn() *sql.Conn { return t.conn }

// Seal ends the writing, so that a store can attach the file.
func (t *Temp) Seal(ctx context.Context) error {
	if err := checkpoint(ctx, t.conn, "parsed"); err != nil {
		return err
	}
	return t.shut()
}

func (t *Temp) shut() error {
	if t.conn == nil {
		return nil
	}
	err := errors.Join(t.conn.Close(), t.inst.db.Close())
	t.conn = nil
	return err
}

// Close removes the temporary database from disk.
func (t *Temp) Close() error { return errors.Join(t.shut(), t.inst.scratch.remove()) }

// With attaches the sealed t as parsed while fn runs.
func (s *Store) With(ctx context.Context, t *Temp, fn func() error) error {
	if _, err := s.conn.ExecContext(ctx, attach(t.path, "parsed", true)); err != nil {
		return err
	}
	err := fn()
	_, detach := s.conn.ExecContext(context.WithoutCancel(ctx), "detach parsed")
	return errors.Join(err, detach)
}

// Room says whether the disk is full, which DuckDB does not always tell: a view
// that it cannot write down, for one, it just fails to make.
func (t *Temp) Room() error {
	probe := filepath.Join(t.inst.scratch.dir, "probe")
	return errors.Join(os.WriteFile(probe, make([]byte, mib), 0o600), os.Remove(probe))
}

// Dir is a folder of the temporary database's own, for whatever else the
// parsing spills.
func (t *Temp) Dir() string { return t.inst.scratch.dir }
