package source

import (
	"io"
	"os"
)

// ReadText reads a file of running text as UTF-8 without a byte order mark; its
// encoding is found out as that of a text file of lines is.
func ReadText(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", refuse(path, "读不了文件", "检查文件权限，或关闭占用它的程序", err)
	}
	defer f.Close()
	chars, err := detect(f)
	if err != nil {
		return "", refuse(path, "认不出文字编码", "用记事本打开，确认文字正确后另存为 UTF-8", err)
	}
	return decoded(f, path, chars)
}

// decoded reads all of f from its beginning.
func decoded(f *os.File, path string, chars charset) (string, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	text, err := io.ReadAll(chars.decode(f))
	if err != nil {
		return "", refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	return string(text), nil
}
