package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
	"quxiang/reports/internal/sample"
	"quxiang/reports/prose"
	"quxiang/reports/record"
)

// remaking gives documents again as if from their builds.
func remaking(docs map[string]*chapter.Document) Remake {
	return func(_ context.Context, _ record.Record, build string) (*chapter.Document, error) {
		if doc := docs[build]; doc != nil {
			return doc, nil
		}
		return nil, &fault.Error{Kind: fault.Usage, Why: "没有这个构建"}
	}
}

// graduates is a document of one table: 6,012 graduates of 2024 until 31
// August, 85.24 % of them settled.
func graduates(n, settled int64) *chapter.Document {
	p := figure.Place{Cohort: 2024, Cutoff: "08-31", Edition: "2024", Grain: "school", Source: "marts.placement"}
	all, rate := p.Count("graduates", n, "人"), p.Rate("settled_rate", settled, n)
	table := &chapter.Table{ID: "t-school", Title: "全校毕业去向", Columns: []chapter.Column{
		{Key: "school", Title: "学校"}, {Key: "n", Title: "毕业生", Unit: "人", Numeric: true}, {Key: "rate", Title: "落实率", Unit: "%", Numeric: true}},
		Rows:  [][]chapter.Cell{{{Label: "示例大学第1校区"}, {Figure: all}, {Figure: rate}}},
		Basis: chapter.Basis{Cohort: "2024", Cutoff: "2024-08-31", CutoffTitle: "初次", Source: "marts.placement"}}
	section := chapter.Section{ID: "school", Title: "全校", Blocks: []chapter.Block{
		chapter.Paragraph{Kind: chapter.Finding, Spans: []chapter.Span{prose.T("全校毕业生"), prose.F(all), prose.T("人。")}}, table}}
	return &chapter.Document{Title: "示例大学2024届报告", Institution: "示例大学", Cohort: 2024, Audience: figure.Internal, Stamp: "内部版",
		BuildID: "20250106T093000", BuiltAt: "2025-01-06T09:30:00Z", Version: "1", Origin: chapter.Origin{Release: "2024-01"},
		Chapters: []chapter.Chapter{{ID: "settlement", Title: "去向与落实率", Sections: []chapter.Section{section}}}}
}

// What was changed is told: which figure, where, what it was.
func TestDifferencesAreTold(t *testing.T) {
	const id = "graduates||2024|08-31|school|"
	cases := []struct {
		name, old, new string
		want           Difference
	}{
		{"a figure in a table", `data-ref="` + id + `" value="6012">6,012`, `data-ref="` + id + `" value="6012">6,013`,
			Difference{OfFigure, id, "全校毕业去向（#t-school）", "6,013", "6,012", ""}},
		{"the value that sorts", `data-ref="` + id + `" value="6012">`, `data-ref="` + id + `" value="7012">`,
			Difference{OfText, "", "全校毕业去向（#t-school）", `7012">`, `6012">`, ""}},
		{"a time", "2024-08-31</time>", "2024-08-30</time>", Difference{OfText, "", "全校毕业去向（#t-school）", "2024-08-30", "2024-08-31", ""}},
		{"a citation", "<cite>marts.placement</cite>", "<cite>marts.placement2</cite>",
			Difference{OfText, "", "全校毕业去向（#t-school）", "marts.placement2", "marts.placement", ""}},
		{"a label", "第1校区", "第2校区", Difference{OfText, "", "全校毕业去向（#t-school）", "示例大学第2校区", "示例大学第1校区", ""}},
		{"a figure of another id", `id="` + id + `"`, `id="graduates||2023|08-31|school|"`,
			Difference{Extra, "graduates||2023|08-31|school|", "全校（#settlement-school）", "6,012", "", ""}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := graduates(6012, 5125)
			path := published(t, doc, ".html")
			edit(t, path, c.old, c.new)
			r := verified(t, path, Options{Remake: remaking(map[string]*chapter.Document{doc.BuildID: doc}), Scratch: t.TempDir()})
			if r.Same || r.Exact || len(r.Differences) == 0 {
				t.Fatalf("passes: %+v", r)
			}
			got := r.Differences[0]
			if got.What != c.want.What || got.ID != c.want.ID || !strings.HasSuffix(got.Place, c.want.Place[strings.Index(c.want.Place, "（"):]) ||
				c.want.What != OfText && (got.Printed != c.want.Printed || got.Recorded != c.want.Recorded) ||
				c.want.What == OfText && (!strings.Contains(got.Printed, tail(c.want.Printed)) || !strings.Contains(got.Recorded, tail(c.want.Recorded))) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// tail is the end of an expected text: what is told begins where the window does.
func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-6):])
}

