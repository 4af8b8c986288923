package reports

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func write(text string) func(string) error {
	return func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
}

func TestPlaceReplacesAllOrNothing(t *testing.T) {
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
			err := place([]Output{{page, write("new")}, {book, c.second}})
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
