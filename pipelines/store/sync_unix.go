//go:build duckdb_arrow && !windows

package store

import (
	"errors"
	"os"
)

// syncDir makes a rename last through a power failure.
func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// rename moves a file over another, whoever reads either.
func rename(from, to string) error { return os.Rename(from, to) }

// removeFolder removes a folder with all that is in it, whoever reads it.
func removeFolder(dir string) error { return os.RemoveAll(dir) }
