package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"quxiang/pipelines/fault"
)

// Options decide how a file is opened.
type Options struct {
	TempDir  string // where a format may spill; xlsx and csv stream and need none
	Encoding string // overrides the detected encoding of a text file: UTF-8, GB18030, UTF-16LE, …
}

// Open opens a file by its content, whatever its name says. What cannot be
// read is a *fault.Error of kind Contract that says what to do.
func Open(path string, opts Options) (Book, error) {
	if strings.HasPrefix(filepath.Base(path), "~$") {
		return nil, refuse(path, "这是 Excel 打开文件时留下的临时文件，不是数据", "关闭 Excel，载入不带 ~$ 的那个文件", nil)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, refuse(path, "打不开文件", "检查路径和权限；文件若正在 Excel 中打开，请先关闭", err)
	}
	book, err := open(f, path, opts)
	if err != nil {
		return nil, closeWith(f, err)
	}
	return book, nil
}

func closeWith(c io.Closer, err error) error {
	_ = c.Close() // the file was only read: err is what matters
	return err
}

// Magic numbers.
var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

func open(f *os.File, path string, opts Options) (Book, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, refuse(path, "这是文件夹", "指明其中的文件", nil) // Expand lists them
	}
	if info.Size() == 0 {
		return nil, refuse(path, "文件是空的（0 字节）", "重新导出；从网盘来的文件要等它下载完", nil)
	}
	head := make([]byte, maxDBFHead)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	switch head = head[:n]; {
	case bytes.HasPrefix(head, zipMagic):
		return openZip(f, path, info.Size())
	case bytes.HasPrefix(head, oleMagic):
		return openXLS(f, path)
	case isDBF(head):
		return openDBF(f, path, opts)
	}
	kind := disguise(head)
	if other, known := noTables[kind]; known {
		return nil, refuse(path, other.why, other.hint, nil)
	}
	switch kind {
	case "xml":
		return openSpreadsheetML(f, path)
	case "mhtml":
		return openMHTML(f, path)
	case "html":
		return openHTML(f, path, opts)
	}
	return openCSV(f, path, opts)
}

// noTables are the disguises that hold no table, and what to do about them.
var noTables = map[string]struct{ why, hint string }{
	"pdf":     {"这是 PDF 文件", "请用原始表格"},
	"picture": {"这是图片", "请用原始表格；只有图片的，照着填空白模板"},
	"packed":  {"这是 RAR、7z 或 gz 压缩包", "解压后载入文件夹，或改用 .zip"},
}

// openZip opens a workbook; what else office programs pack is refused by name.
func openZip(f *os.File, path string, size int64) (Book, error) {
	archive, err := zip.NewReader(f, size)
	if err != nil {
		return nil, refuse(path, "工作簿不完整或已损坏", "重新导出，或重新复制一份（可能没有下载完）", err)
	}
	switch office(archive) {
	case "xlsb":
		return nil, refuse(path, "这是 Excel 二进制工作簿（.xlsb）", saveXLSX, nil)
	case "docx", "pptx":
		return nil, refuse(path, "这是 Word 或 PowerPoint 文件", "把其中的表格复制到 Excel 或 WPS 表格，另存为 .xlsx", nil)
	case "ods":
		return nil, refuse(path, "这是 OpenDocument 文件（.ods 等）", saveXLSX, nil)
	case "":
		return nil, refuse(path, "压缩包里的压缩包不再解开", "解压后载入文件夹", nil)
	}
	return openXLSX(f, path, archive)
}

// disguise recognises by their first bytes what portals call .xls or .csv and
// is neither; "" is plain text.
func disguise(head []byte) string {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n"))
	page := bytes.Contains(start, []byte("<html"))
	switch {
	case bytes.HasPrefix(start, []byte("%pdf")):
		return "pdf"
	case bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xff\xd8\xff")), bytes.HasPrefix(head, []byte("GIF8")):
		return "picture"
	case bytes.HasPrefix(head, []byte("Rar!\x1a")), bytes.HasPrefix(head, []byte("7z\xbc\xaf")), bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return "packed"
	case bytes.HasPrefix(start, []byte("mime-version")):
		return "mhtml"
	case bytes.HasPrefix(start, []byte("<?xml")) && !page:
		return "xml"
	case bytes.HasPrefix(start, []byte("<")) && (page || bytes.Contains(start, []byte("<table")) || bytes.HasPrefix(start, []byte("<!doctype"))):
		return "html"
	}
	return ""
}

// refuse names the file without its folders: where it lies is the caller's to
// tell.
func refuse(path, why, hint string, cause error) *fault.Error {
	var p *fs.PathError
	if errors.As(cause, &p) {
		cause = p.Err
	}
	return &fault.Error{Kind: fault.Contract, Op: "读取文件", File: filepath.Base(path), Why: why, Hint: hint, Err: cause}
}
