package source

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"quxiang/pipelines/fault"
)

func encoded(t *testing.T, e transform.Transformer, s string) string {
	t.Helper()
	out, _, err := transform.String(e, s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func gb(t *testing.T, s string) string {
	return encoded(t, simplifiedchinese.GB18030.NewEncoder(), s)
}

func TestEncodings(t *testing.T) {
	const text = "学号,姓名\r\n0101,张𠮷𫖯\r\n" // two four-byte characters in GB18030
	const want = "1 1:text:学号 2:text:姓名\n2 1:text:0101 2:text:张𠮷𫖯"
	plain := strings.Repeat("a,b\n", 30000) // 120 KB of ASCII before the first Chinese character
	cases := map[string]struct{ content, encoding, want string }{
		"utf-8":             {text, "UTF-8", want},
		"with a mark":       {"\ufeff" + text, "UTF-8", want},
		"with two marks":    {"\ufeff\ufeff" + text, "UTF-8", want},
		"gb18030":           {gb(t, text), "GB18030", want},
		"utf-16le":          {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), strings.ReplaceAll(text, ",", "\t")), "UTF-16LE", want},
		"utf-16be":          {encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), text), "UTF-16BE", want},
		"utf-16le, no mark": {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(), text), "UTF-16LE", want},
		"utf-16be, no mark": {encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), text), "UTF-16BE", want},
		"ascii":             {"a,b\n1,2", "UTF-8", "1 1:text:a 2:text:b\n2 1:text:1 2:text:2"},
		"late gb18030":      {plain + gb(t, "甲,乙"), "GB18030", "30001 1:text:甲 2:text:乙"},
		"late utf-8":        {plain + "甲,乙", "UTF-8", "30001 1:text:甲 2:text:乙"},
		"rare characters":   {gb(t, "姓名,学院\n㑇镕,计算机学院\n"), "GB18030", "1 1:text:姓名 2:text:学院\n2 1:text:㑇镕 2:text:计算机学院"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			book := mustOpen(t, writeFile(t, "名单.csv", c.content))
			got := dump(t, book, 0)
			if i := strings.LastIndex(got, "30001 "); i >= 0 {
				got = got[i:]
			}
			if got != c.want || book.Encoding().Name != c.encoding || book.Encoding().Basis == "" {
				t.Errorf("%s %q, want %s %q", book.Encoding(), got, c.encoding, c.want)
			}
			if sheets := book.Sheets(); len(sheets) != 1 || sheets[0].Name != "" || sheets[0].Hidden {
				t.Errorf("sheets %v", sheets)
			}
		})
	}
}

// What is not Chinese must not become Chinese, and one broken byte is named by
// its line.
func TestDoubtfulEncodings(t *testing.T) {
	latin := encoded(t, charmap.ISO8859_1.NewEncoder(), "Name,Straße\nMüller,Köln-Süd\nGarçon,Évry\n")
	cases := map[string]struct {
		content string
		line    int
		why     string
	}{
		"latin-1":        {latin, 0, "认不出"},
		"broken utf-8":   {"学号,姓名\n1,张三\n2,李\xff四\n3,王五\n", 3, "UTF-8"},
		"broken gb":      {gb(t, "学号,姓名\n1,张三\n2,李四\n") + "3,\xff\n", 4, "GB18030"},
		"marked, broken": {"\ufeffa\n\xff", 2, "UTF-8"},
		"zeros":          {"a\x00,\x00b\x00\n\x00\x00\xd8", 0, ""}, // half a character: no UTF-16
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Open(writeFile(t, "a.csv", c.content), Options{})
			f, ok := err.(*fault.Error)
			if !ok || f.Row != c.line || !strings.Contains(f.Why, c.why) || f.Hint == "" {
				t.Errorf("%v", err)
			}
		})
	}
	book, err := Open(writeFile(t, "a.csv", latin), Options{Encoding: "latin1"})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := dump(t, book, 0); !strings.Contains(got, "Köln-Süd") {
		t.Error(got)
	}
}

