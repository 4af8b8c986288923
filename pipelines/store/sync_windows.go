//go:build duckdb_arrow

package store

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"quxiang/pipelines/fault"
)

// syncDir does nothing: Windows can't open a folder for that, and NTFS
// journals the rename.
func syncDir(string) error { return nil }

// rename moves a file over another.
func rename(from, to string) error {
	return patiently(func() error { return os.Rename(from, to) })
}

// removeFolder removes a folder with all that is in it.
func removeFolder(dir string) error {
	return patiently(func() error { return os.RemoveAll(dir) })
}

// patiently changes files that Windows keeps as they are while anybody reads
// them, as a report that looks up the pointer does, a neighbour that asks whether
// a lock's owner lives, or a virus scanner that looks through a new file: all
// are done in a moment.
func patiently(change func() error) error {
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(poll) {
		err := change()
		if err == nil || !(fault.Held(err) || errors.Is(err, fs.ErrPermission)) || time.Now().After(end) {
			return err
		}
	}
}
