package ledger_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/ledger"
)

func TestWritePostings(t *testing.T) {
	hit := ledger.PostingHit{Institution: "10459", PostingNo: "A1", Employer: "=1+1", Position: "职员", File: "招聘.xlsx", Sheet: "春季", Row: 7,
		Category: "性别", Kind: "限定性别", Field: "招聘条件", Words: "限男", Clause: "七.5", Document: "某文件", Mark: "惯例", Remedy: "删去"}
	for _, province := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "复核.xlsx")
		err := ledger.WritePostings(path, ledger.PostingBook{Owner: ledger.Owner{Name: "甲大学", Unit: "学院"}, At: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC),
			Cohort: 2025, Province: province, Postings: 30, Hit: 1, Hits: []ledger.PostingHit{hit},
			Categories: []ledger.PostingCategory{{Name: "性别", Title: "限定性别", Clause: "七.5", Quote: "原话", Postings: 1}}})
		if err != nil {
			t.Fatal(err)
		}
		summary, list, choices := readPostings(t, path)
		if !slices.Equal(summary[3][:5], []string{"性别", "限定性别", "1", "七.5", "原话"}) || summary[4][2] != "1" || !strings.Contains(summary[4][4], "共查 30 条") {
			t.Errorf("summary %q", summary)
		}
		want := []string{"A1", "=1+1", "职员", "性别", "招聘条件", "限男", "限定性别", "七.5", "某文件", "推及", "删去", "招聘.xlsx 春季 第7行"}
		if province {
			want = append([]string{"10459"}, want...)
		}
		if !slices.Equal(list[3], want) || !strings.Contains(list[0][0], "甲大学 2025 届招聘信息复核清单（2025-03-01）：是提示，不是结论") {
			t.Errorf("province %v: %q", province, list)
		}
		if heads := list[2][len(want):]; !slices.Equal(heads, []string{"复核结论", "说明", "复核人", "复核日期"}) || choices != 1 {
			t.Errorf("to be filled in: %q, %d columns with choices", heads, choices)
		}
	}
}

// readPostings reads both sheets, and how many columns of the list offer
// choices.
func readPostings(t *testing.T, path string) (summary, list [][]string, choices int) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, into := range map[string]*[][]string{"汇总": &summary, "复核清单": &list} {
		if *into, err = f.GetRows(name); err != nil {
			t.Fatal(err)
		}
		if (*into)[1][0] != "仅限内部使用，不得公开" {
			t.Errorf("%s is stamped %q", name, (*into)[1][0])
		}
	}
	rules, err := f.GetDataValidations("复核清单")
	if err != nil {
		t.Fatal(err)
	}
	return summary, list, len(rules)
}
