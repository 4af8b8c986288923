// Package fresh writes files that are not there yet: keys, configurations,
// copies to be edited. None is ever written over, and a full disk leaves none
// that is half written, which the next try would take for whole. It moves and
// removes files though others look at them for a moment.
package fresh

import (
	"errors"
	"os"

	"quxiang/pipelines/private"
)

// Write writes a new file. The error is fs.ErrExist where there is one already.
func Write(path string, data []byte, mode os.FileMode) error {
	f, err := create(path, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// create makes the file; a mode for the user alone is kept on Windows too.
func create(path string, mode os.FileMode) (*os.File, error) {
	if mode&0o077 == 0 {
		return private.File(path)
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}
