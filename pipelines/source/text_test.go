package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Running text is read in whatever encoding an office's editor writes.
func TestReadText(t *testing.T) {
	const text = "# 学校概况\n\n学校有教职工一千二百人。\n"
	for name, bytes := range map[string]string{
		"utf-8": text, "with a mark": "\ufeff" + text, "gb18030": gb(t, text), "ascii": "", "two marks": "\ufeff\ufeff" + text,
	} {
		path := filepath.Join(t.TempDir(), "overview.md")
		if err := os.WriteFile(path, []byte(bytes), 0o600); err != nil {
			t.Fatal(err)
		}
		want := text
		if bytes == "" {
			want = ""
		}
		if got, err := ReadText(path); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestTextThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "overview.md")
	if err := os.WriteFile(path, []byte("学校\n\xff\xff\xff\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadText(path); err == nil || !strings.Contains(err.Error(), "第 2 行") || !strings.Contains(err.Error(), "另存为 UTF-8") {
		t.Errorf("bytes of no encoding: %v", err)
	}
	if _, err := ReadText(filepath.Join(t.TempDir(), "none.md")); err == nil || !strings.Contains(err.Error(), "none.md") {
		t.Errorf("no file: %v", err)
	}
}
