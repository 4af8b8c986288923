// Package private makes folders and files that no other user of the machine can
// look into: by their mode on Unix, by an access list on Windows, where the mode
// says nothing and a second drive is open to everybody.
package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder makes a folder with its parents. All that are made are private; one
// that is there already stays as its owner made it.
func Folder(path string) error {
	if isFolder(path) {
		return nil
	}
	if parent := filepath.Dir(path); parent != path {
		if err := Folder(parent); err != nil {
			return err
		}
	}
	err := mkdir(path)
	if errors.Is(err, fs.ErrExist) && isFolder(path) { // somebody was quicker
		return nil
	}
	return err
}

// File makes a file that isn't there yet, to be written.
func File(path string) (*os.File, error) { return create(path) }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
