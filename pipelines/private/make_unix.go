//go:build !windows

package private

import "os"

func mkdir(path string) error { return os.Mkdir(path, 0o700) }

func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}
