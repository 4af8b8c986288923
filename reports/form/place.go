package form

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"quxiang/pipelines/fault"
)

// writeNew writes a file that must not be there yet.
func writeNew(dir, name string, data []byte) (string, error) {
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return path, &fault.Error{Kind: fault.Usage, Op: "复制表格", File: path, Why: "已经有这份复制件", Hint: "直接改它；要重来就先删去"}
	}
	if err != nil {
		return path, unwritable(path, err)
	}
	_, err = f.Write(data)
	return path, errors.Join(err, f.Close())
}

// Place writes a file under a temporary name and renames it when it is whole.
func Place(path string, write func(io.Writer) error) error {
	temporary := filepath.Join(filepath.Dir(path), ".new-"+filepath.Base(path))
	f, err := os.Create(temporary)
	if err != nil {
		return unwritable(path, err)
	}
	defer os.Remove(temporary)
	if err := errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return unwritable(path, err)
	}
	return nil
}

func unwritable(path string, cause error) error {
	return &fault.Error{Op: op, File: path, Why: "写不了", Err: cause, Hint: "关闭打开着的旧文件（Excel），检查文件夹、磁盘空间和权限"}
}
