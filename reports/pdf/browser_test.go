package pdf

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
)

// runnable is what a program's file is called on this system.
func runnable(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

func TestBrowser(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"mine", "google-chrome", "msedge"} {
		if err := os.WriteFile(filepath.Join(dir, runnable(name)), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct {
		name, variable, path, want string
		kind                       fault.Kind
	}{
		{"named by its path", filepath.Join(dir, runnable("mine")), "", filepath.Join(dir, runnable("mine")), 0},
		{"named by its name", "mine", dir, filepath.Join(dir, runnable("mine")), 0},
		{"named and not there", "yours", dir, "", fault.Usage},
		{"the first in PATH", "", dir, filepath.Join(dir, runnable("google-chrome")), 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(Variable, c.variable)
			t.Setenv("PATH", c.path)
			got, err := Browser()
			if got != c.want || (err == nil) != (c.want != "") || err != nil && fault.KindOf(err) != c.kind {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	env := func(name string) string {
		return map[string]string{"ProgramFiles": "C:/Program Files", "ProgramFiles(x86)": "C:/Program Files (x86)"}[name]
	}
	windows := places("windows", env)
	if want := filepath.Join("C:/Program Files (x86)", "Microsoft/Edge/Application/msedge.exe"); windows[0] != want {
		t.Errorf("Windows begins with %s, want %s", windows[0], want)
	}
	if len(windows) != 4 || !slices.ContainsFunc(windows, func(p string) bool { return strings.HasSuffix(p, "chrome.exe") }) {
		t.Errorf("places on Windows: %v", windows)
	}
	if mac := places("darwin", env); !strings.HasPrefix(mac[0], "/Applications/") {
		t.Errorf("places on a Mac: %v", mac)
	}
}

func TestFileURL(t *testing.T) {
	path, want := "/报告/a b#1.html", "file:///%E6%8A%A5%E5%91%8A/a%20b%231.html"
	if runtime.GOOS == "windows" {
		path, want = `D:\报告\a b#1.html`, "file:///D:/%E6%8A%A5%E5%91%8A/a%20b%231.html"
	}
	if got, err := fileURL(path); err != nil || got != want {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
}
