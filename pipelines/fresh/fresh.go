// Package fresh writes files that are not there yet: keys, configurations,
// copies to be edited. None is ever written over, and a full disk leaves none
// that is half written, which the next try would take for whole.
package fresh

import (
	"errors"
	"os"
)

// Write writes a new file. The error is fs.ErrExist where there is one already.
func Write(path string, data []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
