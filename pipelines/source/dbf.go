package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// dbfBook is a table of dBase III or FoxPro, as provincial admission databases
// come. Its first row is the names of the fields; record n is row n+1, and a
// record marked as deleted is no row.
type dbfBook struct {
	file   *os.File
	path   string
	head   dbfHead
	fields []dbfField
	chars  charset
}

// dbfHead is what a table says of itself.
type dbfHead struct{ records, headSize, recordSize int }

type dbfField struct {
	name  string
	kind  byte
	start int // in the record
	size  int
}

var _ Book = (*dbfBook)(nil)

// dbfVersions are the first bytes of dBase III, IV and FoxPro tables, with and
// without memos.
var dbfVersions = []byte{0x03, 0x30, 0x31, 0x32, 0x83, 0x8b, 0xf5}

var (
	errDBFText = errors.New("既不是 GBK，也不是 UTF-8")
	errDBFCut  = errors.New("记录数比表头说的少")
)

// isDBF tells a table by its head, which has no magic number: version, a day
// of the calendar, and fields whose sizes add up to the record's.
func isDBF(head []byte) bool {
	if len(head) < 65 || bytes.IndexByte(dbfVersions, head[0]) < 0 ||
		head[2] < 1 || head[2] > 12 || head[3] < 1 || head[3] > 31 {
		return false
	}
	_, fields := dbfLayout(head)
	return len(fields) > 0
}

// dbfLayout reads the fields; none where their sizes do not add up, or where
// the head is longer than what is given.
func dbfLayout(head []byte) (h dbfHead, fields []dbfField) {
	h = dbfHead{records: int(binary.LittleEndian.Uint32(head[4:])),
		headSize: int(binary.LittleEndian.Uint16(head[8:])), recordSize: int(binary.LittleEndian.Uint16(head[10:]))}
	start := 1
	for at := 32; at+32 <= min(len(head), h.headSize) && head[at] != '\r'; at += 32 {
		d := head[at : at+32]
		name, _, _ := bytes.Cut(d[:11], []byte{0})
		f := dbfField{name: string(name), kind: d[11], start: start, size: int(d[16])}
		if f.kind == 'C' {
			f.size += int(d[17]) << 8 // long texts of Clipper and FoxPro
		}
		start += f.size
		fields = append(fields, f)
	}
	if start != h.recordSize || h.headSize > len(head) {
		return h, nil
	}
	return h, fields
}

// maxDBFHead is the largest head: 255 fields and FoxPro's extra bytes.
const maxDBFHead = 32*256 + 264

func openDBF(f *os.File, path string, opts Options) (Book, error) {
	head := make([]byte, maxDBFHead)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	b := &dbfBook{file: f, path: path}
	b.head, b.fields = dbfLayout(head[:n])
	if b.chars, err = b.charset(head[29], opts); err != nil {
		return nil, refuse(path, "认不出文字编码", "用 --encoding 指明编码（多为 GB18030），或另存为 .xlsx 后再载入", err)
	}
	for i, field := range b.fields {
		name, err := b.decode([]byte(field.name))
		if err != nil {
			return nil, refuse(path, "字段名不合编码", "用 --encoding 指明编码，或另存为 .xlsx 后再载入", err)
		}
		b.fields[i].name = name
	}
	return b, nil
}

// charset is what the user says, what the table says, or what its texts are.
func (b *dbfBook) charset(driver byte, opts Options) (charset, error) {
	if opts.Encoding != "" {
		return namedCharset(opts.Encoding)
	}
	if driver == 0x4d || driver == 0x7a { // Chinese GBK, of Windows and of FoxPro
		return charset{"GB18030", simplifiedchinese.GB18030, "表头写明（代码页）"}, nil
	}
	c := &census{line: 1}
	for _, field := range b.fields {
		c.lineOf([]byte(field.name))
	}
	err := b.each(func(record []byte) error {
		c.line++
		for _, field := range b.fields {
			if field.kind == 'C' {
				c.lineOf(bytes.TrimRight(record[field.start:field.start+field.size], " \x00"))
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDBFCut) { // Rows says with its row what is cut
		return charset{}, err
	}
	chosen, err := c.decide(false)
	if err != nil {
		return charset{}, errors.Join(errDBFText, err)
	}
	return chosen, nil
}

// records reads from the first record on.
func (b *dbfBook) records() *bufio.Reader {
	start := int64(b.head.headSize)
	return bufio.NewReaderSize(io.NewSectionReader(b.file, start, math.MaxInt64-start), 1<<16)
}

// each passes over the records, the deleted too; the slice is valid within f.
func (b *dbfBook) each(f func(record []byte) error) error {
	r, record := b.records(), make([]byte, b.head.recordSize)
	for range b.head.records {
		if _, err := io.ReadFull(r, record); err != nil {
			return errDBFCut
		}
		if err := f(record); err != nil {
			return err
		}
	}
	return nil
}

func (b *dbfBook) decode(d []byte) (string, error) {
	d = bytes.TrimRight(d, " \x00")
	if b.chars.decoder == nil {
		return string(d), nil
	}
	out, err := b.chars.decoder.NewDecoder().Bytes(d)
	return string(out), err
}

func (b *dbfBook) Format() string              { return "dbf" }
func (b *dbfBook) Encoding() Encoding          { return b.chars.known() }
func (b *dbfBook) Sheets() []Sheet             { return []Sheet{{}} }
func (b *dbfBook) Merged(int) ([]Range, error) { return nil, nil }
func (b *dbfBook) Close() error                { return b.file.Close() }

func (b *dbfBook) Rows(int) (Rows, error) {
	return &dbfRows{book: b, r: b.records(), record: make([]byte, b.head.recordSize)}, nil
}

type dbfRows struct {
	book   *dbfBook
	r      *bufio.Reader
	record []byte
	row    Row
	err    error
}

func (r *dbfRows) Row() Row     { return r.row }
func (r *dbfRows) Err() error   { return r.err }
func (r *dbfRows) Close() error { return nil } // the book owns the file

// Next reads the names, then every record that is not deleted.
func (r *dbfRows) Next() bool {
	for r.err == nil && r.row.Number <= r.book.head.records {
		r.row = Row{Number: r.row.Number + 1, Cells: r.row.Cells[:0]}
		if r.row.Number == 1 {
			r.names()
			return true
		}
		if _, err := io.ReadFull(r.r, r.record); err != nil {
			r.fail("文件在这里断了：记录比表头说的少", errDBFCut)
			return false
		}
		if r.record[0] == '*' {
			continue
		}
		if r.cells(); r.err == nil && len(r.row.Cells) > 0 {
			return true
		}
	}
	return false
}

func (r *dbfRows) fail(why string, cause error) {
	f := refuse(r.book.path, why, "重新导出，或重新复制一份；或另存为 .xlsx 后再载入", cause)
	f.Row = r.row.Number
	r.err = f
}

func (r *dbfRows) names() {
	for i, f := range r.book.fields {
		if c, _ := textCell(f.name, true); c.Kind != Empty {
			c.Col = i + 1
			r.row.Cells = append(r.row.Cells, c)
		}
	}
}

func (r *dbfRows) cells() {
	for i, f := range r.book.fields {
		c, err := r.book.cell(f, r.record[f.start:f.start+f.size])
		if err != nil {
			r.fail("字段「"+f.name+"」不合编码", err)
			return
		}
		if c.Kind != Empty {
			c.Col = i + 1
			r.row.Cells = append(r.row.Cells, c)
		}
	}
}
