package form

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
	"quxiang/reports/place"
)

// copying is what the user is doing, in faults.
const copying = "复制表格"

// Copy writes a form's mapping and template into a folder, to be changed there;
// it never overwrites. It returns the paths.
func Copy(files fs.FS, f Form, dir string) ([]string, error) {
	mapping, err := fs.ReadFile(files, f.Name+".toml")
	if err != nil {
		return nil, err
	}
	template, err := Template(files, f)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, place.Unwritable(copying, dir, err)
	}
	var written []string
	for _, one := range []struct {
		ending string
		data   []byte
	}{{".toml", mapping}, {".xlsx", template}} {
		path, err := writeNew(dir, f.Name+one.ending, one.data)
		if err != nil {
			for _, half := range written { // a form is two files or none
				_ = os.Remove(half)
			}
			return nil, err
		}
		written = append(written, path)
	}
	return written, nil
}

// writeNew writes a file that must not be there yet.
func writeNew(dir, name string, data []byte) (string, error) {
	path := filepath.Join(dir, name)
	err := fresh.Write(path, data, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return path, &fault.Error{Kind: fault.Usage, Op: copying, File: path, Why: "已经有这份复制件", Hint: "直接改它；要重来就先删去"}
	}
	if err != nil {
		return path, place.Unwritable(copying, path, err)
	}
	return path, nil
}
