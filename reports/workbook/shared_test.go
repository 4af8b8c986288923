package workbook

import (
	"slices"
	"testing"

	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/outline"
)

// The tables of one major after another share a sheet, each row led by whose it
// is; no row and no other table is lost, and the page's tables stay as they are.
func TestTablesThatShareASheet(t *testing.T) {
	parts := outline.Tables(outline.Of(chaptertest.Document(t, chaptertest.School)))
	rows, shared, sheets, titles := 0, 0, 0, map[string]bool{}
	for _, p := range parts {
		rows += len(p.Table.Rows)
		if p.Table.Shared != nil {
			shared, titles[p.Table.Shared.Title] = shared+1, true
		} else {
			sheets++
		}
	}
	got := gather(parts)
	after := 0
	for _, p := range got {
		after += len(p.Table.Rows)
		for i, row := range p.Table.Rows {
			if len(row) != len(p.Table.Columns) {
				t.Fatalf("%s row %d has %d cells for %d columns", p.Table.Title, i, len(row), len(p.Table.Columns))
			}
		}
	}
	if shared < 4 || len(got) != sheets+len(titles) || after != rows {
		t.Errorf("%d tables in %d sheets with %d rows, of %d shared and %d others with %d rows", len(parts), len(got), after, shared, sheets, rows)
	}
	i := slices.IndexFunc(got, func(p outline.Part) bool { return p.Table.Title == "触发专业各届的率与界线" })
	if i < 0 {
		t.Fatal("there is no sheet of all cards")
	}
	var majors []string
	for _, row := range got[i].Table.Rows {
		majors = append(majors, row[4].Label)
	}
	if want := []string{"体育教育", "运动训练"}; !slices.Equal(slices.Compact(majors), want) {
		t.Errorf("rows of %v, want %v", slices.Compact(majors), want)
	}
	if again := gather(outline.Tables(outline.Of(chaptertest.Document(t, chaptertest.School)))); len(again) != len(got) {
		t.Error("gathering changed the document")
	}
}
