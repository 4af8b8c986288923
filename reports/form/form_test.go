package form

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/fault"
	"quxiang/reports/export"
	"quxiang/reports/figure"
	sqlfiles "quxiang/sql"
)

// shippedMarts are the marts as their sidecars describe them.
func shippedMarts(t *testing.T) []Mart {
	t.Helper()
	var marts []Mart
	for _, pattern := range []string{"marts/*.toml", "marts/stats/*.toml"} {
		files, err := fs.Glob(sqlfiles.Files, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := fs.ReadFile(sqlfiles.Files, file)
			if err != nil {
				t.Fatal(err)
			}
			var s struct {
				Grain, Nullable []string
				Column          []export.Column
			}
			if _, err := toml.Decode(string(text), &s); err != nil {
				t.Fatal(err)
			}
			marts = append(marts, Mart{Name: strings.TrimSuffix(path.Base(file), ".toml"), Grain: s.Grain, Nullable: s.Nullable, Columns: s.Column})
		}
	}
	return marts
}

func shippedForms(t *testing.T) (fs.FS, []Form) {
	t.Helper()
	files, err := fs.Sub(sqlfiles.Files, "forms")
	if err != nil {
		t.Fatal(err)
	}
	forms, err := Load(files, shippedMarts(t))
	if err != nil || len(forms) < 4 {
		t.Fatalf("%d forms, %v", len(forms), err)
	}
	return files, forms
}

// Each shipped form makes a template that names every cell it fills, twice the
// same, and none passes for official.
func TestShippedForms(t *testing.T) {
	files, forms := shippedForms(t)
	for _, f := range forms {
		first, err := Template(files, f)
		if err != nil {
			t.Fatal(err)
		}
		second, err := f.Template()
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: the template differs from run to run (%v)", f.Name, err)
		}
		b, err := openBook(f, first, t.TempDir())
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		for _, name := range f.names() {
			if v, err := b.f.GetCellValue(b.at[name].sheet, address(b.at[name].col, b.at[name].row)); err != nil || v != "" && v != "合计" {
				t.Errorf("%s: the cell %s holds %q already (%v)", f.Name, name, v, err)
			}
		}
		if f.Mark == "S" || !strings.Contains(f.MarkWords(), "不是官方表样") {
			t.Errorf("%s is marked %s", f.Name, f.Mark)
		}
		if err := b.f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

const good = `title = "表"
source = "惯例"
mark = "M"

[[cell]]
name = "graduates_all"
title = "毕业生数"
mart = "placement"
where = { cohort = "@cohort", cutoff = "@cutoff", edition = "@edition", grain = "school" }
column = "graduates"

[[table]]
name = "majors"
title = "分专业"
mart = "placement"
where = { cohort = "@cohort", cutoff = "@cutoff", edition = "@edition", grain = "major" }
by = ["level", "major_key"]

[[table.column]]
title = "代码"
code = "major_key"

[[table.column]]
title = "落实率"
numerator = "settled"
denominator = "graduates"
`

// What is wrong with a mapping is told with its line and key.
func TestMappingsAreChecked(t *testing.T) {
	marts := shippedMarts(t)
	cases := []struct {
		name, old, new string
		row            int
		column         string
	}{
		{"as it is", "", "", 0, ""},
		{"unknown key", `column = "graduates"`, `columm = "graduates"`, 10, "cell.columm"},
		{"unknown key in a table", `code = "major_key"`, `codes = "major_key"`, 21, "table.column.codes"},
		{"no mark", `mark = "M"`, `mark = "官方"`, 3, "mark"},
		{"no source", `source = "惯例"`, ``, 1, "source"},
		{"no title", `title = "毕业生数"`, ``, 5, "title"},
		{"a cell's address as a name", `name = "graduates_all"`, `name = "ab12"`, 6, "name"},
		{"one name twice", `name = "majors"`, `name = "graduates_all"`, 13, "name"},
		{"no such mart", `mart = "placement"`, `mart = "fct_graduate"`, 8, "mart"},
		{"no such column", `column = "graduates"`, `column = "students"`, 10, "column"},
		{"a text is no counter", `column = "graduates"`, `column = "college"`, 10, "column"},
		{"two sources", `column = "graduates"`, "column = \"graduates\"\nmissing = \"没有\"", 5, ""},
		{"no source of a number", `column = "graduates"`, ``, 5, ""},
		{"unknown fact", `column = "graduates"`, `fact = "phone"`, 10, "fact"},
		{"edition left open", `edition = "@edition", grain = "school"`, `grain = "school"`, 9, "where"},
		{"two editions", `edition = "@edition", grain = "school"`, `edition = "2021|2024", grain = "school"`, 9, "where"},
		{"summed over editions", `edition = "@edition", grain = "school" }`, "grain = \"school\" }\nover = [\"edition\"]", 10, "over"},
		{"grain left open", `edition = "@edition", grain = "school"`, `edition = "@edition"`, 9, "where"},
		{"filter on nothing", `grain = "school"`, `grain = "school", clas = "1"`, 9, "where"},
		{"unknown parameter", `"@cohort", cutoff = "@cutoff", edition = "@edition", grain = "school"`, `"@year", cutoff = "@cutoff", edition = "@edition", grain = "school"`, 9, "where"},
		{"as of a count", `column = "graduates"`, "column = \"graduates\"\nas = \"text\"", 11, "as"},
		{"zero elsewhere", `column = "graduates"`, "column = \"graduates\"\nzero = [\"code\"]", 11, "zero"},
		{"half a ratio", `denominator = "graduates"`, ``, 23, "denominator"},
		{"unknown as", `denominator = "graduates"`, "denominator = \"graduates\"\nas = \"permille\"", 27, "as"},
		{"code of no key", `code = "major_key"`, `code = "major"`, 21, "code"},
		{"say for a number", `denominator = "graduates"`, "denominator = \"graduates\"\nsay = { a = \"b\" }", 27, "say"},
		{"no rows", `by = ["level", "major_key"]`, `by = []`, 17, "by"},
		{"by no column", `by = ["level", "major_key"]`, `by = ["level", "major_key", "class"]`, 19, "by"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(good, c.old, c.new, 1)
			_, err := Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}, marts)
			if c.old == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var f *fault.Error
			if !errors.As(err, &f) || f.Kind != fault.Usage || f.File != "forms/x.toml" || f.Hint == "" {
				t.Fatalf("got %v", err)
			}
			if f.Row != c.row || f.Column != c.column {
				t.Errorf("line %d, key %q, want %d, %q: %v", f.Row, f.Column, c.row, c.column, err)
			}
		})
	}
}

