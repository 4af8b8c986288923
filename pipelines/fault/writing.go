package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// Writing is the fault of a file whose writing ended in err: what has a reason
// and a remedy of its own keeps them, what the disk refused gets them, and
// anything else is told as it is. op is what the user is doing, hint what to do
// about a place that can't be written to.
func Writing(op, path, hint string, err error) error {
	if own := (*Error)(nil); err == nil || errors.As(err, &own) {
		return err
	}
	if disk := (*fs.PathError)(nil); errors.As(err, &disk) {
		return Unwritable(op, path, hint, err)
	}
	return fmt.Errorf("write %s: %w", filepath.Base(path), err)
}

// Unwritable is the fault of a place that can't be written to.
func Unwritable(op, path, hint string, cause error) error {
	return &Error{Op: op, File: path, Why: "写不了", Err: cause, Hint: hint}
}
