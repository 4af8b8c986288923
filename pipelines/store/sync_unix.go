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
