package reports_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/reports"
	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
)

// A college's files, page and workbook, are stamped as internal and name no
// other college, not even where nobody looks.
func TestFilesOfACollege(t *testing.T) {
	data := chaptertest.Data(t, chaptertest.School)
	d := data.Duties
	d.Builds = data.Builds
	for _, name := range []string{"文学院.html", "文学院.xlsx"} {
		path := filepath.Join(t.TempDir(), name)
		if err := reports.WriteDuties(d, chapter.DutyPart{College: "文学院"}, chaptertest.Options(), path); err != nil {
			t.Fatal(err)
		}
		text := contents(t, path)
		for _, want := range []string{"文学院", "不得公开", "3 名院系领导和专业负责人共 18 家"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
		for _, other := range []string{"医学院", "计算机学院", "体育学院", "college=C1", "college=C3", "college=C4"} {
			if strings.Contains(text, other) {
				t.Errorf("%s names %s", name, other)
			}
		}
	}
}

// contents are a file's, those of a workbook of all its parts.
func contents(t *testing.T, path string) string {
	t.Helper()
	if filepath.Ext(path) == ".html" {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	book, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var all strings.Builder
	for _, part := range book.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}
