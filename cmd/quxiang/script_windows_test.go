package main

import (
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/windows"
)

func init() { commands["hold"] = hold }

// hold FILE read|none keeps a file open until the script ends, as Excel does
// with a workbook it shows: others may still read it, or not even that.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	share := map[string]uint32{"read": windows.FILE_SHARE_READ, "none": 0}
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hold FILE read|none")
	}
	mode, known := share[args[1]]
	if !known {
		ts.Fatalf("usage: hold FILE read|none")
	}
	path, err := windows.UTF16PtrFromString(ts.MkAbs(args[0]))
	ts.Check(err)
	held, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, mode, nil, windows.OPEN_EXISTING, 0, 0)
	ts.Check(err)
	ts.Defer(func() { _ = windows.CloseHandle(held) })
}
