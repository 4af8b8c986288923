//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/private"
)

// Store is the opened store. Inside, raw.x and meta.x need no qualifier.
type Store struct {
	cfg  Config
	inst *instance
	conn *sql.Conn
	lock *lock
}

const storePath = "set search_path = 'store.raw,store.meta'"

// OpenWrite opens the store for writing, alone: it creates and migrates it and
// gives it every table of cfg.Raw. The fault is of kind Locked when another
// process holds it longer than cfg.Wait.
func OpenWrite(ctx context.Context, cfg Config) (*Store, error) {
	s, err := open(ctx, cfg, true)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, s.conn, cfg); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.Shape(ctx, cfg.Raw); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenRead opens the store for reading, together with other readers. The fault
// says so when nothing has been loaded yet.
func OpenRead(ctx context.Context, cfg Config) (*Store, error) {
	if !Exists(cfg) {
		return nil, &fault.Error{Kind: fault.Usage, Op: "打开数据仓库", File: cfg.Dir,
			Why: "还没有载入任何文件", Hint: "先运行 quxiang load 文件…"}
	}
	s, err := open(ctx, cfg, false)
	if err != nil {
		return nil, err
	}
	if err := compatible(ctx, s.conn, cfg); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Exists tells whether there is a store at all.
func Exists(cfg Config) bool {
	_, err := os.Stat(cfg.path(storeFile))
	return err == nil
}

func open(ctx context.Context, cfg Config, write bool) (*Store, error) {
	if strings.Contains(cfg.Dir, "?") { // DuckDB takes what follows for a URL's query
		return nil, &fault.Error{Kind: fault.Usage, Op: "打开数据仓库", File: cfg.Dir,
			Why: "文件夹名里有问号", Hint: "给文件夹改名，或在 quxiang.toml 的 [data] dir 另指一处"}
	}
	if err := private.Folder(cfg.Dir); err != nil {
		return nil, unusable(cfg, err)
	}
	l, err := acquire(ctx, cfg, storeLock, write)
	if err != nil {
		return nil, err
	}
	if write {
		if err := create(ctx, cfg); err != nil {
			return nil, errors.Join(err, l.release())
		}
	}
	boot := []string{attach(cfg.path(storeFile), "store", true)}
	if write {
		boot = writeBoot(cfg.path(storeFile))
	}
	inst, err := openInstance(ctx, cfg, Budget(cfg.Memory).Main, append(boot, storePath))
	if err != nil {
		return nil, errors.Join(err, l.release())
	}
	conn, err := inst.db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(broken(cfg, err), inst.close(), l.release())
	}
	return &Store{cfg: cfg, inst: inst, conn: conn, lock: l}, nil
}

// writeBoot attaches a store for writing. What a file commits is safe in the
// log; it goes into its place when there is enough of it, since a part of a row
// group is written anew each time.
func writeBoot(path string) []string {
	return []string{attach(path, "store", false), "set checkpoint_threshold = '256MB'",
		"create schema if not exists store.raw", "create schema if not exists store.meta"}
}

func broken(cfg Config, err error) error {
	return &fault.Error{Op: "打开数据仓库", File: cfg.Dir, Why: "数据库文件打不开", Err: err,
		Hint: "不要用别的程序打开 warehouse 里的文件；如有备份，用备份恢复"}
}

// Conn is the store's one connection.
func (s *Store) Conn() *sql.Conn { return s.conn }

// Close checkpoints what was written and lets the next process in.
func (s *Store) Close() error {
	return errors.Join(s.conn.Close(), s.inst.close(), s.lock.release())
}

// Transact runs fn inside one transaction: committed when fn returns nil,
// otherwise rolled back and the store as before.
func (s *Store) Transact(ctx context.Context, fn func(*sql.Conn) error) error {
	return Transact(ctx, s.conn, fn)
}

// Transact runs fn inside one transaction of conn.
func Transact(ctx context.Context, conn *sql.Conn, fn func(*sql.Conn) error) error {
	if _, err := conn.ExecContext(ctx, "begin transaction"); err != nil {
		return err
	}
	if err := fn(conn); err != nil {
		// The context may be the reason; the rollback must happen all the same.
		_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
		return errors.Join(err, rollback)
	}
	if _, err := conn.ExecContext(ctx, "commit"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