// edit replaces a text that must be there, once.
func edit(t testing.TB, path, old, new string) {
	t.Helper()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(whole, []byte(old), []byte(new), 1)
	if bytes.Equal(changed, whole) {
		t.Fatalf("the page has no %q", old)
	}
	rewrite(t, path, changed)
}

// Data that a script draws, and the picture of it, are found by their chart.
func TestChartsAreCompared(t *testing.T) {
	path := published(t, sample.Document(), ".html")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{`<script type="application/json"`, "<svg"} {
		changed := bytes.Clone(whole)
		at := bytes.Index(changed, []byte(mark))
		if at < 0 {
			t.Fatalf("the page has no %s", mark)
		}
		digits := positions(changed[at:])
		changeDigit(changed, at+digits[len(mark)%7+20], 3)
		rewrite(t, path, changed)
		if r := verified(t, path, Options{}); r.Same || r.Differences[0].What != OfText {
			t.Errorf("%s: %+v", mark, r.Differences)
		}
	}
}

// Another program's saving of an unchanged workbook passes and is told; a
// changed cell in one is found by its address.
func TestSavedAgain(t *testing.T) {
	doc := graduates(6012, 5125)
	path := published(t, doc, ".xlsx")
	f := reopened(t, path)
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	r := verified(t, path, Options{})
	if !r.Same || r.Exact || !strings.Contains(strings.Join(r.Notes, " "), "另存过") {
		t.Errorf("saved again: %+v", r)
	}
	sheet := f.GetSheetList()[1]
	if err := f.SetCellInt(sheet, "B4", 6021); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	r = verified(t, path, Options{})
	want := Difference{OfFigure, "graduates||2024|08-31|school|", "工作表「" + sheet + "」B4", "6,021", "6,012", "工作表「" + sheet + "」"}
	if r.Same || r.Differences[0] != want {
		t.Errorf("got  %+v\nwant %+v", r.Differences, want)
	}
}

