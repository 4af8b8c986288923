package chapter_test

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
)

// A file that names no major has no majors to count or to list, however many
// levels its graduates are of.
func TestNoMajorIsNamed(t *testing.T) {
	data := chaptertest.Data(t, chaptertest.School)
	for i := range data.Placement {
		data.Placement[i].Major = ""
	}
	doc, err := chapter.Compose(data, chaptertest.Options())
	if err != nil {
		t.Fatal(err)
	}
	text := chapter.Text(doc)
	if !strings.Contains(text, "分布在4个学院。") {
		t.Error("the colleges are not counted by themselves")
	}
	for _, table := range []string{"[表] 各专业毕业去向全表", "[表] 各学院各专业毕业去向"} {
		if strings.Contains(text, table) {
			t.Errorf("a table of majors nobody named: %s", table)
		}
	}
}
