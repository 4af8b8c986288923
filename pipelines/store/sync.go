//go:build duckdb_arrow

package store

import (
	"errors"
	"os"
)

// syncFile brings a closed file's bytes to the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
