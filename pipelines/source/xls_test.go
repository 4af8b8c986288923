package source

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// LibreOffice wrote the same workbook in both formats (testdata/README.md):
// shared strings over several records, four-byte characters, formats,
// formulas, errors, a hidden row, a hidden sheet, a merged range.
func TestXLSReadsAsXLSX(t *testing.T) {
	old, now := mustOpen(t, filepath.Join("testdata", "pair.xls")), mustOpen(t, filepath.Join("testdata", "pair.xlsx"))
	if old.Format() != "xls" || !reflect.DeepEqual(old.Sheets(), now.Sheets()) {
		t.Fatalf("%s with sheets %v, want %v", old.Format(), old.Sheets(), now.Sheets())
	}
	for _, s := range now.Sheets() {
		got, want := strings.Split(dump(t, old, s.Index), "\n"), strings.Split(dump(t, now, s.Index), "\n")
		if s.Index == 0 && len(want) != 400 {
			t.Fatalf("the workbook has %d rows, want 400", len(want))
		}
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Fatalf("%s: row differs\n%q, want\n%q", s.Name, got[min(i, len(got)-1)], want[i])
			}
		}
		merged, err := old.Merged(s.Index)
		expected, _ := now.Merged(s.Index)
		if err != nil || !reflect.DeepEqual(merged, expected) {
			t.Errorf("%s: merged %v, want %v (%v)", s.Name, merged, expected, err)
		}
	}
}

// biff joins records, each given by its number and its bytes.
func biff(records ...any) []byte {
	var out []byte
	for i := 0; i < len(records); i += 2 {
		data := []byte(records[i+1].(string))
		out = binary.LittleEndian.AppendUint16(out, uint16(records[i].(int)))
		out = append(binary.LittleEndian.AppendUint16(out, uint16(len(data))), data...)
	}
	return out
}

const (
	bofText = "\x00\x06\x05\x00"
	atA1    = "\x00\x00\x00\x00\x00\x00" // row 1, column A, style 0
	noText  = "\x00\x00\x00\x00\x00\x00\xff\xff"
	half    = "\x00\x00\x00\x00\x00\x00\xe0\x3f" // 0.5
)

// oneSheet is a book of one sheet of these records.
func oneSheet(t *testing.T, globals []byte, records ...any) (*xlsBook, error) {
	t.Helper()
	head := append(biff(recBOF, bofText), globals...)
	at := len(head) + 4 + 9 + 4 // behind the sheet's record and the end
	place := string(binary.LittleEndian.AppendUint32(nil, uint32(at)))
	head = append(head, biff(recBoundSheet, place+"\x00\x00\x01\x00A", recEOF, "")...)
	b := &xlsBook{path: "a.xls", custom: map[int]string{}}
	b.stream = append(append(append(head, biff(recBOF, bofText)...), biff(records...)...), biff(recEOF, "")...)
	return b, b.readGlobals()
}

func TestXLSCells(t *testing.T) {
	long := strings.Repeat("x", 10)
	cases := map[string]struct {
		records []any
		want    string
	}{
		"number":           {[]any{recNumber, atA1 + half}, "1 1:number:0.5"},
		"integer, packed":  {[]any{recRK, atA1 + "\x16\x00\x00\x00"}, "1 1:number:5"},
		"hundredths":       {[]any{recRK, atA1 + "\x17\x00\x00\x00"}, "1 1:number:0.05"},
		"run of numbers":   {[]any{recMulRK, "\x00\x00\x01\x00" + "\x00\x00\x06\x00\x00\x00" + "\x00\x00\x0a\x00\x00\x00" + "\x02\x00"}, "1 2:number:1 3:number:2"},
		"text":             {[]any{recLabel, atA1 + "\x01\x00\x01\x2d\x4e"}, "1 1:text:中"},
		"error":            {[]any{recBoolErr, atA1 + "\x2a\x01"}, "1 1:error:#N/A"},
		"formula, text":    {[]any{recFormula, atA1 + noText, recString, "\x01\x00\x00a"}, "1 1:text:a"},
		"formula, unknown": {[]any{recFormula, atA1 + noText, recNumber, "\x01" + atA1[1:] + half}, "1 1:uncached:\n2 1:number:0.5"},
		"text over two":    {[]any{recFormula, atA1 + noText, recString, "\x0c\x00\x00" + long, recContinue, "\x01\x2d\x4e\x2d\x4e"}, "1 1:text:" + long + "中中"},
		"chart inside":     {[]any{recBOF, bofText, recNumber, atA1 + half, recEOF, "", recRK, atA1 + "\x16\x00\x00\x00"}, "1 1:number:5"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b, err := oneSheet(t, nil, c.records...)
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(t, b, 0); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// What is cut or out of order is said, with the sheet; nothing is left out.
func TestXLSBroken(t *testing.T) {
	for name, records := range map[string][]any{
		"cut cell":      {recNumber, atA1 + "\x00"},
		"cut text":      {recLabel, atA1 + "\x05\x00\x00a"},
		"no such text":  {recLabelSST, atA1 + "\x07\x00\x00\x00"},
		"rows disorder": {recNumber, "\x05" + atA1[1:] + half, recNumber, atA1 + half},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := oneSheet(t, nil, records...)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := b.Rows(0)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
			}
			if err := rows.Err(); err == nil || !strings.Contains(err.Error(), "断了") || !strings.Contains(err.Error(), "A") {
				t.Errorf("the error is %v", err)
			}
		})
	}
	if _, err := oneSheet(t, biff(recFilePass, "\x01\x00")); !errors.Is(err, errBIFFLocked) {
		t.Errorf("a password is reported as %v", err)
	}
	if _, err := oneSheet(t, biff(recSST, "\xff\xff\xff\xff\xff\xff\xff\x7f")); !errors.Is(err, errBIFFCut) {
		t.Errorf("two thousand million strings in none: %v", err)
	}
}

func FuzzXLS(f *testing.F) {
	whole, err := os.ReadFile(filepath.Join("testdata", "pair.xls"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "a.xls")
		if err := os.WriteFile(path, append(oleMagic[:8:8], data[min(8, len(data)):]...), 0o600); err != nil {
			t.Fatal(err)
		}
		readAll(path)
	})
}

// readAll reads every cell of a file, if it can be opened.
func readAll(path string) {
	book, err := Open(path, Options{})
	if err != nil {
		return
	}
	defer book.Close()
	for _, s := range book.Sheets() {
		rows, err := book.Rows(s.Index)
		if err != nil {
			continue
		}
		for rows.Next() {
		}
		_, _ = book.Merged(s.Index)
	}
}