func reopened(t testing.TB, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// A workbook without its charts is still what it says; one with a chart of
// other words isn't.
func TestChartsMayBeLost(t *testing.T) {
	path := published(t, sample.Document(), ".xlsx")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	isChart := func(name string) bool { return strings.HasPrefix(name, "xl/charts/chart") }
	rewrite(t, path, repacked(t, whole, func(name string, content []byte) []byte {
		if isChart(name) {
			return []byte("<none/>")
		}
		return content
	}))
	if r := verified(t, path, Options{}); r.Same {
		t.Errorf("charts that were emptied pass: %v", r.Notes)
	}
	f := reopened(t, path)
	f.Pkg.Range(func(name, _ any) bool {
		if isChart(name.(string)) {
			f.Pkg.Delete(name)
		}
		return true
	})
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if r := verified(t, path, Options{}); !r.Same || !strings.Contains(strings.Join(r.Notes, " "), "图不在了") {
		t.Errorf("without its charts: %+v", r)
	}
}

// kept lays a document's record into a warehouse.
func kept(t testing.TB, dir, number string, doc *chapter.Document, paths ...string) Release {
	t.Helper()
	doc.Origin.Release = number
	r := record.Of(doc)
	for _, path := range paths {
		f, err := Seal(filepath.Base(path), path)
		if err != nil {
			t.Fatal(err)
		}
		r.Files = append(r.Files, f)
	}
	content, err := record.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	out := Release{Number: number, Path: filepath.Join(dir, number+record.Suffix), SHA256: hex.EncodeToString(sum[:])}
	rewrite(t, out.Path, content)
	return out
}

// Among several releases a file is held against its own, changed or not, and
// the warehouse's record goes before one that lies beside the file.
func TestTheRightRelease(t *testing.T) {
	dir := t.TempDir()
	first, second, third := graduates(6012, 5125), graduates(6012, 5125), graduates(6020, 5200)
	second.Stamp = "公开版"
	a, b, c := published(t, first, ".html"), published(t, second, ".html"), published(t, third, ".html")
	o := Options{Releases: []Release{kept(t, dir, "2024-01", first, a), kept(t, dir, "2024-02", second, b), kept(t, dir, "2024-03", third, c)}}
	for path, want := range map[string]string{a: "2024-01", b: "2024-02", c: "2024-03"} {
		r := verified(t, path, o)
		if !r.Exact || r.Release != want || !r.Kept {
			t.Errorf("%s: %+v", want, r)
		}
		edit(t, path, ">6,0", ">7,0")
		if r := verified(t, path, o); r.Same || !r.Kept {
			t.Errorf("%s changed: %+v", want, r)
		}
	}
}

// Whoever changes a file can write a record to it: in the workspace that
// released it, it does not pass.
func TestForgedRecordBeside(t *testing.T) {
	dir := t.TempDir()
	doc, forged := graduates(6012, 5125), graduates(6012, 5999)
	o := Options{Releases: []Release{kept(t, dir, "2024-01", doc, published(t, doc, ".html"))}}
	path := published(t, forged, ".html")
	if r := verified(t, path, o); r.Same || !r.Kept || r.Release != "2024-01" {
		t.Errorf("a forged release passes: %+v", r)
	}
	forged.Origin.Release = "2024-09"
	sealFile(t, path, forged)
	if r := verified(t, path, o); r.Kept || !strings.Contains(strings.Join(r.Notes, " "), "没有登记过发布 2024-09") {
		t.Errorf("a release that nobody registered: %+v", r)
	}
}

// Releases of the same bytes are told apart by the record beside the file.
func TestEqualReleases(t *testing.T) {
	dir, doc := t.TempDir(), graduates(6012, 5125)
	path := published(t, doc, ".html")
	o := Options{Releases: []Release{kept(t, dir, "2024-01", doc, path), kept(t, dir, "2024-02", doc, path), kept(t, dir, "2024-03", doc, path)}}
	for _, number := range []string{"2024-01", "2024-02", "2024-03"} {
		doc.Origin.Release = number
		sealFile(t, path, doc)
		if r := verified(t, path, o); r.Release != number || !r.Exact {
			t.Errorf("%s is told as %s", number, r.Release)
		}
	}
}

// A record that is not as it was registered proves nothing, and neither does
// none.
func TestRecordsThatProveNothing(t *testing.T) {
	dir, doc := t.TempDir(), graduates(6012, 5125)
	path := published(t, doc, ".html")
	release := kept(t, dir, "2024-01", doc, path)
	release.SHA256 = strings.Repeat("0", 64)
	cases := []struct {
		name string
		do   func()
		o    Options
		want string
	}{
		{"another record", func() {}, Options{Releases: []Release{release}}, "被改动过"},
		{"a broken one beside", func() { rewrite(t, beside(path), []byte("PAR1")) }, Options{}, "已损坏"},
		{"another report's", func() {
			if err := record.Write(beside(path), record.Of(sample.Document())); err != nil {
				t.Fatal(err)
			}
		}, Options{}, "找不到这份报告的记录"},
		{"none", func() { os.Remove(beside(path)) }, Options{}, "找不到这份报告的记录"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.do()
			if _, err := File(context.Background(), path, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func beside(path string) string { return strings.TrimSuffix(path, filepath.Ext(path)) + record.Suffix }

// Made again, every value must come out as recorded; what the current build
// says otherwise is told and fails nothing.
func TestRecompute(t *testing.T) {
	doc := graduates(6012, 5125)
	path := published(t, doc, ".html")
	now := graduates(6013, 5125)
	now.BuildID = "20250301T080000"
	o := Options{Recompute: true, Scratch: t.TempDir(), Remake: remaking(map[string]*chapter.Document{doc.BuildID: doc, "": now})}
	r := verified(t, path, o)
	want := []Change{{"graduates||2024|08-31|school|", "6,012", "6,013"},
		{"settled_rate|2024|2024|08-31|school|", "85.25%（5125/6012）", "85.23%（5125/6013）"}}
	if !r.Same || !r.Exact || r.Recomputed.Figures != 2 || r.Recomputed.Current != now.BuildID || len(r.Recomputed.Since) != 2 ||
		r.Recomputed.Since[0] != want[0] || r.Recomputed.Since[1] != want[1] || len(r.Recomputed.ByKind) != 2 {
		t.Errorf("%+v %+v", r, r.Recomputed)
	}
	o.Remake = remaking(map[string]*chapter.Document{doc.BuildID: graduates(6012, 5126), "": now})
	if r := verified(t, path, o); r.Same || r.Differences[0].Place != "按发布时的构建重算" || r.Differences[0].Printed != "85.26%（5126/6012）" {
		t.Errorf("a value that does not come out: %+v", r.Differences)
	}
	other := graduates(6012, 5125)
	other.Origin.Config = "changed"
	o.Remake = remaking(map[string]*chapter.Document{doc.BuildID: other, "": now})
	if r := verified(t, path, o); !r.Same || !strings.Contains(strings.Join(r.Notes, " "), "配置在生成这份报告之后改过") {
		t.Errorf("with another configuration: %v", r.Notes)
	}
	o.Remake = remaking(map[string]*chapter.Document{"": now})
	if _, err := File(context.Background(), path, o); err == nil {
		t.Error("without the build nothing was made again, and nobody is told")
	}
}

// Sums that another version of the program took aren't compared: equal bytes
// pass, others are refused with the reason.
func TestSumsOfAnotherMethod(t *testing.T) {
	doc := graduates(6012, 5125)
	path := published(t, doc, ".xlsx")
	r, err := record.Read(beside(path))
	if err != nil {
		t.Fatal(err)
	}
	r.Files[0].Method = method + 1
	if err := record.Write(beside(path), r); err != nil {
		t.Fatal(err)
	}
	if r := verified(t, path, Options{}); !r.Same || !r.Exact {
		t.Errorf("equal bytes: %+v", r)
	}
	if err := reopened(t, path).SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if r := verified(t, path, Options{}); r.Same || !strings.Contains(r.Differences[0].Printed, "别的版本") {
		t.Errorf("saved again: %+v", r)
	}
}

// Headers keep their words whatever program wrote their codes.
func TestMargins(t *testing.T) {
	for header, want := range map[string]string{
		`&L报告2024&R&KA6382A内部版`: "报告2024 内部版", `&L报告2024&R&Ka6382a内部版`: "报告2024 内部版",
		`&C&"宋体,常规"&10第 &P 页，共 &N 页`: "第 页，共 页", `&L甲&&乙`: "甲&乙", `&K01+000甲`: "甲",
	} {
		f := excelize.NewFile()
		t.Cleanup(func() { f.Close() })
		if err := f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddHeader: header}); err != nil {
			t.Fatal(err)
		}
		if got := margins(f, "Sheet1"); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}
