package source

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
)

// pack makes an archive; edit may change a member's head before it is written.
func pack(t *testing.T, edit func(*zip.FileHeader), members ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range members {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		edit(h)
		part, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, "学号,姓名\n"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "数据.zip", b.String())
}

func asIs(*zip.FileHeader) {}

func names(items []Item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.Member)
	}
	return strings.Join(all, "|")
}

// No member leaves its archive, and what systems add is no data.
func TestExpandArchive(t *testing.T) {
	path := pack(t, asIs, "b.csv", "../../甲.csv", `c\d.csv`, "__MACOSX/._b.csv", "夹/.DS_Store", "夹/Thumbs.db", "/etc/a.csv")
	items, err := Expand(path)
	if got, want := names(items), "b.csv|c/d.csv|etc/a.csv|甲.csv"; err != nil || got != want {
		t.Fatalf("%s, want %s (%v)", got, want, err)
	}
	dir := t.TempDir()
	local, err := items[3].Local(filepath.Join(dir, "x"))
	if err == nil {
		t.Errorf("unpacked into a folder that is not there: %s", local)
	}
	if local, err = items[3].Local(dir); err != nil || filepath.Dir(local) != dir {
		t.Fatalf("unpacked to %s (%v)", local, err)
	}
	if text, err := os.ReadFile(local); err != nil || string(text) != "学号,姓名\n" {
		t.Errorf("unpacked %q (%v)", text, err)
	}
}

// A workbook is one file, not an archive of its parts; so is what is broken.
func TestExpandFiles(t *testing.T) {
	book := workbook(t, sheetOf(`<row><c><v>1</v></c></row>`))
	whole, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{book, writeFile(t, "a.xlsx", string(whole[:len(whole)/2])), filepath.Join(t.TempDir(), "无.csv")} {
		if items, err := Expand(path); err != nil || len(items) != 1 || items[0] != (Item{Path: path}) {
			t.Errorf("%s: %v (%v)", path, items, err)
		}
	}
	for _, path := range []string{t.TempDir(), pack(t, asIs), pack(t, asIs, ".DS_Store")} {
		if items, err := Expand(path); fault.KindOf(err) != fault.Contract {
			t.Errorf("%s, empty: %v (%v)", path, items, err)
		}
	}
}

func TestArchiveRefusals(t *testing.T) {
	encrypted := pack(t, func(h *zip.FileHeader) { h.Flags |= 1 }, "a.csv")
	odd := pack(t, asIs, "a.csv")
	mend(t, odd, func(b []byte) { // Deflate64, as Windows packs what is large
		b[8] = 9
		b[bytes.Index(b, []byte("PK\x01\x02"))+10] = 9
	})
	broken := pack(t, asIs, "a.csv")
	mend(t, broken, func(b []byte) { b[bytes.Index(b, []byte("PK\x01\x02"))+16] ^= 1 }) // its checksum
	for path, why := range map[string]string{encrypted: "密码", odd: "压缩方法", broken: "损坏"} {
		items, err := Expand(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = items[0].Local(t.TempDir())
		if f, ok := err.(*fault.Error); !ok || f.Hint == "" || !strings.Contains(f.Why, why) {
			t.Errorf("%v, want a fault that says %q", err, why)
		}
	}
}

func mend(t *testing.T, path string, edit func([]byte)) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	edit(b)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Where a workbook keeps its parts is for its relations to say: Excel on the
// web writes xl/workbook2.xml.
func TestPartsByRelations(t *testing.T) {
	relation := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="http://x/` + kind + `" Target="` + target + `"/>`
	}
	path := workbook(t, map[string]string{
		"_rels/.rels":       relation("rId1", "officeDocument", "/books/book2.xml"),
		"books/book2.xml":   `<workbook><sheets><sheet name="乙" sheetId="1" r:id="rId9"/></sheets></workbook>`,
		"books/s/a.xml":     `<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData>`,
		"other/strings.xml": `<sst><si/><si><t>甲_xD83D__xDE00_</t></si></sst>`,
		"books/_rels/book2.xml.rels": relation("rId9", "worksheet", "s/a.xml") +
			relation("rId1", "sharedStrings", "../other/strings.xml"),
	})
	book := mustOpen(t, path)
	if got := dump(t, book, 0); len(book.Sheets()) != 1 || got != "1 1:text:甲😀" {
		t.Errorf("%v: %q", book.Sheets(), got)
	}
}

// A text that the workbook has lost is a fault, not an empty cell.
func TestLostString(t *testing.T) {
	rows, err := mustOpen(t, workbook(t, sheetOf(`<row><c t="s"><v>3</v></c></row>`))).Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	if rows.Next() || rows.Err() == nil {
		t.Errorf("read %v", rows.Row())
	}
}

// What a sheet says of its own size is not believed, and formatted rows
// without a value are no rows.
func TestFormattedBlankRows(t *testing.T) {
	blank := strings.Builder{}
	for row := 2; row <= 100_000; row++ {
		fmt.Fprintf(&blank, `<row r="%d" s="1" customFormat="1" ht="14"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>`, row, row, row)
	}
	xml := `<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>` + blank.String() +
		`<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>`
	book := mustOpen(t, workbook(t, map[string]string{"xl/worksheets/sheet1.xml": xml}))
	if got := dump(t, book, 0); got != "1 1:number:1\n1048576 16384:number:2" {
		t.Errorf("reads %q", got)
	}
}

// zeros is as many zero bytes as are asked for.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// A part that unpacks to a thousand times its size is stopped long before its
// end, and a row wider than any sheet is none.
func TestBombs(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, 9) })
	part, err := w.Create("a.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(part, zeros{}, freeSize+freeSize/8); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	items, err := Expand(writeFile(t, "a.zip", b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := items[0].Local(t.TempDir()); err == nil || !strings.Contains(err.Error(), "不合情理") {
		t.Errorf("bomb of %d bytes: %v", b.Len(), err)
	}
	for name, cells := range map[string]string{"many": strings.Repeat("<c><v>1</v></c>", maxColumns+1),
		"far": `<c r="XFE1"><v>1</v></c>`, "endless": `<c r="` + strings.Repeat("Z", 40) + `1"><v>1</v></c>`} {
		rows, err := mustOpen(t, workbook(t, sheetOf("<row>"+cells+"</row>"))).Rows(0)
		if err != nil {
			t.Fatal(err)
		}
		if rows.Next() || rows.Err() == nil {
			t.Errorf("%s: a row of %d cells passes", name, len(rows.Row().Cells))
		}
	}
}
