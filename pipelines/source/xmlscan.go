package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner walks the tags of an XML part. It knows as much XML as spreadsheets
// use and is some twenty times faster than encoding/xml, which spends its time
// on name spaces that a sheet's cells do not have.
type scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
}

// tag is one tag and the text between it and the tag before. Its slices are
// valid until the next call of next.
type tag struct {
	name   []byte // without name-space prefix
	attrs  []byte
	text   []byte // not yet unescaped
	close  bool   // </name>
	single bool   // <name/>
	cdata  bool   // not a tag but a CDATA section: text is verbatim
}

const (
	scanBuffer = 256 << 10
	// maxToken bounds one text or tag: a cell holds at most 32,767 characters.
	maxToken = 8 << 20
)

var errBadXML = errors.New("XML 结构不完整")

func newScanner(r io.Reader) *scanner {
	return &scanner{r: r, buf: make([]byte, scanBuffer)}
}

// next returns the next tag; io.EOF ends a well-formed part.
func (s *scanner) next() (tag, error) {
	open, err := s.find(0, '<')
	if err != nil {
		return tag{}, err
	}
	shut, err := s.tagEnd(open)
	if err != nil {
		return tag{}, noEOF(err)
	}
	window := s.buf[s.pos:s.end]
	t := parseTag(window[open+1 : shut])
	t.text = window[:open]
	if t.cdata {
		t.text = window[open+len("<![CDATA[") : shut-len("]]")]
	}
	s.pos += shut + 1
	return t, nil
}

// find returns the offset from pos of the first c at or after from.
func (s *scanner) find(from int, c byte) (int, error) {
	for {
		if i := bytes.IndexByte(s.buf[s.pos+from:s.end], c); i >= 0 {
			return from + i, nil
		}
		from = s.end - s.pos
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
}

// tagEnd returns the offset of the > that ends the markup beginning at open.
func (s *scanner) tagEnd(open int) (int, error) {
	for s.end-s.pos < open+9 { // enough to tell <![CDATA[ from other markup
		if err := s.fill(); err == io.EOF {
			break
		} else if err != nil {
			return 0, err
		}
	}
	head := s.buf[s.pos+open : s.end]
	switch {
	case bytes.HasPrefix(head, []byte("<!--")):
		return s.until(open, "-->")
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		return s.until(open, "]]>")
	}
	shut := open
	for {
		var err error
		if shut, err = s.find(shut+1, '>'); err != nil {
			return 0, err
		}
		markup := s.buf[s.pos+open : s.pos+shut]
		if bytes.Count(markup, []byte{'"'})%2 == 0 && (bytes.IndexByte(markup, '\'') < 0 || bytes.Count(markup, []byte{'\''})%2 == 0 || bytes.IndexByte(markup, '"') >= 0) {
			return shut, nil
		}
	}
}

func (s *scanner) until(from int, mark string) (int, error) {
	for shut := from; ; shut++ {
		var err error
		if shut, err = s.find(shut, '>'); err != nil {
			return 0, err
		}
		if bytes.HasSuffix(s.buf[s.pos+from:s.pos+shut+1], []byte(mark)) && shut-from >= len(mark)+1 {
			return shut, nil
		}
	}
}

// fill reads more, moving or growing the window where it must.
func (s *scanner) fill() error {
	if s.eof {
		return io.EOF
	}
	if s.pos > 0 {
		s.end = copy(s.buf, s.buf[s.pos:s.end])
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxToken {
			return errBadXML
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := s.r.Read(s.buf[s.end:])
	s.end += n
	if err == io.EOF {
		s.eof = true
		if n > 0 {
			return nil
		}
	}
	return err
}

func parseTag(markup []byte) tag {
	if len(markup) == 0 {
		return tag{}
	}
	switch markup[0] {
	case '!':
		return tag{cdata: bytes.HasPrefix(markup, []byte("![CDATA["))}
	case '?':
		return tag{}
	}
	var t tag
	if markup[0] == '/' {
		t.close, markup = true, markup[1:]
	}
	if n := len(markup); n > 0 && markup[n-1] == '/' {
		t.single, markup = true, markup[:n-1]
	}
	t.name = markup
	if i := bytes.IndexAny(markup, " \t\r\n"); i >= 0 {
		t.name, t.attrs = markup[:i], markup[i+1:]
	}
	if i := bytes.IndexByte(t.name, ':'); i >= 0 {
		t.name = t.name[i+1:]
	}
	return t
}

// is reports whether t opens an element of that name.
func (t tag) is(name string) bool { return !t.close && string(t.name) == name }

// ends reports whether t closes an element of that name.
func (t tag) ends(name string) bool { return t.close && string(t.name) == name }

// each calls f for every attribute, its name without prefix.
func (t tag) each(f func(name, value []byte)) {
	rest := t.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return
		}
		name := bytes.TrimSpace(rest[:eq])
		if i := bytes.IndexByte(name, ':'); i >= 0 {
			name = name[i+1:]
		}
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 {
			return
		}
		shut := bytes.IndexByte(rest[1:], rest[0])
		if shut < 0 {
			return
		}
		f(name, rest[1:shut+1])
		rest = rest[shut+2:]
	}
}

// attr returns the unescaped value of one attribute.
func (t tag) attr(name string) string {
	var found string
	t.each(func(n, value []byte) {
		if string(n) == name {
			found = unescape(value)
		}
	})
	return found
}

func noEOF(err error) error {
	if err == io.EOF {
		return errBadXML
	}
	return err
}

// unescape resolves entities and Excel's own _xHHHH_ escapes.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 && !bytes.Contains(b, []byte("_x")) {
		return string(b)
	}
	return excelEscapes(entities(string(b)))
}

var named = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

func entities(s string) string {
	var b strings.Builder
	for {
		amp := strings.IndexByte(s, '&')
		if amp < 0 {
			break
		}
		b.WriteString(s[:amp])
		s = s[amp:]
		semi := strings.IndexByte(s, ';')
		if semi < 0 {
			break
		}
		b.WriteString(entity(s[1:semi], s[:semi+1]))
		s = s[semi+1:]
	}
	return b.String() + s
}

// entity resolves one; what it does not know stays as written.
func entity(name, written string) string {
	if text, ok := named[name]; ok {
		return text
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || !strings.HasPrefix(name, "#") || n > utf8.MaxRune {
		return written
	}
	return string(rune(n))
}

// excelEscapes resolves _x000D_ and its like (ECMA-376, ST_Xstring); a
// character beyond the first plane is two of them.
func excelEscapes(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			break
		}
		r, ok := escaped(s[i:])
		if !ok {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		s = s[i+escapeSize:]
		if low, ok := escaped(s); ok && utf16.IsSurrogate(r) {
			r, s = utf16.DecodeRune(r, low), s[escapeSize:]
		}
		b.WriteRune(r)
	}
	return b.String() + s
}

const escapeSize = len("_x000D_")

// escaped reads the escape that s begins with, if it does.
func escaped(s string) (rune, bool) {
	if len(s) < escapeSize || !strings.HasPrefix(s, "_x") || s[escapeSize-1] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}
