package source

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/fault"
)

// workbook zips parts into an .xlsx; parts not given are the least there is.
func workbook(t *testing.T, parts map[string]string) string {
	t.Helper()
	all := map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range all {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "a.xlsx", b.String())
}

func sheetOf(rows string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}
}

func writeFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustOpen(t *testing.T, path string) Book {
	t.Helper()
	book, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

// dump prints a sheet, one row a line: 1! for a hidden row, then each cell as
// column:kind:raw, and =text where what is shown differs.
func dump(t *testing.T, book Book, sheet int) string {
	t.Helper()
	rows, err := book.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		lines = append(lines, printRow(rows.Row()))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

var kindNames = []string{"empty", "text", "number", "bool", "error", "uncached"}

func printRow(row Row) string {
	line := fmt.Sprint(row.Number)
	if row.Hidden {
		line += "!"
	}
	for _, c := range row.Cells {
		line += fmt.Sprintf(" %d:%s:%s", c.Col, kindNames[c.Kind], c.Raw)
		if c.Text != c.Raw {
			line += "=" + c.Text
		}
	}
	return line
}

func TestCells(t *testing.T) {
	cases := map[string]struct{ rows, want string }{
		"inline": {`<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>`, "1 1:text:甲"},
		"runs without phonetics": {`<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>ka</t></rPh></is></c></row>`,
			"1 1:text:甲 乙"},
		"no references":              {`<row><c><v>1</v></c><c t="str"><v>x</v></c></row><row><c><v>2</v></c></row>`, "1 1:number:1 2:text:x\n2 1:number:2"},
		"gaps":                       {`<row r="3"><c r="B3"><v>1</v></c><c r="AA3"><v>2</v></c></row>`, "3 2:number:1 27:number:2"},
		"blank rows are left out":    {`<row r="1"><c r="A1" s="0"/></row><row r="2"/><row r="4"><c r="A4"><v>1</v></c></row>`, "4 1:number:1"},
		"hidden row":                 {`<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>`, "1! 1:number:1"},
		"booleans and errors":        {`<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>`, "1 1:bool:1=TRUE 2:error:#N/A"},
		"formula with a result":      {`<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>甲</v></c></row>`, "1 1:number:2 2:text:甲"},
		"formula without a result":   {`<row r="1"><c r="A1"><f>1+1</f></c></row>`, "1 1:uncached:"},
		"formula never computed":     {`<row r="1"><c r="A1"><f>1+1</f><v></v></c><c r="B1"><f>A1</f><v /></c></row>`, "1 1:uncached: 2:uncached:"}, // openpyxl
		"formula whose result is ''": {`<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c></row>`, "1 2:number:1"},
		"entities":                   {`<row r="1"><c r="A1" t="str"><v>&lt;a&gt; &amp; &#20013;&#x6587; &unknown;</v></c></row>`, "1 1:text:<a> & 中文 &unknown;"},
		"excel's escapes":            {`<row r="1"><c r="A1" t="str"><v>甲_x000D__x4E59_ _xZZ</v></c></row>`, "1 1:text:甲\r乙 _xZZ"},
		"cdata":                      {`<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a<b>&amp;]]></t></is></c></row>`, "1 1:text:a<b>&amp;"},
		"comments":                   {`<!-- <row> --><row r="1"><!-- > --><c r="A1"><v>1</v></c></row>`, "1 1:number:1"},
		"a > in an attribute":        {`<row r="1" x="a>b"><c r="A1"><v>1</v></c></row>`, "1 1:number:1"},
		"prefix":                     {`<x:row r="1"><x:c r="A1" t="str"><x:v>甲</x:v></x:c></x:row>`, "1 1:text:甲"},
		"18 digits as a number":      {`<row r="1"><c r="A1"><v>1.10101199003078E+17</v></c></row>`, "1 1:number:1.10101199003078E+17=110101199003078000"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := dump(t, mustOpen(t, workbook(t, sheetOf(c.rows))), 0); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestSharedStringsAndSheets(t *testing.T) {
	book := mustOpen(t, workbook(t, map[string]string{
		"xl/workbook.xml": `<workbook><workbookPr date1904="1"/><sheets><sheet name="甲&amp;乙" sheetId="1" r:id="rId1"/>` +
			`<sheet name="图" sheetId="2" r:id="rId2"/><sheet name="藏" sheetId="3" state="veryHidden" r:id="rId3"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId3" Type="x/worksheet" Target="worksheets/s3.xml"/></Relationships>`,
		"xl/sharedStrings.xml":     `<sst><si><t>甲</t></si><si/><si><r><t>乙</t></r><r><t>丙</t></r></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/s3.xml":     `<worksheet><sheetData/></worksheet>`,
	}))
	want := []Sheet{{0, "甲&乙", false}, {1, "藏", true}}
	if got := book.Sheets(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("sheets %v, want %v", got, want)
	}
	if got := dump(t, book, 0); got != "1 1:text:甲 3:text:乙丙" {
		t.Error(got)
	}
	if got := dump(t, book, 1); got != "" {
		t.Error(got)
	}
	if !book.(*xlsxBook).Date1904() {
		t.Error("1904")
	}
}

// A cell longer than the scanner's window, and one that straddles its edge.
func TestLongCells(t *testing.T) {
	for _, n := range []int{scanBuffer - 40, scanBuffer, 3*scanBuffer + 7} {
		text := strings.Repeat("长", n/3)
		got := dump(t, mustOpen(t, workbook(t, sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>`+text+`</t></is></c></row>`))), 0)
		if got != "1 1:text:"+text {
			t.Errorf("%d bytes came back as %d", n, len(got))
		}
	}
}

func TestMerged(t *testing.T) {
	filler := strings.Repeat(`<row><c t="str"><v>sheetData&gt; /sheetData></v></c></row>`, 20000)
	for name, c := range map[string]struct{ tail, want string }{
		"none":   {"", "[]"},
		"two":    {`<mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="B2:AA2"/></mergeCells>`, "[{1 1 3 1} {2 2 2 27}]"},
		"broken": {`<mergeCells><mergeCell ref="A1"/><mergeCell ref="C3:A1"/></mergeCells>`, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			book := mustOpen(t, workbook(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + filler + "</sheetData>" + c.tail + "</worksheet>"}))
			merged, err := book.Merged(0)
			if err != nil || fmt.Sprint(merged) != c.want {
				t.Errorf("%v %v, want %s", merged, err, c.want)
			}
		})
	}
}

// locked is a workbook that wants a password.
func locked(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	data, err := excelize.Encrypt(b.Bytes(), &excelize.Options{Password: "1234"})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Each refusal is a fault of kind Contract that says what is wrong and what to
// do.
func TestUnreadableFiles(t *testing.T) {
	good, err := os.ReadFile(workbook(t, sheetOf(`<row><c><v>1</v></c></row>`)))
	if err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(filepath.Join("testdata", "pair.xls"))
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct{ name, content, why string }{
		"empty":         {"a.xlsx", "", "0 字节"},
		"owner file":    {"~$名单.xlsx", "x", "临时文件"},
		"truncated":     {"a.xlsx", string(good[:len(good)/2]), "不完整"},
		"password":      {"a.xlsx", locked(t), "密码"},
		"cut .xls":      {"a.xls", string(old[:len(old)/3]), "不完整"},
		"no table":      {"a.xls", "<html><p>请登录</p></html>", "没有表格"},
		"other xml":     {"a.xls", `<?xml version="1.0"?><Workbook/>`, "XML"},
		"cut xml":       {"a.xls", `<?xml version="1.0"?><Workbook><Worksheet><Table><Row><Cell>`, "不完整"},
		"mhtml":         {"a.xls", "MIME-Version: 1.0\r\n", "网页"},
		"pdf":           {"a.csv", "%PDF-1.4", "PDF"},
		"binary":        {"a.csv", "a,b\x00c\nd", "不是表格"},
		"other archive": {"a.xlsx", zipOf(t, "a.txt"), "压缩包"},
		"document":      {"a.xlsx", zipOf(t, "[Content_Types].xml"), "没有 Excel"},
		"picture":       {"a.xlsx", "\x89PNG\r\n\x1a\n", "图片"},
		"photograph":    {"a.xlsx", "\xff\xd8\xff\xe0", "图片"},
		"word":          {"a.docx", zipOf(t, "word/document.xml"), "Word"},
		"open document": {"a.xlsx", zipOf(t, "META-INF/manifest.xml"), "OpenDocument"},
		"binary book":   {"a.xlsx", zipOf(t, "xl/workbook.bin"), ".xlsb"},
		"rar":           {"a.xlsx", "Rar!\x1a\x07\x00", "RAR"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := writeFile(t, c.name, c.content)
			_, err := Open(path, Options{})
			f, ok := err.(*fault.Error)
			if !ok || f.Kind != fault.Contract || f.File != c.name || f.Hint == "" || !strings.Contains(f.Why, c.why) {
				t.Errorf("%#v, want a fault that says %q", err, c.why)
			}
		})
	}
	if _, err := Open(filepath.Join(t.TempDir(), "missing.xlsx"), Options{}); fault.KindOf(err) != fault.Contract {
		t.Errorf("missing file: %v", err)
	}
}

func zipOf(t *testing.T, name string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A sheet that stops in the middle must not pass for a short one.
func TestTruncatedSheet(t *testing.T) {
	for _, xml := range []string{
		`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2`,
		`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`,
	} {
		book := mustOpen(t, workbook(t, map[string]string{"xl/worksheets/sheet1.xml": xml}))
		rows, err := book.Rows(0)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
		}
		f, ok := rows.Err().(*fault.Error)
		if !ok || f.Sheet != "甲" || f.Kind != fault.Contract {
			t.Errorf("%q: %v", xml, rows.Err())
		}
	}
}

// excelize reads the same workbook by another way: stored and shown values
// must be the same, dates and known differences aside.
func TestAgainstExcelize(t *testing.T) {
	formats := []string{"", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "000000", `"XH"0000`, "@"}
	values := []any{0, 1, -1, 7.5, 0.956, 1234567.891, 12345678901234, "文字", "", true, "  a ", -0.004}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	f := formatted(t, path, formats, values)
	defer f.Close()
	rows, err := mustOpen(t, path).Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	compared := 0
	for rows.Next() {
		for _, c := range rows.Row().Cells {
			name, _ := excelize.CoordinatesToCellName(c.Col, rows.Row().Number)
			shown, err1 := f.GetCellValue("Sheet1", name)
			stored, err2 := f.GetCellValue("Sheet1", name, excelize.Options{RawCellValue: true})
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			compared++
			if c.Raw != stored || c.Text != shown {
				t.Errorf("%s (%s): %q shown %q; excelize has %q shown %q", name, formats[rows.Row().Number-1], c.Raw, c.Text, stored, shown)
			}
		}
	}
	if compared != len(formats)*(len(values)-1) {
		t.Errorf("%d cells compared", compared)
	}
}

// formatted writes a workbook with a row for each format and in it all values.
func formatted(t *testing.T, path string, formats []string, values []any) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	for r, format := range formats {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &formats[r]})
		if format == "" {
			style, err = 0, nil
		}
		if err != nil {
			t.Fatal(err)
		}
		for c, value := range values {
			cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle("Sheet1", cell, cell, style); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return f
}
