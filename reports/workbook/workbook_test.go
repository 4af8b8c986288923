package workbook

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
	"quxiang/reports/html"
	"quxiang/reports/internal/sample"
	"quxiang/templates"
)

// written is a document's workbook on disk.
func written(t *testing.T, doc *chapter.Document) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.xlsx")
	if err := Write(path, doc); err != nil {
		t.Fatal(err)
	}
	return path
}

func opened(t *testing.T, doc *chapter.Document) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(written(t, doc))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestSameDocumentSameBytes(t *testing.T) {
	one, err := os.ReadFile(written(t, sample.Document()))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := os.ReadFile(written(t, sample.Document()))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one, again) {
			t.Fatal("two workbooks of one document differ")
		}
	}
}

// TestFiguresAgree reads the workbook back: every figure of a table is there
// and shows what the document and the page print.
func TestFiguresAgree(t *testing.T) {
	for name, doc := range map[string]*chapter.Document{
		"sample": sample.Document(), "school": chaptertest.Document(t, chaptertest.School),
		"tiny": chaptertest.Document(t, chaptertest.Tiny),
	} {
		t.Run(name, func(t *testing.T) { figuresAgree(t, doc) })
	}
}

func figuresAgree(t *testing.T, doc *chapter.Document) {
	want := map[string]string{}
	for _, tab := range everyTable(doc) {
		for _, row := range tab.Rows {
			for _, c := range row {
				if c.Figure != nil {
					want[figure.ID(*c.Figure)] = figure.Print(*c.Figure)
				}
			}
		}
		if n := tab.Basis.N; n != nil {
			want[figure.ID(*n)] = figure.Print(*n)
		}
	}
	got, err := Figures(written(t, doc))
	if err != nil {
		t.Fatal(err)
	}
	library, err := templates.Assets()
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := html.Render(&page, doc, library); err != nil {
		t.Fatal(err)
	}
	shown, err := html.Figures(&page)
	if err != nil {
		t.Fatal(err)
	}
	for id, printed := range want {
		if got[id] != printed || shown[id] != printed {
			t.Errorf("%s: document %q, workbook %q, page %q", id, printed, got[id], shown[id])
		}
	}
	if len(got) != len(want) {
		t.Errorf("workbook has %d figures, the tables %d", len(got), len(want))
	}
}

func everyTable(doc *chapter.Document) []*chapter.Table {
	out := slices.Collect(doc.Tables())
	for c := range doc.Charts() {
		if !slices.Contains(out, c.Table) {
			out = append(out, c.Table)
		}
	}
	return out
}

// TestTamperingShows changes one digit in a cell.
func TestTamperingShows(t *testing.T) {
	path := written(t, sample.Document())
	before, err := Figures(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellFloat(f.GetSheetList()[1], "C4", 0.7004, -1, 64); err != nil { // 70.03% before
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	after, err := Figures(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for id := range before {
		if before[id] != after[id] {
			changed++
		}
	}
	if changed != 1 {
		t.Errorf("%d figures changed, want 1", changed)
	}
}

// TestAnyFigureReadsBack writes random figures and reads what the cells show.
func TestAnyFigureReadsBack(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		p := figure.Place{}
		tab := &chapter.Table{ID: "t", Title: "随机", Columns: []chapter.Column{{Key: "v", Numeric: true}}}
		doc := &chapter.Document{BuiltAt: "2025-01-06T09:30:00+08:00",
			Chapters: []chapter.Chapter{{Sections: []chapter.Section{{Blocks: []chapter.Block{tab}}}}}}
		want := map[string]string{}
		for i := range 60 {
			p.Keys = []figure.Key{{Name: "i", Value: fmt.Sprint(i)}}
			den := rapid.Int64Range(0, 2_000_000).Draw(t, "den")
			f := rapid.SampledFrom([]*figure.Figure{
				p.Share("share", rapid.Int64Range(0, den).Draw(t, "num"), den),
				p.Count("count", rapid.Int64Range(0, 1e12).Draw(t, "count"), "人"),
				p.Scaled("scaled", rapid.Int64Range(-1e9, 1e9).Draw(t, "scaled"), rapid.IntRange(0, 4).Draw(t, "scale"), "元"),
				p.Text("text", rapid.StringMatching(`[=+@\-]?[0-9a-z是]{1,8}`).Draw(t, "text")),
			}).Draw(t, "kind")
			tab.Rows = append(tab.Rows, []chapter.Cell{{Figure: f}})
			want[figure.ID(*f)] = figure.Print(*f)
		}
		path := filepath.Join(dir, "random.xlsx")
		if err := Write(path, doc); err != nil {
			t.Fatal(err)
		}
		got, err := Figures(path)
		if err != nil {
			t.Fatal(err)
		}
		for id, printed := range want {
			if got[id] != printed {
				t.Fatalf("%s: cell shows %q, document prints %q", id, got[id], printed)
			}
		}
	})
}

// TestNamesStayText finds names that look like formulas as text, unchanged.
func TestNamesStayText(t *testing.T) {
	f := opened(t, sample.Document())
	left := map[string]bool{
		sample.Script: true, sample.Image: true, sample.Formula: true, sample.Tabbed: true,
		sample.Plus: true, sample.At: true, sample.Minus: true,
	}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, v := range row {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(name, at); formula != "" || err != nil {
					t.Errorf("%s %s is a formula %q (%v)", name, at, formula, err)
				}
				delete(left, v)
			}
		}
	}
	for v := range left {
		t.Errorf("%q is in no cell", v)
	}
}

