package docx

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode"
)

// element is an XML element: its name with the prefix, its attributes, and the
// text or the elements in it.
type element struct {
	name  string
	attrs []string // name, value, name, value, …
	text  string
	inner []element
}

// el is an element around others.
func el(name string, inner ...element) element { return element{name: name, inner: inner} }

// val is an element with the one attribute w:val.
func val(name, value string) element { return el(name).with("w:val", value) }

// with adds attributes, given as name, value, name, value.
func (e element) with(attrs ...string) element {
	e.attrs = append(e.attrs[:len(e.attrs):len(e.attrs)], attrs...)
	return e
}

// holding puts text into an element.
func (e element) holding(text string) element {
	e.text = text
	return e
}

// markup is a part of the file while it is written.
type markup struct{ bytes.Buffer }

// head begins every part.
const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// part is a part with one element in it.
func part(root element) []byte {
	var m markup
	m.WriteString(head)
	m.put(root)
	return m.Bytes()
}

// put writes an element with all that is in it.
func (m *markup) put(e element) {
	if e.text == "" && len(e.inner) == 0 {
		m.tag(e, "/>")
		return
	}
	m.tag(e, ">")
	m.escape(e.text)
	for _, in := range e.inner {
		m.put(in)
	}
	m.end(e.name)
}

// begin writes the start of an element that end closes.
func (m *markup) begin(e element) { m.tag(e, ">") }

func (m *markup) end(name string) { m.WriteString("</" + name + ">") }

func (m *markup) tag(e element, closing string) {
	m.WriteString("<" + e.name)
	for i := 0; i+1 < len(e.attrs); i += 2 {
		m.WriteString(" " + e.attrs[i] + `="`)
		m.escape(e.attrs[i+1])
		m.WriteString(`"`)
	}
	m.WriteString(closing)
}

// escape writes text so that it can't become markup, without what may not
// stand in the file.
func (m *markup) escape(s string) {
	// A buffer takes every write.
	_ = xml.EscapeText(&m.Buffer, []byte(plain(s)))
}

// plain is text from a file as a document can hold it: white space is a
// blank, control characters and the marks that turn the direction of what
// follows are dropped.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u3000' && r != '\u00a0':
			return ' '
		case unicode.IsControl(r), turns(r), r == '\ufffe', r == '\uffff':
			return -1
		}
		return r
	}, s)
}

// turns says whether a character changes the direction of writing (Unicode
// standard annex 9, section 2).
func turns(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f'
}
