package fresh

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"time"

	"quxiang/pipelines/fault"
)

// patience is how long others may look at a file before it is theirs.
const patience = 5 * time.Second

// Move moves a file over another.
func Move(from, to string) error {
	return patiently(func() error { return os.Rename(from, to) })
}

// RemoveAll removes a folder with all that is in it.
func RemoveAll(dir string) error {
	return patiently(func() error { return os.RemoveAll(dir) })
}

// patiently changes files that Windows keeps as they are while anybody reads
// them, as a report that looks up the pointer does, a neighbour that asks whether
// a lock's owner lives, a browser's helper, or a virus scanner that looks through
// a new file: all are done in a moment.
func patiently(change func() error) error {
	for end := time.Now().Add(patience); ; time.Sleep(patience / 50) {
		err := change()
		if err == nil || !kept(err) || time.Now().After(end) {
			return err
		}
	}
}

// kept: Windows also says that a file may not be changed when it is only read.
func kept(err error) bool {
	return fault.Held(err) || runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission)
}
