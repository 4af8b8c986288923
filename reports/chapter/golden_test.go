package chapter_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
)

// update writes the goldens anew: go test ./reports/chapter -update
var update = flag.Bool("update", false, "write testdata/*.golden.txt anew")

// golden compares the text of a document with testdata/name.golden.txt.
func golden(t *testing.T, name string, doc *chapter.Document) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden.txt")
	got := chapter.Text(doc)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the text differs from %s at line %d:\n%s", file, lineOf(got, string(want)), firstDifference(got, string(want)))
	}
}

// lineOf is the first line, from 1, in which two texts differ.
func lineOf(a, b string) int {
	line := 1
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '\n' {
			line++
		}
	}
	return line
}

// firstDifference shows both texts around the first difference.
func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+120)] }
	return "got  …" + cut(got) + "\nwant …" + cut(want)
}

func TestSchoolReads(t *testing.T) { golden(t, "school", chaptertest.Document(t, chaptertest.School)) }
func TestTinyReads(t *testing.T)   { golden(t, "tiny", chaptertest.Document(t, chaptertest.Tiny)) }

// A province's report speaks of schools where a school's speaks of colleges,
// and compares them.
func TestProvinceReads(t *testing.T) {
	o := chaptertest.Options()
	o.Province, o.Institution = true, "示例省"
	doc, err := chapter.Compose(chaptertest.Data(t, chaptertest.School), o)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "province", doc)
	for _, ours := range []string{"各学院", "高于全校"} {
		if strings.Contains(chapter.Text(doc), ours) {
			t.Errorf("a province's report says %s", ours)
		}
	}
}
