package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var (
	utf8BOM    = []byte("\xef\xbb\xbf")
	utf16LEBOM = []byte("\xff\xfe")
	utf16BEBOM = []byte("\xfe\xff")
)

// charset is how a text file is written; nil decodes nothing.
type charset struct {
	name    string
	decoder encoding.Encoding
	basis   string // how we know
}

func (c charset) known() Encoding { return Encoding{c.name, c.basis} }

// badByte is where a file stops being what it otherwise is.
type badByte struct {
	charset string
	line    int // 1-based
}

func (e *badByte) Error() string {
	return fmt.Sprintf("第 %d 行有不属于 %s 编码的字节", e.line, e.charset)
}

var (
	errUnknownCharset = errors.New("既不是 UTF-8，也不像 GB18030 中文")
	errLongLine       = errors.New("有一行超过 1 MB，不像文本表格")
)

// detect decides on the whole file: the first 64 KB may well be plain ASCII,
// and "not UTF-8, so GB18030" would read a Latin-1 file as rare Chinese.
func detect(f io.ReadSeeker) (charset, error) {
	head := make([]byte, 3)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return charset{}, err
	}
	switch head = head[:n]; {
	case bytes.HasPrefix(head, utf16LEBOM):
		return charset{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), marked}, nil
	case bytes.HasPrefix(head, utf16BEBOM):
		return charset{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), marked}, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return charset{}, err
	}
	if chosen, ok, err := unmarked(f); ok || err != nil {
		return chosen, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return charset{}, err
	}
	survey, err := survey(f)
	if err != nil {
		return charset{}, err
	}
	return survey.decide(bytes.HasPrefix(head, utf8BOM))
}

// census counts what a file looks like under each reading.
type census struct {
	line      int // of the byte looked at
	utf8Chars int // well-formed multi-byte sequences
	utf8Bad   int // line of the first sequence that is not UTF-8
	pairs     int // two-byte sequences under GB18030
	common    int // of these, those of GB2312: what nearly all Chinese text is made of
	gbBad     int // line of the first byte that is not GB18030
	nul       bool
}

func survey(r io.Reader) (*census, error) {
	c := &census{line: 1}
	buffered := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := buffered.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			return nil, errLongLine
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		c.lineOf(line)
		if err == io.EOF {
			return c, nil
		}
		c.line++
	}
}

// lineOf reads one line under both readings; a line feed is never part of a
// longer sequence in either, so that each line stands for itself.
func (c *census) lineOf(line []byte) {
	if ascii(line) {
		return
	}
	c.nul = c.nul || bytes.IndexByte(line, 0) >= 0
	c.asUTF8(line)
	c.asGB18030(line)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 || c == 0 {
			return false
		}
	}
	return true
}

func (c *census) asUTF8(line []byte) {
	for len(line) > 0 {
		r, size := utf8.DecodeRune(line)
		switch {
		case r == utf8.RuneError && size == 1:
			if c.utf8Bad == 0 {
				c.utf8Bad = c.line
			}
		case size > 1:
			c.utf8Chars++
		}
		line = line[size:]
	}
}

func (c *census) asGB18030(line []byte) {
	for i := 0; i < len(line); {
		size := gbSize(line[i:])
		switch {
		case size == 0:
			if c.gbBad == 0 {
				c.gbBad = c.line
			}
			size = 1
		case size == 2:
			c.pairs++
			if line[i] >= 0xa1 && line[i] <= 0xf7 && line[i+1] >= 0xa1 {
				c.common++
			}
		}
		i += size
	}
}

// gbSize is the length of the GB18030 sequence that b begins with, 0 when it
// begins with none.
func gbSize(b []byte) int {
	lead := b[0]
	switch {
	case lead < 0x80:
		return 1
	case lead == 0x80 || lead == 0xff || len(b) < 2:
		return 0
	}
	trail := b[1]
	switch {
	case trail >= 0x40 && trail != 0x7f && trail != 0xff:
		return 2
	case trail < 0x30 || trail > 0x39 || len(b) < 4:
		return 0
	case b[2] >= 0x81 && b[2] <= 0xfe && b[3] >= 0x30 && b[3] <= 0x39:
		return 4
	}
	return 0
}

func (c *census) decide(bom bool) (charset, error) {
	chinese := c.pairs > 0 && c.common*5 >= c.pairs*4
	switch {
	case c.utf8Bad == 0:
		return charset{name: "UTF-8", basis: c.utf8Basis(bom)}, nil
	case bom:
		return charset{}, &badByte{"UTF-8", c.utf8Bad}
	case chinese && c.gbBad == 0:
		return charset{"GB18030", simplifiedchinese.GB18030, fmt.Sprintf(
			"整个文件合乎 GB18030 而不合 UTF-8；%d 个双字节字符中 %.1f%% 是常用汉字",
			c.pairs, 100*float64(c.common)/float64(c.pairs))}, nil
	case c.nul:
		return charset{}, errUnknownCharset
	case chinese && c.gbBad > 0:
		return charset{}, &badByte{"GB18030", c.gbBad}
	case c.utf8Chars > c.pairs/4:
		return charset{}, &badByte{"UTF-8", c.utf8Bad}
	}
	return charset{}, errUnknownCharset
}

const (
	marked = "文件开头写明（BOM）"
	asked  = "由 --encoding 或配置指明"
)

func (c *census) utf8Basis(bom bool) string {
	switch {
	case bom:
		return marked
	case c.utf8Chars == 0:
		return "全是英文字符，各种编码读来都一样"
	}
	return fmt.Sprintf("整个文件合乎 UTF-8，其中 %d 个多字节字符", c.utf8Chars)
}

// namedCharset returns the charset that a user asked for.
func namedCharset(name string) (charset, error) {
	switch strings.ToUpper(strings.ReplaceAll(name, "-", "")) {
	case "UTF8":
		return charset{name: "UTF-8", basis: asked}, nil
	case "GB18030", "GBK", "GB2312":
		return charset{"GB18030", simplifiedchinese.GB18030, asked}, nil
	case "UTF16LE":
		return charset{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), asked}, nil
	case "UTF16BE":
		return charset{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), asked}, nil
	}
	decoder, err := htmlindex.Get(name)
	return charset{strings.ToUpper(name), decoder, asked}, err
}

// decode returns the file's text as UTF-8 without byte-order marks.
func (c charset) decode(r io.Reader) io.Reader {
	if c.decoder != nil {
		r = transform.NewReader(r, c.decoder.NewDecoder())
	}
	return &withoutBOM{r: bufio.NewReaderSize(r, 1<<16)}
}

// withoutBOM drops the marks at the start: files joined by hand carry two.
type withoutBOM struct {
	r       *bufio.Reader
	started bool
}

func (w *withoutBOM) Read(p []byte) (int, error) {
	for !w.started {
		head, err := w.r.Peek(len(utf8BOM))
		if !bytes.Equal(head, utf8BOM) {
			w.started = true
			if err != nil && err != io.EOF {
				return 0, err
			}
			break
		}
		if _, err := w.r.Discard(len(utf8BOM)); err != nil {
			return 0, err
		}
	}
	return w.r.Read(p)
}
