package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/load"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
	"quxiang/reports/export"
	"quxiang/reports/record"
)

// verb runs a command on the house's workspace and returns what it prints.
func (h *house) verb(args ...string) (string, error) {
	h.t.Helper()
	var out bytes.Buffer
	s := newSession()
	s.out, s.err, s.quiet = &out, &out, true
	root := newRootCommand(s)
	root.SetArgs(append([]string{"-C", h.engine.Workspace.Dir}, args...))
	err := root.ExecuteContext(h.t.Context())
	return out.String(), err
}

// exports runs export, which must succeed.
func (h *house) exports(args ...string) string {
	h.t.Helper()
	out, err := h.verb(append([]string{"export"}, args...)...)
	if err != nil {
		h.t.Fatalf("export %q: %v", args, err)
	}
	return out
}

// The school's rates of the twenty graduates counted by hand, as a CSV file.
func TestExportOfTwenty(t *testing.T) {
	dir := filepath.Join(projectRoot, "testdata", "golden", "hand20")
	h := newHouse(t, 2024, nil)
	h.load(load.Request{Paths: []string{filepath.Join(dir, "data", "2024届毕业生名单.csv"),
		filepath.Join(dir, "data", "2024届去向登记-20240831.csv"), filepath.Join(dir, "data", "2024届去向登记-20241231.csv")}, Cohort: 2024})
	h.build()
	out := t.TempDir()
	for _, format := range []string{"csv", "xlsx"} {
		h.exports("placement", "--where", "grain=school", "--where", "grain=completion", "--where", "edition=2024", "--to", filepath.Join(out, "a."+format))
	}
	want, err := os.ReadFile(filepath.Join(dir, "export.csv"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(out, "a-内部版.csv"))
	if err != nil || string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s(%v)", got, want, err)
	}
	checkNotes(t, filepath.Join(out, "a-内部版.xlsx"))
	t.Run("form", func(t *testing.T) { h.checkHandForm(t) })
	t.Run("refused", func(t *testing.T) { h.checkRefused(t) })
}

// checkNotes: the workbook explains itself and freezes its heading.
func checkNotes(t *testing.T, path string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	notes := sheetText(t, f, "说明")
	for _, want := range []string{"内部版，含小基数明细，不得公开", "一行一个届次、截止日、口径版本", "grain=school 或 completion，edition=2024", "手算大学", "数据构建 2", "落实人数"} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes lack %q:\n%s", want, notes)
		}
	}
	panes, err := f.GetPanes("数据")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the heading is not frozen: %+v, %v", panes, err)
	}
}

func sheetText(t *testing.T, f *excelize.File, sheet string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.Join(row, "|"))
	}
	return strings.Join(lines, "\n")
}

// checkHandForm: the provincial annex of the twenty, whose numbers are those of
// expected.csv; what the register does not say is listed.
func (h *house) checkHandForm(t *testing.T) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "附表.xlsx")
	h.exports("--form", "provincial_major_rate", "--to", path)
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text := sheetText(t, f, "填报") + sheetText(t, f, "分专业毕业去向落实率")
	for _, want := range []string{"毕业生数|人|20|", "落实去向人数|人|16", "毕业去向落实率|%|80.00%|",
		"|本科|080901|计算机科学与技术|7|42.86%|4|57.14%|", "|本科|080902|软件工程|5|100.00%|5|100.00%|", "|合计|||20|65.00%|16|80.00%|"} {
		if !strings.Contains(text, want) {
			t.Errorf("the form lacks %q:\n%s", want, text)
		}
	}
}

