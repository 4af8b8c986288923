package workspace

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// The school's own text is what the folder's Markdown files say, by name.
func TestTexts(t *testing.T) {
	w := &Workspace{Dir: t.TempDir(), Config: Defaults("10611", "示例大学", 2024)}
	if texts, err := w.Texts(); texts != nil || err != nil {
		t.Errorf("without a folder: %v, %v", texts, err)
	}
	folder := filepath.Join(w.Dir, "文字")
	if err := os.MkdirAll(filepath.Join(folder, "图片"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"settlement.md": "甲", "overview.MD": "\xd2\xd1\xbe\xad", "草稿.docx": "x", ".about.md": "x"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := []Text{{"overview", "文字/overview.MD", "已经"}, {"settlement", "文字/settlement.md", "甲"}}
	if texts, err := w.Texts(); err != nil || !reflect.DeepEqual(texts, want) {
		t.Errorf("got %v, %v", texts, err)
	}
	w.Config.Report.Text = ""
	if texts, err := w.Texts(); texts != nil || err != nil {
		t.Errorf("without a name: %v, %v", texts, err)
	}
}
