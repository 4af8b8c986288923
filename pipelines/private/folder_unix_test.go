//go:build !windows

package private

import (
	"os"
	"testing"
)

// inherits tells that what is made in a private folder is private itself.
func inherits() bool { return true }

func closedToOthers(t *testing.T, path string) bool {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()&0o077 == 0
}