// checkRefused: what may not leave is refused with a reason and a remedy.
func (h *house) checkRefused(t *testing.T) {
	to := filepath.Join(t.TempDir(), "a.csv")
	cases := []struct {
		words string
		args  []string
	}{
		{"一人一行", []string{"warehouse.fct_graduate", "--to", to}},
		{"一人一行", []string{"raw.roster", "--to", to}},
		{"没有这张表", []string{"fct_graduate", "--to", to}},
		{"没有这张表", []string{"marts.fct_graduate; drop", "--to", to}},
		{"没有这一列", []string{"placement", "--where", "name=张三", "--to", to}},
		{"写了两次", []string{"edition", "marts.edition", "--to", filepath.Dir(to)}},
		{"几个人一格就能认出是谁", []string{"placement", "--public", "--to", to}},
		{"几个人一格就能认出是谁", []string{"edition", "distribution", "--public", "--to", filepath.Dir(to)}},
		{"还没有发布公开版报告", []string{"figures", "--public", "--to", to}},
		{"只能整份与 --public", []string{"figures", "--to", to}},
		{"没有这张表", []string{"--form", "none", "--to", to + ".xlsx"}},
		{"不是工作簿的扩展名", []string{"--form", "provincial_major_rate", "--to", to}},
		{"当前构建没有这一届的去向", []string{"--form", "provincial_major_rate", "--year", "2031", "--to", to + ".xlsx"}},
		{"读不了模板", []string{"--form", "provincial_major_rate", "--template", "none.xlsx", "--to", to + ".xlsx"}},
		{"要用 --to", []string{"edition"}}, {"要写明导出哪张表", []string{"--to", to}},
		{"不能再写表名", []string{"edition", "--form", "provincial_major_rate", "--to", to}},
		{"要与 --form 一起用", []string{"edition", "--copy", "--to", to}},
	}
	for _, c := range cases {
		out, err := h.verb(append([]string{"export"}, c.args...)...)
		if err == nil || fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), "处理办法") {
			t.Errorf("%q: %v %s, want %q", c.args, err, out, c.words)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(to)); err != nil || len(entries) > 0 {
		t.Errorf("a refused export left %v (%v)", entries, err)
	}
	h.exports("edition", "cutoff", "--public", "--to", filepath.Dir(to))
	if _, err := os.Stat(filepath.Join(filepath.Dir(to), "edition-公开版.csv")); err != nil {
		t.Error(err)
	}
}