func TestFields(t *testing.T) {
	cases := map[string]struct{ content, want string }{
		"quotes":             {"\"a,b\",\"c\"\"d\"\n", `1 1:text:a,b 2:text:c"d`},
		"line break inside":  {"\"a\nb\",c\nd\n", "1 1:text:a\nb 2:text:c\n3 1:text:d"},
		"inch":               {"6\"管材,b\n", `1 1:text:6"管材 2:text:b`},
		"forced text":        {"=\"010101\",x\n", "1 1:text:010101 2:text:x"},
		"blank lines":        {"a\n\n\n,,\nb", "1 1:text:a\n5 1:text:b"},
		"tabs":               {"a\tb,c\td\n", "1 1:text:a 2:text:b,c 3:text:d"},
		"no last line end":   {"a,b", "1 1:text:a 2:text:b"},
		"quoted at the end":  {"a,\"b\"", "1 1:text:a 2:text:b"},
		"carriage return":    {"a,\"b\"\r\nc,d\r\n", "1 1:text:a 2:text:b\n2 1:text:c 2:text:d"},
		"semicolons":         {"a;b\n1;2\n", "1 1:text:a 2:text:b\n2 1:text:1 2:text:2"},
		"bars":               {"a|b;c\n1|2|3\n", "1 1:text:a 2:text:b;c\n2 1:text:1 2:text:2 3:text:3"},
		"spaces stay":        {" a ,b\n", "1 1:text: a  2:text:b"},
		"leading zeros stay": {"010101,95.6\n", "1 1:text:010101 2:text:95.6"},
		"empty quoted":       {"\"\",a\n", "1 2:text:a"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := dump(t, mustOpen(t, writeFile(t, "a.csv", c.content)), 0); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// A forgotten quotation mark must not swallow the rest of the file in silence.
func TestBrokenQuotes(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		line    int
	}{
		"not closed":     {"a,b\n\"c,d\ne,f\n", 2},
		"text behind":    {"a,b\nc,d\n\"e\"f,g\n", 3},
		"swallows a lot": {"a\n\"" + strings.Repeat("x,y\n", 1<<16), 2},
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := mustOpen(t, writeFile(t, "a.csv", c.content)).Rows(0)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
			}
			f, ok := rows.Err().(*fault.Error)
			if !ok || f.Row != c.line || !strings.Contains(f.Why, "双引号") {
				t.Errorf("%v, want line %d", rows.Err(), c.line)
			}
		})
	}
}

// FuzzCSV: whatever encoding/csv reads in strict mode we read alike, and
// nothing makes us panic.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\"a\"\"b\",c\r\n", "学号,姓名\n", "\"", "a\tb\n", "\xd1\xa7\xba\xc5,a\n", "=\"01\"\n", "\xff\xfea\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := Open(writeFile(t, "a.csv", string(data)), Options{})
		if err != nil {
			return
		}
		defer book.Close()
		got, err := records(book)
		want, strict := standard(data)
		if err != nil || !strict || book.Format() != "csv" || book.Encoding().Name != "UTF-8" || book.(*csvBook).delim != ',' {
			return
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q: %q, encoding/csv has %q", data, got, want)
		}
	})
}

func records(book Book) ([]string, error) {
	rows, err := book.Rows(0)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		line := ""
		for _, c := range rows.Row().Cells {
			line += string(rune('A'+c.Col)) + c.Text + "|"
		}
		lines = append(lines, line)
	}
	return lines, rows.Err()
}

func standard(data []byte) (lines []string, ok bool) {
	for bytes.HasPrefix(data, utf8BOM) {
		data = data[len(utf8BOM):]
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil || bytes.Contains(data, []byte("\r")) {
		return nil, false // encoding/csv changes carriage returns inside fields
	}
	for _, record := range all {
		line := ""
		for i, field := range record {
			if field = unforce(field); field != "" {
				line += string(rune('A'+i+1)) + field + "|"
			}
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines, true
}
