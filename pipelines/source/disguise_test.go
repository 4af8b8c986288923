package source

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// Files that portals call .xls, and what is in them.
func TestDisguised(t *testing.T) {
	page := "<html><head><meta charset=gb2312></head><body><table><tr><td>某校</td></tr></table>" +
		"<table border=1><tr><th rowspan=2>学 号</th><th colspan=2>去向</th></tr>" +
		"<tr><th>代码</th><th>单位<br>名称</th></tr>\n" +
		"<tr style='display: none'><td>=\"0101\"</td><td> 10&nbsp;</td><td><b>甲</b>公司<table><tr><td>x</td></tr></table></td></tr></table></body></html>"
	const pageRows = "1 1:text:学 号 2:text:去向\n2 2:text:代码 3:text:单位\n名称\n3! 1:text:0101 2:text:10 3:text:甲公司"
	single := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"=_b\"\r\n\r\n" +
		"--=_b\r\nContent-Type: text/css\r\n\r\ntd {}\r\n" +
		"--=_b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		base64.StdEncoding.EncodeToString([]byte(page)) + "\r\n--=_b--\r\n"
	cases := map[string]struct{ content, format, encoding, want, merged string }{
		"page in gb18030":  {gb(t, page), "html", "GB18030", pageRows, "[{1 1 2 1} {1 2 1 3}]"},
		"page in utf-8":    {"\ufeff" + page, "html", "UTF-8", pageRows, "[{1 1 2 1} {1 2 1 3}]"},
		"page in one file": {single, "mhtml", "", pageRows, "[{1 1 2 1} {1 2 1 3}]"},
		"tabs":             {"学号\t姓名\n0101\t张三\n", "csv", "UTF-8", "1 1:text:学号 2:text:姓名\n2 1:text:0101 2:text:张三", "[]"},
		"xml":              {spreadsheetML, "spreadsheetml", "", spreadsheetRows, "[{1 1 1 2}]"},
		"xml in gb18030":   {gb(t, strings.Replace(spreadsheetML, "UTF-8", "GB2312", 1)), "spreadsheetml", "", spreadsheetRows, "[{1 1 1 2}]"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			book := mustOpen(t, writeFile(t, "导出.xls", c.content))
			if book.Format() != c.format || book.Encoding().Name != c.encoding {
				t.Errorf("%s %s, want %s %s", book.Format(), book.Encoding(), c.format, c.encoding)
			}
			if got := dump(t, book, 0); got != c.want {
				t.Errorf("%q, want\n%q", got, c.want)
			}
			if merged, err := book.Merged(0); err != nil || fmt.Sprint(merged) != c.merged {
				t.Errorf("merged %v, want %s (%v)", merged, c.merged, err)
			}
		})
	}
}

const spreadsheetML = `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="000000"/></Style></Styles>
<Worksheet ss:Name="登记"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">学号</Data></Cell><Cell><Data ss:Type="String">备注</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:StyleID="s1"><Data ss:Type="Number">0.956</Data></Cell><Cell ss:Index="3"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>甲</B>&amp;乙</ss:Data></Cell></Row>
<Row><Cell ss:StyleID="s2"><Data ss:Type="Number">10101</Data></Cell><Cell><Data ss:Type="DateTime">2024-06-30T00:00:00.000</Data></Cell><Cell ss:Formula="=A1"/><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"/></Worksheet>
<Worksheet ss:Name="去年"><Table/><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>`

const spreadsheetRows = "1 1:text:学号 3:text:备注\n" +
	"4! 1:number:0.956=95.60% 3:text:甲&乙\n" +
	"5 1:number:10101=010101 2:number:2024-06-30T00:00:00.000=2024-06-30 3:uncached: 4:bool:1=TRUE 5:error:#N/A"

func TestSpreadsheetMLSheets(t *testing.T) {
	book := mustOpen(t, writeFile(t, "a.xls", spreadsheetML))
	if got := fmt.Sprint(book.Sheets()); got != "[{0 登记 false} {1 去年 true}]" {
		t.Error(got)
	}
}

func FuzzDisguised(f *testing.F) {
	for _, s := range []string{spreadsheetML, "<table><tr><td rowspan=9 colspan=999999>1<td>2<tr><td>3</table>",
		"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<table><tr><td>1<tr><td>2</table>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { readAll(writeFile(t, "a.xls", s)) })
}
