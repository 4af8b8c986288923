package place_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quxiang/reports/place"
)

func write(text string) func(string) error {
	return func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
}

// Files appear together or not at all, and what is left behind is nothing.
func TestFilesAppearTogether(t *testing.T) {
	broken := errors.New("broken")
	cases := []struct {
		name   string
		second func(string) error
		want   string
		err    error
	}{
		{"both written", write("new"), "new", nil},
		{"the second fails", func(string) error { return broken }, "old", broken},
		{"the second fails half-way", func(path string) error {
			return errors.Join(os.WriteFile(path, []byte("half"), 0o600), broken)
		}, "old", broken},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			page, book := filepath.Join(dir, "a.html"), filepath.Join(dir, "a.xlsx")
			for _, path := range []string{page, book} {
				if err := write("old")(path); err != nil {
					t.Fatal(err)
				}
			}
			err := place.Files("写报告", []place.File{{Path: page, Write: write("new")}}, []place.File{{Path: book, Write: c.second}})
			if !errors.Is(err, c.err) {
				t.Errorf("error = %v, want %v", err, c.err)
			}
			for _, path := range []string{page, book} {
				if text, err := os.ReadFile(path); err != nil || string(text) != c.want {
					t.Errorf("%s holds %q, %v; want %q", filepath.Base(path), text, err, c.want)
				}
			}
			if left, _ := os.ReadDir(dir); len(left) != 2 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// What a killed process left is removed in time; what another is writing stays.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	old, young, page := filepath.Join(dir, ".new-1-a.html"), filepath.Join(dir, ".new-2-a.html"), filepath.Join(dir, "a.html")
	for _, path := range []string{old, young} {
		if err := write("half")(path); err != nil {
			t.Fatal(err)
		}
	}
	days := time.Now().Add(-48 * time.Hour)
	if err := errors.Join(os.Chtimes(old, days, days), place.Files("写报告", []place.File{{Path: page, Write: write("new")}})); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".new-*")); len(left) != 1 || left[0] != young {
		t.Errorf("left: %v", left)
	}
}

// A round reads what the round before wrote.
func TestLaterRoundReadsEarlier(t *testing.T) {
	dir := t.TempDir()
	page, sum := filepath.Join(dir, "a.html"), filepath.Join(dir, "a.sum")
	err := place.Files("写报告", []place.File{{Path: page, Write: write("page")}}, []place.File{{Path: sum, Write: func(path string) error {
		text, err := os.ReadFile(place.Temporary(page))
		return errors.Join(err, write("of "+string(text))(path))
	}}})
	if text, _ := os.ReadFile(sum); err != nil || string(text) != "of page" {
		t.Errorf("%q, %v", text, err)
	}
}

// One place that can't be taken leaves the others as they were.
func TestTakenPlaceLeavesTheOthers(t *testing.T) {
	dir := t.TempDir()
	page, folder := filepath.Join(dir, "a.html"), filepath.Join(dir, "a.xlsx")
	if err := errors.Join(write("old")(page), os.Mkdir(folder, 0o755)); err != nil {
		t.Fatal(err)
	}
	err := place.Files("写报告", []place.File{{Path: page, Write: write("new")}, {Path: folder, Write: write("new")}})
	if text, _ := os.ReadFile(page); string(text) != "old" {
		t.Errorf("the page was replaced: %q", text)
	}
	if err == nil || !strings.Contains(err.Error(), "写报告：「"+folder+"」：写不了") {
		t.Error(err)
	}
}
