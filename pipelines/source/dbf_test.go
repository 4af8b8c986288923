package source

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The tables of testdata were written by Python's dbf; the third record is
// marked as deleted.
func TestDBF(t *testing.T) {
	cases := map[string]string{
		"dbase3.dbf": `
1 1:text:XM 2:text:KSH 3:text:CSRQ 4:text:CJ 5:text:TJ
2 1:text:张三 2:text:26500000000001 3:number:20040229=2004-02-29 4:number:612.5 5:bool:1=TRUE
3 1:text:李四 2:text:00500000000002 3:number:20031201=2003-12-01 4:number:-7.0 5:bool:0=FALSE
5 2:text:26500000000004`,
		"foxpro.dbf": `
1 1:text:XM 2:text:KSH 3:text:CSRQ 4:text:CJ 5:text:TJ 6:text:BH 7:text:XF 8:text:SJ 9:text:BL
2 1:text:张三 2:text:26500000000001 3:number:20040229=2004-02-29 4:number:612.5 5:bool:1=TRUE 6:number:1 7:number:12.5 8:number:2026-06-30 08:05:01 9:number:0.25
3 1:text:李四 2:text:00500000000002 3:number:20031201=2003-12-01 4:number:-7.0 5:bool:0=FALSE 6:number:-2147483647 7:number:-0.01 8:number:2026-06-30 9:number:0.001
5 2:text:26500000000004 6:number:4 7:number:922337.2 9:number:-3.5`,
	}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			book := mustOpen(t, filepath.Join("testdata", name))
			if book.Format() != "dbf" || book.Encoding().Name != "GB18030" {
				t.Errorf("read as %s in %s", book.Format(), book.Encoding())
			}
			if got := dump(t, book, 0); got != want[1:] {
				t.Errorf("reads\n%s\nwant%s", got, want)
			}
		})
	}
}

// field is a field of a table made by hand.
type field struct {
	name string
	kind byte
	size int
}

// dbfTable lays a table out byte by byte; driver says its code page.
func dbfTable(driver byte, fields []field, records ...string) string {
	head := make([]byte, 32)
	copy(head, "\x03\x7e\x0b\x19")
	head[29] = driver
	size := 1
	for _, f := range fields {
		d := make([]byte, 32)
		copy(d, f.name)
		d[11], d[16] = f.kind, byte(f.size)
		head, size = append(head, d...), size+f.size
	}
	head = append(head, '\r')
	binary.LittleEndian.PutUint32(head[4:], uint32(len(records)))
	binary.LittleEndian.PutUint16(head[8:], uint16(len(head)))
	binary.LittleEndian.PutUint16(head[10:], uint16(size))
	return string(head) + strings.Join(records, "") + "\x1a"
}

func gbk(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Without a code page, the texts decide; names of fields may be Chinese.
func TestDBFWithoutCodePage(t *testing.T) {
	fields := []field{{gbk(t, "姓名"), 'C', 12}, {"NOTE", 'M', 10}, {"FOX", 'M', 4}, {"N", 'N', 3}}
	chinese := gbk(t, "张三丰李四光")
	for name, c := range map[string]struct{ record, want string }{
		"texts":             {" " + chinese + "          " + "\x00\x00\x00\x00" + "  1", "2 1:text:张三丰李四光 4:number:1"},
		"memo":              {" " + chinese + "         7" + "\x30\x00\x00\x00" + "   ", "2 1:text:张三丰李四光 2:error:备注字段 3:error:备注字段"},
		"number overflowed": {" " + chinese + "          " + "\x00\x00\x00\x00" + "***", "2 1:text:张三丰李四光 4:error:***"},
	} {
		t.Run(name, func(t *testing.T) {
			book := mustOpen(t, writeFile(t, "录取.xls", dbfTable(0, fields, c.record)))
			want := "1 1:text:姓名 2:text:NOTE 3:text:FOX 4:text:N\n" + c.want
			if got := dump(t, book, 0); got != want {
				t.Errorf("reads\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestDBFRefusals(t *testing.T) {
	fields := []field{{"XM", 'C', 6}}
	latin := writeFile(t, "a.dbf", dbfTable(0, fields, " caf\xe9  ", " na\xefve "))
	if _, err := Open(latin, Options{}); err == nil || !strings.Contains(err.Error(), "认不出文字编码") {
		t.Errorf("Latin-1: %v", err)
	}
	if book, err := Open(latin, Options{Encoding: "windows-1252"}); err != nil {
		t.Errorf("Latin-1, said so: %v", err)
	} else {
		book.Close()
	}
	whole := dbfTable(0x4d, fields, " abc   ", " def   ")
	book := mustOpen(t, writeFile(t, "a.dbf", whole[:len(whole)-5]))
	rows, err := book.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
	}
	if err := rows.Err(); err == nil || !strings.Contains(err.Error(), "断了") || !strings.Contains(err.Error(), "3") {
		t.Errorf("cut off: %v", err)
	}
}

// A text table may begin with the byte of a dBase version.
func TestDBFIsNotText(t *testing.T) {
	for _, s := range []string{"0\x01\x01,", "1,2,3\n4,5,6\n", "0" + strings.Repeat("\x05", 200)} {
		if isDBF([]byte(s)) {
			t.Errorf("%q is taken for a dBase table", s)
		}
	}
}

// FuzzDBF: no bytes make the reader panic or hang.
func FuzzDBF(f *testing.F) {
	for _, name := range []string{"dbase3.dbf", "foxpro.dbf"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, data []byte) { readAll(writeFile(t, "a.dbf", string(data))) })
}