func TestLoadAndChoose(t *testing.T) {
	if forms, err := Load(os.DirFS(filepath.Join(t.TempDir(), "none")), nil); len(forms) != 0 || err != nil {
		t.Errorf("no folder: %v, %v", forms, err)
	}
	_, forms := shippedForms(t)
	for _, name := range []string{"provincial_major_rate", "省级就业质量报告附表-分专业毕业去向落实率"} {
		if f, err := Choose(forms, name); err != nil || f.Name != "provincial_major_rate" {
			t.Errorf("%s: %s, %v", name, f.Name, err)
		}
	}
	if _, err := Choose(forms, "没有"); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "vocational_destination") {
		t.Errorf("%v", err)
	}
}

func TestAnchors(t *testing.T) {
	cases := []struct {
		refers string
		want   anchor
		ok     bool
	}{
		{"Sheet1!$B$4", anchor{"Sheet1", 2, 4}, true},
		{"='表 一'!$AA$10", anchor{"表 一", 27, 10}, true},
		{"'it''s'!$A$1:$C$9", anchor{"it's", 1, 1}, true},
		{"Sheet1!#REF!", anchor{}, false},
		{"42", anchor{}, false},
	}
	for _, c := range cases {
		if got, ok := parseAnchor(c.refers); ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %v, %v", c.refers, got, ok)
		}
	}
}

func TestCodes(t *testing.T) {
	for key, want := range map[string]string{"本科:080901": "080901", "专科:名称:计算机类": "", "080901": "", "本科:0809Z1": "0809Z1", "本科:": ""} {
		if got := codeOf(&key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	if codeOf(nil) != "" {
		t.Error("no key has a code")
	}
}

// A template that lacks a name, or has a sheet that the program adds, is refused.
func TestTemplatesAreChecked(t *testing.T) {
	_, forms := shippedForms(t)
	f := forms[0]
	empty, taken := excelize.NewFile(), excelize.NewFile()
	if _, err := taken.NewSheet(blankSheet); err != nil {
		t.Fatal(err)
	}
	for _, name := range f.names() {
		if err := taken.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: "Sheet1!$A$1"}); err != nil {
			t.Fatal(err)
		}
	}
	for words, file := range map[string]*excelize.File{"模板里没有这些名称：" + f.names()[0]: empty, blankSheet: taken} {
		var data bytes.Buffer
		if err := file.Write(&data); err != nil {
			t.Fatal(err)
		}
		if _, err := openBook(f, data.Bytes(), t.TempDir()); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", words, err)
		}
	}
	if _, err := openBook(f, []byte("no workbook"), t.TempDir()); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "打不开") {
		t.Errorf("no workbook: %v", err)
	}
}

func number(n int64) *int64 { return &n }

