//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"runtime/debug"

	"quxiang/pipelines/query"

	"github.com/duckdb/duckdb-go/v2"
)

// instance is one DuckDB in memory, to which files are attached.
type instance struct {
	db      *sql.DB
	scratch *scratch
	tight   bool
}

// openInstance opens an instance with a memory limit in bytes. Every
// connection that its pool makes runs boot first: the search path belongs to
// a connection, so it cannot be set once.
func openInstance(ctx context.Context, cfg Config, memory int64, boot []string) (*instance, error) {
	s, err := newScratch(cfg)
	if err != nil {
		return nil, err
	}
	if cfg.Spill != "" { // among the options it would be forgotten when the folder is set after it
		boot = append([]string{"set max_temp_directory_size = " + query.Literal(cfg.Spill)}, boot...)
	}
	tight := Budget(cfg.Memory).tight()
	connector, err := duckdb.NewConnector(dsn(s, memory, tight), func(conn driver.ExecerContext) error {
		return runAll(context.WithoutCancel(ctx), conn, boot) // the pool outlives this call
	})
	if err != nil {
		return nil, errors.Join(err, s.remove())
	}
	return &instance{db: sql.OpenDB(connector), scratch: s, tight: tight}, nil
}

// dsn turns off extensions: asking for one that is not linked in would go to
// the network. What is freed goes back to the system soon, and where memory is
// tight at once: kept for the next query, it comes on top of the limit, with nine
// million rows 700 MiB of it.
func dsn(s *scratch, memory int64, tight bool) string {
	flush, bulk := int64(64*mib), int64(16*mib)
	if tight {
		flush, bulk = mib, mib
	}
	options := url.Values{
		"allocator_flush_threshold":                   {megabytes(flush)},
		"allocator_bulk_deallocation_flush_threshold": {megabytes(bulk)},
		"autoinstall_known_extensions":                {"false"},
		"autoload_known_extensions":                   {"false"},
		"memory_limit":                                {megabytes(memory)},
		"temp_directory":                              {s.spill()},
	}
	return ":memory:?" + options.Encode()
}

func runAll(ctx context.Context, conn driver.ExecerContext, statements []string) error {
	for _, text := range statements {
		if _, err := conn.ExecContext(ctx, text, nil); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
	}
	return nil
}

func (i *instance) close() error {
	err := errors.Join(i.db.Close(), i.scratch.remove())
	if i.tight {
		debug.FreeOSMemory() // the next instance takes its share anew
	}
	return err
}

// withInstance runs fn on the one connection of an instance of its own.
func withInstance(ctx context.Context, cfg Config, memory int64, boot []string, fn func(*sql.Conn) error) error {
	inst, err := openInstance(ctx, cfg, memory, boot)
	if err != nil {
		return err
	}
	conn, err := inst.db.Conn(ctx)
	if err == nil {
		err = errors.Join(fn(conn), conn.Close())
	}
	return errors.Join(err, inst.close())
}

// checkpoint writes a database down. Closing it would do that too, and keep to
// itself that the disk is full.
func checkpoint(ctx context.Context, conn *sql.Conn, database string) error {
	if _, err := conn.ExecContext(ctx, "checkpoint "+database); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return nil
}

// attach is the statement that attaches the file at path under name.
func attach(path, name string, readOnly bool) string {
	mode := ""
	if readOnly {
		mode = " (read_only)"
	}
	return "attach if not exists " + query.Literal(path) + " as " + name + mode
}

// attachUnlogged attaches a file that is thrown away when the process dies before
// its checkpoint: a log would only make every statement wait for the disk.
func attachUnlogged(path, name string) string {
	return "attach if not exists " + query.Literal(path) + " as " + name + " (recovery_mode no_wal_writes)"
}
