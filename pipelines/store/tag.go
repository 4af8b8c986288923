//go:build !duckdb_arrow

package store

// Built without the tag, the Arrow interface is missing and nothing could be
// loaded; this line is what the compiler then shows.
var _ int = "build quxiang with -tags duckdb_arrow (make does)"
