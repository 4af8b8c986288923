package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// What is made is closed to others, and so is a folder that lies deeper than
// its parents; what was there already stays as it was.
func TestFolder(t *testing.T) {
	open := filepath.Join(t.TempDir(), "公用")
	if err := os.Mkdir(open, 0o755); err != nil {
		t.Fatal(err)
	}
	before := closedToOthers(t, open)
	deep := filepath.Join(open, "一", "密钥")
	for _, path := range []string{open, deep, deep} {
		if err := Folder(path); err != nil {
			t.Fatal(err)
		}
	}
	if !closedToOthers(t, deep) {
		t.Error("others may look into a folder that was made")
	}
	if before || closedToOthers(t, open) {
		t.Error("a folder that was there was changed, or is a poor example")
	}
	inside := filepath.Join(deep, "a")
	if err := os.WriteFile(inside, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if inherits() && !closedToOthers(t, inside) {
		t.Error("others may read a file in a private folder")
	}
}

// A file is private wherever it lies, and never takes another's place.
func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "备份.key")
	f, err := File(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if !closedToOthers(t, path) {
		t.Error("others may read it")
	}
	if _, err := File(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("it was made anew: %v", err)
	}
}

// A file where a folder is to be is told.
func TestNoFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if Folder(path) == nil {
		t.Error("a file passed for a folder")
	}
}
