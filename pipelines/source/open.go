package source

import (
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
		return nil, refuse(path, "这是文件夹", "指明其中的文件", nil)
	}
	if info.Size() == 0 {
		return nil, refuse(path, "文件是空的（0 字节）", "重新导出；从网盘来的文件要等它下载完", nil)
	}
	head := make([]byte, 4096)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	switch head = head[:n]; {
	case bytes.HasPrefix(head, zipMagic):
		return openXLSX(f, path, info.Size())
	case bytes.HasPrefix(head, oleMagic):
		return openXLS(f, path)
	}
	if why, hint := disguised(head); why != "" {
		return nil, refuse(path, why, hint, nil)
	}
	return openCSV(f, path, opts)
}

// disguised recognises what portals call .xls or .csv and is neither.
func disguised(head []byte) (why, hint string) {
	const save = "在 Excel 或 WPS 中打开，另存为 .xlsx 后再载入"
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n"))
	switch {
	case bytes.HasPrefix(start, []byte("%pdf")):
		return "这是 PDF 文件", "请用原始表格"
	case bytes.HasPrefix(start, []byte("<?xml")):
		return "这是 XML 表格，不是文本表格", save
	case bytes.HasPrefix(start, []byte("mime-version")):
		return "这是单个网页文件（MHTML）", save
	case bytes.HasPrefix(start, []byte("<")) && (bytes.Contains(start, []byte("<html")) || bytes.Contains(start, []byte("<table")) || bytes.HasPrefix(start, []byte("<!doctype"))):
		return "这是网页（HTML），只是名字像表格", save
	}
	return "", ""
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
