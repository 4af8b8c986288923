package fresh

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"quxiang/pipelines/fault"
)

// held is a file that another keeps open for a while.
func held(t *testing.T, dir string, while time.Duration) string {
	t.Helper()
	path := filepath.Join(dir, "旧")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(while, func() { _ = f.Close() })
	t.Cleanup(func() { timer.Stop(); _ = f.Close() })
	return path
}

func TestMoveOverWhatIsRead(t *testing.T) {
	for while, want := range map[time.Duration]bool{patience / 5: true, 3 * patience: false} {
		dir := t.TempDir()
		to, from := held(t, dir, while), filepath.Join(dir, "新")
		if err := os.WriteFile(from, []byte("new"), 0o600); err != nil {
			t.Fatal(err)
		}
		err := Move(from, to)
		if (err == nil) != want || err != nil && !kept(err) {
			t.Errorf("over a file that is read for %v: %v", while, err)
		}
	}
}

func TestRemoveWhatIsRead(t *testing.T) {
	for while, want := range map[time.Duration]bool{patience / 5: true, 3 * patience: false} {
		dir := t.TempDir()
		held(t, dir, while)
		err := RemoveAll(dir)
		if (err == nil) != want || err != nil && !fault.Held(err) {
			t.Errorf("a folder with a file that is read for %v: %v", while, err)
		}
	}
}