// checkExports writes every mart of a build in every format and reads it back.
func (h *house) checkExports(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	marts := martsOf(h.engine)
	var names []string
	for _, m := range marts {
		names = append(names, m.Name)
	}
	for _, format := range []string{"csv", "xlsx", "parquet", "arrow"} {
		h.exports(append(slices.Clone(names), "--names", "--format", format, "--to", dir)...)
	}
	build, err := h.engine.Current(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer build.Close()
	filled := 0
	for _, m := range marts {
		path := func(format string) string { return filepath.Join(dir, m.Name+"-内部版."+format) }
		want := textsOf(t, build, "select * from marts."+m.Name+" order by "+orderOf(m))
		checkCSV(t, path("csv"), m, want)
		checkBook(t, path("xlsx"), m, want)
		checkArrow(t, path("arrow"), len(want))
		file := "read_parquet(" + query.Literal(path("parquet")) + ")"
		if left := textsOf(t, build, "(from marts."+m.Name+" except all from "+file+") union all (from "+file+" except all from marts."+m.Name+")"); len(left) > 0 {
			t.Errorf("%s: %d rows differ in Parquet, first %q", m.Name, len(left), left[0])
		}
		if len(want) > 0 {
			filled++
		}
	}
	if filled < 40 {
		t.Errorf("only %d marts have rows", filled)
	}
}

// textsOf runs a query on an open build; every value as text, null as "".
func textsOf(t *testing.T, build *store.Reader, query string) [][]string {
	t.Helper()
	found, err := build.DB().QueryContext(t.Context(), "select columns(*)::text from ("+query+")")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for found.Next() {
		row, cells := make([]string, len(columns)), make([]any, len(columns))
		for i := range row {
			cells[i] = &nullable{&row[i]}
		}
		if err := found.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// orderOf is the order of an export, by SQL of its own.
func orderOf(m export.Mart) string {
	var order []string
	for _, name := range m.Grain {
		order = append(order, name+" nulls first")
	}
	return strings.Join(append(order, "all nulls first")[:max(len(order), 1)], ", ")
}

// asWritten turns the text of a value by the database into that of an export.
func asWritten(c export.Column, s string) string {
	switch c.Type {
	case "boolean":
		return strings.NewReplacer("true", "是", "false", "否").Replace(s)
	case "double":
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			return strconv.FormatFloat(f, 'g', 10, 64)
		}
	}
	return s
}

func checkCSV(t *testing.T, path string, m export.Mart, want [][]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil || len(lines) != len(want)+1 {
		t.Errorf("%s: %d lines of CSV, want %d (%v)", m.Name, len(lines)-1, len(want), err)
		return
	}
	sameRows(t, m, "CSV", lines[1:], want)
}

func checkBook(t *testing.T, path string, m export.Mart, want [][]string) {
	t.Helper()
	if len(want) > 200 {
		want = want[:200] // reading back is slow; the rest is written by the same loop
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.Rows("数据")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got [][]string
	for rows.Next() && len(got) <= len(want) {
		line, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, append(line, make([]string, len(m.Columns))...)[:len(m.Columns)])
	}
	if len(got) < len(want)+1 {
		t.Errorf("%s: %d rows in the workbook, want %d", m.Name, len(got)-1, len(want))
		return
	}
	sameRows(t, m, "workbook", got[1:len(want)+1], want)
}

// sameRows compares rows in their order.
func sameRows(t *testing.T, m export.Mart, where string, got, want [][]string) {
	t.Helper()
	flat := func(rows [][]string) []string {
		var lines []string
		for _, row := range rows {
			line := make([]string, len(row))
			for i, s := range row {
				line[i] = asWritten(m.Columns[i], s)
			}
			lines = append(lines, strings.Join(line, "|"))
		}
		return lines
	}
	a, b := flat(got), flat(want)
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("%s, row %d of the %s:\n got %s\nwant %s", m.Name, i+1, where, a[i], b[i])
			return
		}
	}
}

func checkArrow(t *testing.T, path string, want int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ipc.NewFileReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	defer r.Close()
	rows := 0
	for i := range r.NumRecords() {
		record, err := r.RecordBatch(i)
		if err != nil {
			t.Fatal(err)
		}
		rows += int(record.NumRows())
	}
	if rows != want {
		t.Errorf("%s: %d rows, want %d", path, rows, want)
	}
}

// An export of figures tells of a record what its readers see: never the counts
// behind a percentage, even where the record had them.
func TestFiguresTellWhatIsPrinted(t *testing.T) {
	num, den := int64(16), int64(20)
	r := record.Record{Figures: []record.Figure{
		{ID: "settled_rate|2024|2024|12-31|school|", Indicator: "settled_rate", Edition: "2024", Cohort: 2024, Cutoff: "12-31", Grain: "school",
			Kind: "ratio", Num: &num, Den: &den, N: &den, State: "shown", Printed: "80.00%"},
		{ID: "graduates||2024|12-31|major|major=本科:080901", Indicator: "graduates", Cohort: 2024, Grain: "major", Keys: "major=本科:080901", State: "suppressed", Printed: "*"},
	}}
	titles := map[[2]string]string{{"settled_rate", "2024"}: "毕业去向落实率", {"settled_rate", ""}: "另一版", {"graduates", ""}: "毕业生总数"}
	want := []export.Record{
		{Release: "2024-01", ID: r.Figures[0].ID, Indicator: "settled_rate", Title: "毕业去向落实率", Edition: "2024", Cohort: 2024, Cutoff: "12-31", Grain: "school", Printed: "80.00%", State: "shown"},
		{Release: "2024-01", ID: r.Figures[1].ID, Indicator: "graduates", Title: "毕业生总数", Cohort: 2024, Grain: "major", Keys: "major=本科:080901", Printed: "*", State: "suppressed"},
	}
	if got := exportRecords("2024-01", r, titles); !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
