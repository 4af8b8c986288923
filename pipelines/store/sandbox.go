//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
)

// Sandbox is a warehouse in memory, empty, in which models are tried: the same
// schemas under the same names, but in one database, so that one transaction
// can fill any of them and be rolled back.
type Sandbox struct {
	inst *instance
	conn *sql.Conn
}

// NewSandbox makes raw from cfg.Raw and meta from the migrations.
func NewSandbox(ctx context.Context, cfg Config) (*Sandbox, error) {
	boot := []string{attach(":memory:", "build", false)}
	for _, name := range append([]string{"raw", "meta", "staging"}, buildSchemas...) {
		boot = append(boot, "create schema if not exists build."+name)
	}
	inst, err := openInstance(ctx, cfg, Budget(cfg.Memory).BuildMemory(), append(boot, readerPath))
	if err != nil {
		return nil, err
	}
	s := &Sandbox{inst: inst}
	if s.conn, err = inst.db.Conn(ctx); err == nil {
		err = errors.Join(provide(s.conn, cfg.Functions), s.fill(ctx, cfg))
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Sandbox) fill(ctx context.Context, cfg Config) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	for _, m := range steps {
		if _, err := s.conn.ExecContext(ctx, m.text); err != nil {
			return err
		}
	}
	for _, t := range cfg.Raw {
		if _, err := s.conn.ExecContext(ctx, CreateTable("build.raw", t)); err != nil {
			return err
		}
	}
	return nil
}

// Conn is the sandbox's one connection.
func (s *Sandbox) Conn() *sql.Conn { return s.conn }

// Close forgets everything.
func (s *Sandbox) Close() error {
	var err error
	if s.conn != nil {
		err = s.conn.Close()
	}
	return errors.Join(err, s.inst.close())
}
