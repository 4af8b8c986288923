package verify

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"quxiang/reports/docx"
)

// The parts of a Word document that are read.
const (
	documentPart = "word/document.xml"
	stylesPart   = "word/styles.xml"
)

// readText reads what a Word document shows: its paragraphs and cells in their
// order, by heading, then what stands at the head and foot of its pages. Word
// writes the same document in other bytes.
func readText(c *content, raw []byte) error {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return unreadable(c, err)
	}
	places, err := docx.Places(z)
	if err != nil {
		return unreadable(c, err)
	}
	w := wordReader{content: c, ids: map[string]string{}, open: map[string]*found{}, headings: headings(z)}
	for _, p := range places {
		w.ids[p.Bookmark] = p.ID
	}
	c.begin("封面")
	if err := w.read(z, documentPart); err != nil {
		return unreadable(c, err)
	}
	return w.margins(z)
}

// margins reads headers and footers, each text once, in no order but their own.
func (w *wordReader) margins(z *zip.Reader) error {
	all := &content{}
	all.begin("")
	for _, f := range z.File {
		head, _ := path.Match("word/header*.xml", f.Name)
		foot, _ := path.Match("word/footer*.xml", f.Name)
		if !head && !foot {
			continue
		}
		if err := (&wordReader{content: all}).read(z, f.Name); err != nil {
			return unreadable(w.content, err)
		}
	}
	w.begin("页眉页脚")
	slices.Sort(all.pieces[0].lines)
	w.last().lines = slices.Compact(all.pieces[0].lines)
	return nil
}

// headings are the ids of the styles of headings: programs give them ids of
// their own and keep the names.
func headings(z *zip.Reader) map[string]bool {
	var styles struct {
		Style []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
		} `xml:"style"`
	}
	in, err := z.Open(stylesPart)
	if err != nil {
		return nil
	}
	defer in.Close()
	if err := xml.NewDecoder(in).Decode(&styles); err != nil {
		return nil
	}
	ids := map[string]bool{}
	for _, s := range styles.Style {
		ids[s.ID] = strings.HasPrefix(strings.ToLower(s.Name.Val), "heading ")
	}
	return ids
}

// volatile are the fields whose results are the pages' numbers; some programs
// put the words of a contents' entry inside too.
var volatile = regexp.MustCompile(`^\s*(?:PAGE|NUMPAGES|PAGEREF|SECTIONPAGES)\b`)

var pageNumber = regexp.MustCompile(`^\s*[0-9]*\s*$`)

// wordReader walks one part.
type wordReader struct {
	*content
	ids      map[string]string // figures by bookmark
	headings map[string]bool   // styles
	open     map[string]*found // figures whose bookmarks are open, by w:id

	line, field      strings.Builder // the paragraph; the instruction of the field
	heading          bool            // of the paragraph
	inText, inField  bool            // inside <w:t>, <w:instrText>
	fields, volatile int             // fields that are open; the volatile one among them
}

func (w *wordReader) read(z *zip.Reader, name string) error {
	in, err := z.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	for d := xml.NewDecoder(in); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			w.start(t)
		case xml.EndElement:
			w.end(t.Name.Local)
		case xml.CharData:
			w.text(string(t))
		}
	}
}

func (w *wordReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "pStyle":
		w.heading = w.headings[value(t, "val")]
	case "bookmarkStart":
		if id := w.ids[value(t, "name")]; id != "" {
			w.open[value(t, "id")] = &found{id: id}
		}
	case "bookmarkEnd":
		w.close(value(t, "id"))
	case "fldChar":
		w.turn(value(t, "fldCharType"))
	case "fldSimple":
		w.fields++
		w.enter(value(t, "instr"))
	case "tab", "br":
		w.text(" ")
	}
	w.inText = w.inText || t.Name.Local == "t"
	w.inField = w.inField || t.Name.Local == "instrText"
}

func (w *wordReader) end(name string) {
	switch name {
	case "t":
		w.inText = false
	case "instrText":
		w.inField = false
	case "fldSimple":
		w.leave()
	case "p":
		w.paragraph()
	}
}

// turn follows a field from its instruction to its result to its end.
func (w *wordReader) turn(to string) {
	switch to {
	case "begin":
		w.fields++
		w.field.Reset()
	case "separate":
		w.enter(w.field.String())
	case "end":
		w.leave()
	}
}

func (w *wordReader) enter(instruction string) {
	if w.volatile == 0 && volatile.MatchString(instruction) {
		w.volatile = w.fields
	}
}

func (w *wordReader) leave() {
	if w.volatile == w.fields {
		w.volatile = 0
	}
	w.fields--
}

// text takes the words that stand still.
func (w *wordReader) text(s string) {
	if w.inField {
		w.field.WriteString(s)
	}
	if !w.inText && s != " " || w.volatile > 0 && pageNumber.MatchString(s) {
		return
	}
	w.line.WriteString(s)
	for _, f := range w.open {
		f.printed += s
	}
}

// paragraph ends one; a heading begins a part.
func (w *wordReader) paragraph() {
	text := words([]byte(w.line.String()))
	if w.heading && text != "" {
		w.begin("「" + text + "」")
	}
	if text != "" {
		w.content.line(text)
	}
	w.heading = false
	w.line.Reset()
}

func (w *wordReader) close(bookmark string) {
	if f := w.open[bookmark]; f != nil {
		f.place, f.part = w.last().place, w.last().place
		w.figures = append(w.figures, *f)
		delete(w.open, bookmark)
	}
}

func value(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