// TestNumbersAreNumbers looks at the kinds of cell of the first table.
func TestNumbersAreNumbers(t *testing.T) {
	f := opened(t, sample.Document())
	name := f.GetSheetList()[1]
	for at, want := range map[string]string{"B4": "4210", "C4": "0.7003", "C7": "1"} {
		raw, err := f.GetCellValue(name, at, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType(name, at)
		if err != nil {
			t.Fatal(err)
		}
		if raw != want || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s is %q of type %v, want the number %s", at, raw, kind, want)
		}
	}
}

// TestSheetsAreSetUp checks what every table's sheet must have.
func TestSheetsAreSetUp(t *testing.T) {
	doc := sample.Document()
	f := opened(t, doc)
	list := f.GetSheetList()
	if list[0] != contentsSheet || list[len(list)-1] != idSheet || len(list) != len(everyTable(doc))+2 {
		t.Errorf("sheets: %q", list)
	}
	if visible, err := f.GetSheetVisible(idSheet); visible || err != nil {
		t.Errorf("the sheet of ids shows (%v)", err)
	}
	titles := map[string]string{}
	for _, d := range f.GetDefinedName() {
		titles[d.Scope] = d.RefersTo
	}
	for _, name := range list[1 : len(list)-1] {
		panes, err := f.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != headRow {
			t.Errorf("%s: heading not frozen (%v)", name, err)
		}
		layout, err := f.GetPageLayout(name)
		if err != nil || *layout.Size != 9 || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
			t.Errorf("%s: page %+v (%v)", name, layout, err)
		}
		head, err := f.GetHeaderFooter(name)
		if err != nil || !strings.Contains(head.OddHeader, doc.Stamp) || !strings.Contains(head.OddFooter, "&P") {
			t.Errorf("%s: no stamp in %+v (%v)", name, head, err)
		}
		if !strings.HasSuffix(titles[name], "!$3:$3") {
			t.Errorf("%s: repeated rows %q", name, titles[name])
		}
		if linked, target, err := f.GetCellHyperLink(name, "A2"); !linked || target != "'目录'!A1" || err != nil {
			t.Errorf("%s: link back %q (%v)", name, target, err)
		}
	}
	if linked, target, err := f.GetCellHyperLink(contentsSheet, "C6"); !linked || target != quoted(list[1])+"!A1" || err != nil {
		t.Errorf("contents: link %q (%v)", target, err)
	}
}

