//go:build duckdb_arrow && !linux && !windows

package store

// physicalMemory is unknown here: the default of Budget applies, and --memory
// is there for smaller machines.
func physicalMemory() int64 { return 0 }
