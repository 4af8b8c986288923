// Package place puts files where they are to be, whole or not at all: each is
// written under a temporary name beside its place, and renamed when all of them
// are complete. Whoever reads meanwhile finds the old file or the new one.
package place

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
)

// File is a file that is to be, and what writes it to a path that ends like its
// own.
type File struct {
	Path  string
	Write func(path string) error
}

// Files writes the files of all rounds and puts them in their places: those of a
// round side by side, one round after the other, so that a later one may read
// what an earlier one wrote (see Temporary). op is what the user is doing, for
// the fault of a file that can't be written.
func Files(op string, rounds ...[]File) error {
	for _, round := range rounds {
		sweep(round)
		defer remove(round)
		if err := write(op, round); err != nil {
			return err
		}
	}
	for _, round := range rounds {
		if err := free(op, round); err != nil {
			return err
		}
	}
	for _, round := range rounds {
		if err := move(op, round); err != nil {
			return err
		}
	}
	return nil
}

// Temporary is the name of a file until all are whole: this process's own, since
// another may be writing the same file. It keeps the ending, by which a workbook's
// writer knows its format.
func Temporary(path string) string { return temporary(path, strconv.Itoa(os.Getpid())) }

func temporary(path, of string) string {
	return filepath.Join(filepath.Dir(path), ".new-"+of+"-"+filepath.Base(path))
}

// longAgo is when nobody is writing any more what was begun.
const longAgo = 24 * time.Hour

// sweep removes what killed processes left beside the files of a round.
func sweep(round []File) {
	for _, f := range round {
		left, _ := filepath.Glob(temporary(f.Path, "[0-9]*")) // a folder's name that is a pattern finds nothing
		for _, path := range left {
			if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > longAgo {
				_ = os.Remove(path)
			}
		}
	}
}

// Stream is a Write of what goes into an io.Writer.
func Stream(write func(io.Writer) error) func(path string) error {
	return func(path string) error {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
}

func write(op string, round []File) error {
	var group errgroup.Group
	for _, f := range round {
		group.Go(func() error { return fault.Writing(op, f.Path, hint, f.Write(Temporary(f.Path))) })
	}
	return group.Wait()
}

// free asks every place before the first is taken: a program that shows an old
// file keeps it (Excel on Windows), and half of a report must not be replaced.
func free(op string, round []File) error {
	for _, f := range round {
		old, err := os.OpenFile(f.Path, os.O_WRONLY, 0)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = old.Close()
		}
		if err != nil {
			return Unwritable(op, f.Path, err)
		}
	}
	return nil
}

func move(op string, round []File) error {
	for _, f := range round {
		if err := fresh.Move(Temporary(f.Path), f.Path); err != nil {
			return Unwritable(op, f.Path, err)
		}
	}
	return nil
}

func remove(round []File) {
	for _, f := range round {
		_ = os.Remove(Temporary(f.Path))
	}
}

// hint is what to do about a place that can't be written to.
const hint = "关闭打开着的旧文件（Excel、Word、浏览器），检查文件夹、磁盘空间和权限"

// Unwritable is the fault of a place that can't be written to.
func Unwritable(op, path string, cause error) error {
	return fault.Unwritable(op, path, hint, cause)
}
