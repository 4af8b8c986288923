//go:build duckdb_arrow

// Package store is the only one that knows the database files: where they lie,
// who may open them, what a connection sees, how rows get in and how a build
// becomes the current one.
//
// Two kinds of file. The store (raw, meta) is durable and changes only in
// transactions. A build holds everything derived and never changes once it is
// published. Every instance of DuckDB is an in-memory one to which the files
// are attached under the fixed names store, build and stg, so that the same
// SQL means the same thing wherever it runs.
//
// Exclusion rests on a lock file of our own. DuckDB's own locks are POSIX
// locks: whoever opens and closes the file in the holder's process any other
// way silently drops them. So nothing outside this package opens these files.
package store

import (
	"path/filepath"
	"time"
)

// Config says where the files are and how much may be used.
type Config struct {
	Dir     string           // the warehouse folder
	TempDir string           // everything that spills goes below it; empty: Dir/tmp
	Memory  int64            // bytes for the whole process; 0: half of RAM, 4 GiB at most
	Wait    time.Duration    // how long to wait for another process
	Verb    string           // what this process does, shown to those who wait for it
	Raw     []Table          // the raw tables that must exist
	Now     func() time.Time // nil: time.Now; a fixed clock makes builds repeatable

	Facts []Parquet // files that builds read in place of a raw table
	Spill string    // most that an instance spills to disk: 40GB; empty: what there is

	Functions []Function // what SQL models may call beside the database's own
}

// Function is a function of numbers written in Go that SQL models may call. It
// has to be pure: the database calls it in any order, from several threads.
// Nothing that outlives a build may call one, no view and no macro: whoever
// opened the file elsewhere would find it broken.
type Function struct {
	Name string // beta_cdf
	Args int
	Call func(args []float64) float64 // NaN, outside the domain, becomes null
}

// Parquet is a raw table whose rows a build reads from files where they lie.
type Parquet struct {
	Table Table
	Files []string
}

// Table is the wanted shape of one table of schema raw.
type Table struct {
	Name    string
	Columns []Column
}

// Column is a column of a Table; Type is DuckDB's name of its type.
type Column struct{ Name, Type string }

const (
	storeFile   = "store.duckdb"
	pointerFile = "current"
	storeLock   = "store.lock"
	buildLock   = "build.lock"
)

func (c Config) path(name string) string { return filepath.Join(c.Dir, name) }

func (c Config) temp() string {
	if c.TempDir != "" {
		return c.TempDir
	}
	return c.path("tmp")
}

// Clock is the time now, in UTC, by the clock that the store is given.
func (c Config) Clock() time.Time {
	if c.Now != nil {
		return c.Now().UTC()
	}
	return time.Now().UTC()
}
