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

// rename moves a file over another. Windows refuses while anybody reads either,
// as a report that looks up the pointer does, or a virus scanner that looks
// through a new file: both are done in a moment.
func rename(from, to string) error {
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(poll) {
		err := os.Rename(from, to)
		if err == nil || !(fault.Held(err) || errors.Is(err, fs.ErrPermission)) || time.Now().After(end) {
			return err
		}
	}
}
