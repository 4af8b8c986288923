package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestFieldFailures: every kind of failure has a test that is there.
func TestFieldFailures(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(projectRoot, "testdata", "field-failures.md"))
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, f := range goFiles(t) {
		if f.test {
			tests.Write(f.text)
		}
	}
	rows := regexp.MustCompile(`(?m)^\| (\d+) \|.*\|(.*)\|$`).FindAllStringSubmatch(string(text), -1)
	if len(rows) != 25 {
		t.Fatalf("%d kinds of failure, want 25", len(rows))
	}
	for i, row := range rows {
		if row[1] != strconv.Itoa(i+1) {
			t.Errorf("row %d is numbered %s", i+1, row[1])
		}
		named := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[2], -1)
		if len(named) == 0 {
			t.Errorf("nothing holds failure %s", row[1])
		}
		for _, name := range named {
			if !held(name[1], tests.String()) {
				t.Errorf("failure %s: there is no %s", row[1], name[1])
			}
		}
	}
}

// held reports whether a test function or a file is there.
func held(name, tests string) bool {
	if strings.HasPrefix(name, "Test") {
		return strings.Contains(tests, "\nfunc "+name+"(")
	}
	_, err := os.Stat(filepath.Join(projectRoot, name))
	return err == nil
}
