package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// csvBook is a text file of delimited lines: one sheet, every cell text.
type csvBook struct {
	file  *os.File
	path  string
	chars charset
	delim byte
}

var _ Book = (*csvBook)(nil)

func openCSV(f *os.File, path string, opts Options) (Book, error) {
	chars, err := chooseCharset(f, opts)
	if err != nil {
		return nil, refuseCharset(path, err)
	}
	b := &csvBook{file: f, path: path, chars: chars}
	head, err := b.head()
	if err != nil {
		return nil, refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, refuse(path, "这不是表格文件，也不是文本", "载入 .xlsx 或 .csv", nil)
	}
	b.delim = delimiter(head)
	return b, nil
}

func chooseCharset(f *os.File, opts Options) (charset, error) {
	if opts.Encoding != "" {
		return namedCharset(opts.Encoding)
	}
	return detect(f)
}

func refuseCharset(path string, err error) error {
	const save = "在 Excel 中打开，确认文字正确后另存为「CSV UTF-8」或 .xlsx"
	f := refuse(path, "认不出文字编码："+err.Error(), save, nil)
	var bad *badByte
	if errors.As(err, &bad) {
		f.Row, f.Why = bad.line, "这一行有不属于 "+bad.charset+" 编码的字节"
		f.Hint = "文件在这里损坏了：重新导出，或改正这一行后再载入"
	}
	return f
}

// head returns the first decoded bytes.
func (b *csvBook) head() ([]byte, error) {
	r, err := b.text()
	if err != nil {
		return nil, err
	}
	head := make([]byte, 1<<15)
	n, err := io.ReadFull(r, head)
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		err = nil
	}
	return head[:n], err
}

// text rewinds and decodes; one reader at a time.
func (b *csvBook) text() (io.Reader, error) {
	if _, err := b.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return b.chars.decode(b.file), nil
}

// delimiter takes the tab where the first lines have more tabs than commas;
// where they have neither, the semicolon or the bar, if there are any.
func delimiter(head []byte) byte {
	count := func(c byte) int { return bytes.Count(head, []byte{c}) }
	switch tabs, commas := count('\t'), count(','); {
	case tabs > commas:
		return '\t'
	case commas == 0 && count(';') > count('|'):
		return ';'
	case commas == 0 && count('|') > 0:
		return '|'
	}
	return ','
}

func (b *csvBook) Format() string              { return "csv" }
func (b *csvBook) Encoding() Encoding          { return b.chars.known() }
func (b *csvBook) Merged(int) ([]Range, error) { return nil, nil }
func (b *csvBook) Close() error                { return b.file.Close() }

// Sheets is one sheet without a name: a text file has no other place to tell.
func (b *csvBook) Sheets() []Sheet { return []Sheet{{}} }

func (b *csvBook) Rows(int) (Rows, error) {
	text, err := b.text()
	if err != nil {
		return nil, refuse(b.path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	return &csvRows{path: b.path, split: splitter{r: bufio.NewReaderSize(text, 1<<16), delim: b.delim, line: 1}}, nil
}

type csvRows struct {
	path  string
	split splitter
	row   Row
	err   error
	done  bool
}

func (r *csvRows) Row() Row     { return r.row }
func (r *csvRows) Err() error   { return r.err }
func (r *csvRows) Close() error { return nil } // the book owns the file

// Next reads the next record that has a value.
func (r *csvRows) Next() bool {
	for !r.done {
		r.row = Row{Number: r.split.line, Cells: r.row.Cells[:0]}
		fields, err := r.split.record()
		if err != nil {
			r.fail(err)
			return false
		}
		for i, field := range fields {
			if field = unforce(field); field != "" {
				r.row.Cells = append(r.row.Cells, Cell{Col: i + 1, Kind: Text, Raw: field, Text: field})
			}
		}
		if len(r.row.Cells) > 0 {
			return true
		}
	}
	return false
}

func (r *csvRows) fail(err error) {
	r.done = true
	if err == io.EOF {
		return
	}
	f := refuse(r.path, "读到这一行时出错", "重新导出，或改正这一行", err)
	var bad *badField
	if errors.As(err, &bad) {
		f.Why, f.Err = bad.why, nil
		f.Hint = "改正这一行的英文双引号，或另存为 .xlsx 后再载入"
	}
	f.Row = r.row.Number
	r.err = f
}

// unforce undoes ="010101", with which portals keep Excel from eating zeros.
func unforce(s string) string {
	if len(s) >= 3 && strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) {
		return s[2 : len(s)-1]
	}
	return s
}

// splitter cuts text into records. A field is quoted if it begins with a
// quotation mark; other marks are plain characters. It is stricter than
// encoding/csv where laxness would swallow the rest of a file, and laxer
// where people do write marks, as in 6"管材.
type splitter struct {
	r     *bufio.Reader
	delim byte
	line  int // of the next record's first line
	field []byte
	cells []string
}

type badField struct{ why string }

func (e *badField) Error() string { return e.why }

// record returns the next record; its slice is valid until the next call.
func (s *splitter) record() ([]string, error) {
	s.cells = s.cells[:0]
	if _, err := s.r.Peek(1); err != nil {
		return nil, err
	}
	for {
		more, err := s.next()
		if err != nil {
			return nil, err
		}
		if !utf8.Valid(s.field) {
			return nil, &badField{"有不合编码的字节"}
		}
		s.cells = append(s.cells, string(s.field))
		if !more {
			return s.cells, nil
		}
	}
}

// next reads one field; more says that another follows in the record.
func (s *splitter) next() (more bool, err error) {
	s.field = s.field[:0]
	c, err := s.r.ReadByte()
	if err == nil && c == '"' {
		return s.quoted()
	}
	for ; err == nil; c, err = s.r.ReadByte() {
		switch c {
		case s.delim:
			return true, nil
		case '\n':
			s.line++
			s.field = bytes.TrimSuffix(s.field, []byte{'\r'})
			return false, nil
		}
		s.field = append(s.field, c)
	}
	if err == io.EOF {
		s.field = bytes.TrimSuffix(s.field, []byte{'\r'})
		return false, nil
	}
	return false, err
}

// maxField stops a forgotten quotation mark from swallowing a file; Excel's
// own limit is 32,767 characters.
const maxField = 1 << 17

func (s *splitter) quoted() (more bool, err error) {
	for {
		c, err := s.r.ReadByte()
		switch {
		case err == io.EOF:
			return false, &badField{"英文双引号没有成对，其后的内容都被吞进了一个格"}
		case err != nil:
			return false, err
		case c == '\n':
			s.line++
		case c == '"':
			next, err := s.r.ReadByte()
			if err == io.EOF {
				return false, nil
			}
			if err != nil {
				return false, err
			}
			if next != '"' {
				return s.afterQuote(next)
			}
		}
		if s.field = append(s.field, c); len(s.field) > maxField {
			return false, &badField{"英文双引号没有成对，其后的内容都被吞进了一个格"}
		}
	}
}

// afterQuote accepts a delimiter or the end of the line behind a closing mark.
func (s *splitter) afterQuote(c byte) (more bool, err error) {
	if c == '\r' {
		if c, err = s.r.ReadByte(); err == io.EOF {
			return false, nil
		} else if err != nil {
			return false, err
		}
	}
	switch c {
	case s.delim:
		return true, nil
	case '\n':
		s.line++
		return false, nil
	}
	return false, &badField{"结束的英文双引号后面还有文字"}
}
