package workbook

import (
	"fmt"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"quxiang/reports/chapter"
	"quxiang/reports/internal/sample"
	"quxiang/reports/outline"
)

func TestOrigin(t *testing.T) {
	doc := sample.Document()
	doc.Origin = chapter.Origin{Release: "一", Config: "c1", Rules: "r2", Models: "m3",
		Inputs: []chapter.Input{{Name: "名单.xlsx", SHA256: "f4"}, {Name: "=1+1", SHA256: "f5"}}}
	f := opened(t, doc)
	seen := f.GetSheetList()
	if at := slices.Index(seen, originSheet); at != len(seen)-2 || seen[len(seen)-1] != idSheet {
		t.Errorf("sheets %v: %s is not the last that is seen", seen, originSheet)
	}
	rows, err := f.GetRows(originSheet)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"发布编号", "一"}, {"配置", "c1"}, {"规则", "r2"}, {"模型", "m3"}, {"文件 名单.xlsx", "f4"}, {"文件 =1+1", "f5"}}
	for i, w := range want {
		if got := rows[firstRow-1+i]; !slices.Equal(got, w) {
			t.Errorf("row %d: %v, want %v", i, got, w)
		}
	}
	if at, linked := linkTo(t, f, originSheet); !linked {
		t.Errorf("the contents have no link to %s (%s)", originSheet, at)
	}
}

func TestNoOrigin(t *testing.T) {
	if outline.Origin(chapter.Origin{}) != nil {
		t.Fatal("nothing known makes facts")
	}
	if f := opened(t, sample.Document()); slices.Contains(f.GetSheetList(), originSheet) {
		t.Error("a report of unknown origin has a sheet of it")
	}
}

// linkTo finds the cell of the contents that jumps to a sheet.
func linkTo(t *testing.T, f *excelize.File, sheet string) (string, bool) {
	t.Helper()
	rows, err := f.GetRows(contentsSheet)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		at := fmt.Sprintf("C%d", i+1)
		linked, target, err := f.GetCellHyperLink(contentsSheet, at)
		if err != nil {
			t.Fatal(err)
		}
		if linked && target == "'"+sheet+"'!A1" {
			return at, true
		}
	}
	return "", false
}