// A table moves what is below it down, keeps the looks of its first row, and
// writes shares as they are asked for.
func TestTableInATemplate(t *testing.T) {
	template, bold := tableTemplate(t)
	table := Table{Name: "lines", Title: "行", Mart: "placement", Totals: "sums", By: []string{"major"}, Columns: []Column{
		{Item: Item{Title: "专业", Column: "major"}}, {Item: Item{Title: "落实", Column: "settled"}},
		{Item: Item{Title: "率", Numerator: "settled", Denominator: "graduates"}}, {Item: Item{Title: "点", Numerator: "settled", Denominator: "graduates", As: asPoints}},
		{Item: Item{Title: "字", Numerator: "settled", Denominator: "graduates", As: asText}}}}
	f := Form{Name: "x", Tables: []Table{table}}
	b, err := openBook(f, template, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.f.Close()
	r := &reader{set: Setting{Cohort: 2024}}
	majors := []string{"甲", "乙", "丙"}
	counts := [][2]int64{{2, 3}, {0, 0}, {20, 20}}
	var lines rows
	for i, c := range counts {
		n := number(c[0])
		lines.lines = append(lines.lines, r.line(table, i+1, []*string{&majors[i]}, []*int64{n, n, number(c[1]), n, number(c[1]), n, number(c[1])}))
	}
	all := number(22)
	lines.totals = r.line(table, 0, []*string{nil}, []*int64{all, all, number(23), all, number(23), all, number(23)})
	if err := b.fill(f, filled{tables: []rows{lines}}); err != nil {
		t.Fatal(err)
	}
	want := [][]string{{}, {"甲", "2", "66.67%", "66.67", "66.67%"}, {"乙", "0", "—", "—", "—"}, {"丙", "20", "100.00%", "100", "100.00%"},
		{"", "22", "0.9565", "95.65", "95.65%"}, {"以下空白"}}
	got, err := b.f.GetRows("Sheet1")
	if err != nil || len(got) != len(want) {
		t.Fatalf("%q, %v", got, err)
	}
	for i := range want {
		if strings.Join(got[i], "|") != strings.Join(want[i], "|") {
			t.Errorf("row %d: %q, want %q", i+1, got[i], want[i])
		}
	}
	for _, at := range []string{"C2", "C3", "C4"} {
		if style, err := b.f.GetCellStyle("Sheet1", at); err != nil || style != bold {
			t.Errorf("%s has the style %d, want %d (%v)", at, style, bold, err)
		}
	}
}

// tableTemplate is a template with a row for lines, one for sums and a word
// below, and the style of one cell of the first.
func tableTemplate(t *testing.T) (data []byte, bold int) {
	t.Helper()
	file := excelize.NewFile()
	bold, err := file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: formatPercent})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		file.SetCellStyle("Sheet1", "C2", "C2", bold), file.SetCellStr("Sheet1", "A4", "以下空白"), file.SetCellFormula("Sheet1", "C3", "SUM(B2:B2)"),
		file.SetDefinedName(&excelize.DefinedName{Name: "lines", RefersTo: "Sheet1!$A$2"}),
		file.SetDefinedName(&excelize.DefinedName{Name: "sums", RefersTo: "Sheet1!$A$3"})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var book bytes.Buffer
	if err := file.Write(&book); err != nil {
		t.Fatal(err)
	}
	return book.Bytes(), bold
}

// Where a mart has no row there is nothing to write, and where not all graduates
// are known nothing is said of them.
func TestNoNumberWithoutData(t *testing.T) {
	r := &reader{set: Setting{Cohort: 2024}, refused: map[string]string{"08-31": "没有名单"}}
	rate := Item{Numerator: "settled", Denominator: "graduates"}
	cases := []struct {
		name    string
		item    Item
		cutoff  string
		numbers []*int64
		want    string // printed; empty: blank
	}{
		{"all there", rate, "12-31", []*int64{number(1), number(2)}, "50.00%"},
		{"no row", rate, "12-31", []*int64{nil, nil}, ""},
		{"half a row", rate, "12-31", []*int64{number(1), nil}, ""},
		{"rate refused", rate, "08-31", []*int64{number(1), number(2)}, ""},
		{"graduates refused", Item{Column: "graduates"}, "08-31", []*int64{number(1)}, ""},
		{"placed are known", Item{Column: "settled"}, "08-31", []*int64{number(1)}, "1"},
		{"nobody", rate, "12-31", []*int64{number(0), number(0)}, "—"},
	}
	for _, c := range cases {
		v := r.value(c.item, "marts.placement", Filter{"cutoff": c.cutoff}, nil, c.numbers)
		got := ""
		if v.figure != nil {
			got = figure.Print(*v.figure)
		}
		if got != c.want || (v.blank == "") != (c.want != "") {
			t.Errorf("%s: %q (%s), want %q", c.name, got, v.blank, c.want)
		}
	}
}

func TestCopyOverwritesNothing(t *testing.T) {
	files, forms := shippedForms(t)
	dir := filepath.Join(t.TempDir(), "forms")
	written, err := Copy(files, forms[0], dir)
	if err != nil || len(written) != 2 {
		t.Fatalf("%v, %v", written, err)
	}
	again, err := Load(os.DirFS(dir), shippedMarts(t))
	if err != nil || len(again) != 1 || again[0].Title != forms[0].Title {
		t.Errorf("the copy reads as %v, %v", again, err)
	}
	if _, err := Copy(files, forms[0], dir); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "已经有这份复制件") {
		t.Errorf("a second copy: %v", err)
	}
}
