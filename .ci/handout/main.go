// Command handout packs one program for handing out: with the documentation as
// pages that a browser opens, and the licences of everything linked in. It asks
// the Go tool which modules those are, so GOOS, GOARCH and CGO_ENABLED must be
// those the program was built with. The archive, of the folder's name, is a zip
// for Windows and a tar.gz elsewhere.
//
//	handout PROGRAM FOLDER LICENCE…
package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "handout:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return errors.New("usage: handout PROGRAM FOLDER LICENCE…")
	}
	program, folder, windows := args[0], args[1], os.Getenv("GOOS") == "windows"
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	name := "quxiang"
	if windows {
		name += ".exe"
	}
	if err := os.Rename(program, filepath.Join(folder, name)); err != nil {
		return err
	}
	if err := writeManual(folder, windows); err != nil {
		return err
	}
	if err := writeLicences(filepath.Join(folder, "第三方许可.txt"), args[2:]); err != nil {
		return err
	}
	return pack(folder, windows)
}

// pack puts the folder into an archive beside it, and takes it away.
func pack(folder string, isWindows bool) error {
	into, suffix := asTar, ".tar.gz"
	if isWindows {
		into, suffix = asZip, ".zip"
	}
	out, err := os.Create(folder + suffix)
	if err != nil {
		return err
	}
	// The archive holds one folder, so that unpacking it spills nothing.
	root, err := os.MkdirTemp(filepath.Dir(folder), ".pack-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	if err := os.Rename(folder, filepath.Join(root, filepath.Base(folder))); err != nil {
		return err
	}
	return errors.Join(into(out, root), out.Close())
}

func asZip(out io.Writer, root string) error {
	archive := zip.NewWriter(out)
	return errors.Join(archive.AddFS(os.DirFS(root)), archive.Close())
}

func asTar(out io.Writer, root string) error {
	packed := gzip.NewWriter(out)
	archive := tar.NewWriter(packed)
	return errors.Join(archive.AddFS(os.DirFS(root)), archive.Close(), packed.Close())
}
