//go:build duckdb_arrow

package store

// syncDir does nothing: Windows can't open a folder for that, and NTFS
// journals the rename.
func syncDir(string) error { return nil }