// TestNativeCharts counts the drawings: one for each native chart.
// Text longer than its column shows whole: the row is as high as it needs.
func TestLongTextShowsWhole(t *testing.T) {
	long := strings.Repeat("与教务核对名单；", 20) // 320 digits wide, 39 of which go on a line
	table := &chapter.Table{ID: "t", Title: "检查结果", Columns: []chapter.Column{{Key: "a", Title: "检查"}, {Key: "b", Title: "处理办法"}},
		Rows: [][]chapter.Cell{{{Label: "短"}, {Label: "短"}}, {{Label: "短"}, {Label: long}}}}
	doc := &chapter.Document{BuiltAt: "2025-01-06T09:30:00+08:00",
		Chapters: []chapter.Chapter{{ID: "c", Title: "报告说明", Sections: []chapter.Section{{ID: "s", Title: "检查", Blocks: []chapter.Block{table}}}}}}
	f := opened(t, doc)
	sheet := f.GetSheetList()[1]
	for row, want := range map[int]float64{firstRow: rowHeight, firstRow + 1: 9 * lineHeight} {
		if got, err := f.GetRowHeight(sheet, row); err != nil || got != want {
			t.Errorf("row %d is %v points high, want %v (%v)", row, got, want, err)
		}
	}
}

func TestNativeCharts(t *testing.T) {
	doc := sample.Document()
	f := opened(t, doc)
	want, got := 0, 0
	for _, charts := range nativeCharts(doc) {
		for _, c := range charts {
			if want++; c.Kind == chapter.Multiples { // a chart for each of its panels
				want += len(stretches(c)) - 1
			}
		}
	}
	f.Pkg.Range(func(name, content any) bool {
		if strings.HasPrefix(name.(string), "xl/charts/chart") {
			got++
			if xml := string(content.([]byte)); !strings.Contains(xml, "<f>&#39;表") {
				t.Errorf("%s has no reference to a table", name)
			}
		}
		return true
	})
	if want != 11 || got != want {
		t.Errorf("%d native charts, want %d of the sample's 11", got, want)
	}
}

func TestNames(t *testing.T) {
	n := newNames(contentsSheet)
	long := strings.Repeat("专业", 20)
	for _, tt := range []struct{ wanted, want string }{
		{"表1-1 学历", "表1-1 学历"},
		{"表1-1 学历", "表1-1 学历(2)"},
		{"目录", "目录(2)"},
		{"a/b:c[d]*?\\e", "a-b-c-d----e"},
		{"'引号'", "引号"},
		{"History", "History(2)"},
		{"", "表"},
		{long, long[:len("专")*31]},
		{long, long[:len("专")*28] + "(2)"},
		{strings.Repeat("𠮷", 20), strings.Repeat("𠮷", 15)},
	} {
		if got := n.next(tt.wanted); got != tt.want {
			t.Errorf("next(%q) = %q, want %q", tt.wanted, got, tt.want)
		}
	}
}

// What is in percent is a fraction, as near as can be to what is printed, and
// looks as printed.
func TestPercentIsAFraction(t *testing.T) {
	p := figure.Place{}
	for _, tt := range []struct {
		f      *figure.Figure
		value  float64
		format string
	}{
		{p.Scaled("a", 8302, 2, "%"), 0.8302, "0.00%"},
		{p.Scaled("a", -310, 2, "%"), -0.031, "0.00%"},
		{p.Scaled("a", 10, 0, "%"), 0.1, "0%"},
		{p.Count("a", 20, "%"), 0.2, "0%"},
		{p.Scaled("a", 2270, 1, "份"), 227, "0.0"},
	} {
		if got, ok := value(*tt.f); !ok || got != tt.value {
			t.Errorf("%s: %v, want %v", figure.Print(*tt.f), got, tt.value)
		}
		f := excelize.NewFile()
		look, err := newStyles(f)
		if err != nil {
			t.Fatal(err)
		}
		id, err := look.of(*tt.f, false, "right")
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil || style.CustomNumFmt == nil || !strings.HasSuffix(*style.CustomNumFmt, tt.format) {
			t.Errorf("%s: format %v, want %s (%v)", figure.Print(*tt.f), style.CustomNumFmt, tt.format, err)
		}
	}
}
