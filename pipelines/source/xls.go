package source

import (
	"encoding/binary"
	"errors"
	"io"
	"os"

	"github.com/richardlehane/mscfb"
)

// xlsBook is an Excel 97–2003 workbook: BIFF8 records in an OLE container
// ([MS-XLS]). The container is a library's; the records are read here, because
// the libraries for them give neither merged ranges nor hidden rows nor a
// formula's missing result.
type xlsBook struct {
	file    *os.File
	path    string
	stream  []byte // the records of the whole workbook
	sheets  []Sheet
	starts  []int // sheet → where its records begin
	look    look
	xf      []int          // style → number of its format
	custom  map[int]string // number → format code
	strings []string       // shared strings
}

var _ Book = (*xlsBook)(nil)

// Records of BIFF8, [MS-XLS] 2.3.
const (
	recFormula     = 0x0006
	recEOF         = 0x000a
	recDate1904    = 0x0022
	recFilePass    = 0x002f
	recContinue    = 0x003c
	recBoundSheet  = 0x0085
	recMulRK       = 0x00bd
	recRString     = 0x00d6
	recXF          = 0x00e0
	recMergedCells = 0x00e5
	recSST         = 0x00fc
	recLabelSST    = 0x00fd
	recNumber      = 0x0203
	recLabel       = 0x0204
	recBoolErr     = 0x0205
	recString      = 0x0207
	recRow         = 0x0208
	recRK          = 0x027e
	recFormat      = 0x041e
	recBOF         = 0x0809

	biff8 = 0x0600
	// maxXLS bounds what is held in memory; 65,536 rows of 256 columns, the most
	// a sheet can have, stay far below.
	maxXLS = 1 << 29
)

var (
	errBIFFCut     = errors.New("记录不完整")
	errBIFFOld     = errors.New("不是 Excel 97–2003 的版本")
	errBIFFOrder   = errors.New("行的次序混乱")
	errBIFFLocked  = errors.New("有密码")
	errNotWorkbook = errors.New("里面没有工作簿")
)

const saveXLSX = "在 Excel 或 WPS 中打开，另存为 .xlsx 后再载入"

func openXLS(f *os.File, path string) (Book, error) {
	stream, err := workbookStream(f)
	if err == nil {
		b := &xlsBook{file: f, path: path, stream: stream, custom: map[int]string{}}
		if err = b.readGlobals(); err == nil {
			return b, nil
		}
	}
	switch {
	case errors.Is(err, errBIFFLocked):
		return nil, refuse(path, "工作簿有密码", "在 Excel 或 WPS 中去掉密码（打开密码、工作簿保护），另存为 .xlsx 后再载入", nil)
	case errors.Is(err, errNotWorkbook), errors.Is(err, errBIFFOld):
		return nil, refuse(path, "这不是 Excel 97–2003 的工作簿", saveXLSX, err)
	}
	return nil, refuse(path, "工作簿不完整或已损坏", "重新导出，或重新复制一份（可能没有下载完）", err)
}

// workbookStream takes the records out of the container.
func workbookStream(f *os.File) ([]byte, error) {
	container, err := mscfb.New(f)
	if err != nil {
		return nil, err
	}
	for entry, err := container.Next(); err == nil; entry, err = container.Next() {
		switch {
		case entry.Name == "EncryptedPackage":
			return nil, errBIFFLocked
		case entry.Name == "Workbook" && entry.Size > maxXLS:
			return nil, errBIFFCut
		case entry.Name == "Workbook":
			return io.ReadAll(io.LimitReader(entry, maxXLS))
		case entry.Name == "Book":
			return nil, errBIFFOld
		}
	}
	return nil, errNotWorkbook
}

// record is one record; next is where the one after it begins.
type record struct {
	id, next int
	data     []byte
}

func (b *xlsBook) record(at int) (record, error) {
	if at < 0 || at+4 > len(b.stream) {
		return record{}, errBIFFCut
	}
	size := int(binary.LittleEndian.Uint16(b.stream[at+2:]))
	if at+4+size > len(b.stream) {
		return record{}, errBIFFCut
	}
	return record{id: int(binary.LittleEndian.Uint16(b.stream[at:])), next: at + 4 + size, data: b.stream[at+4 : at+4+size]}, nil
}

// readGlobals reads what the sheets share.
func (b *xlsBook) readGlobals() error {
	bof, err := b.record(0)
	if err != nil {
		return err
	}
	if bof.id != recBOF || len(bof.data) < 4 || binary.LittleEndian.Uint16(bof.data) != biff8 {
		return errBIFFOld
	}
	for at := bof.next; ; {
		r, err := b.record(at)
		if err != nil {
			return err
		}
		if r.id == recEOF {
			b.finishFormats()
			return nil
		}
		if at, err = b.global(r); err != nil {
			return err
		}
	}
}

// global reads one record of the globals and says where the next begins.
func (b *xlsBook) global(r record) (next int, err error) {
	d := r.data
	switch {
	case r.id == recFilePass:
		return 0, errBIFFLocked
	case r.id == recDate1904 && len(d) >= 2:
		b.look.epoch = epoch(d[0] == 1)
	case r.id == recFormat && len(d) >= 5:
		b.custom[int(binary.LittleEndian.Uint16(d))], _ = text16(d[2:])
	case r.id == recXF && len(d) >= 4:
		b.xf = append(b.xf, int(binary.LittleEndian.Uint16(d[2:])))
	case r.id == recBoundSheet && len(d) >= 8:
		b.addSheet(d)
	case r.id == recSST && len(d) >= 8:
		return b.readStrings(r)
	}
	return r.next, nil
}

// addSheet takes a worksheet; charts, macros and dialogs are no tables.
func (b *xlsBook) addSheet(d []byte) {
	if d[5] != 0 {
		return
	}
	name, _ := text8(d[6:])
	b.sheets = append(b.sheets, Sheet{Index: len(b.sheets), Name: name, Hidden: d[4]&3 != 0})
	b.starts = append(b.starts, int(binary.LittleEndian.Uint32(d)))
}

func (b *xlsBook) finishFormats() {
	for _, id := range b.xf {
		b.look.formats = append(b.look.formats, formatOf(id, b.custom))
	}
}

// text8 is a string whose length is one byte, text16 one of two bytes; a flag
// then says whether a character has one byte or two. They are false where the
// record holds less than the length promises.
func text8(d []byte) (string, bool) { return plainText(int(d[0]), d[1:]) }

func text16(d []byte) (string, bool) {
	if len(d) < 3 {
		return "", len(d) == 2
	}
	return plainText(int(binary.LittleEndian.Uint16(d)), d[2:])
}

func plainText(n int, d []byte) (string, bool) {
	s := sstReader{segments: [][]byte{d}}
	text := s.characters(n, s.number(1)&1 != 0)
	return text, !s.short
}

func (b *xlsBook) Format() string     { return "xls" }
func (b *xlsBook) Encoding() Encoding { return Encoding{} }
func (b *xlsBook) Sheets() []Sheet    { return b.sheets }
func (b *xlsBook) Close() error       { return b.file.Close() }
