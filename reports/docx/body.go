package docx

import (
	"fmt"

	"quxiang/reports/chapter"
	"quxiang/reports/outline"
)

// body is the document's text while it is written.
type body struct {
	markup
	doc       *chapter.Document
	chapters  []outline.Chapter
	charts    map[*chapter.Table][]*chapter.Chart
	page      sheet
	headings  int     // written so far, in the order of the contents
	bookmarks int     // ids given
	places    []place // of figures, in order
}

func newBody(doc *chapter.Document) *body {
	b := &body{doc: doc, chapters: outline.Of(doc), page: upright, charts: map[*chapter.Table][]*chapter.Chart{}}
	for c := range doc.Charts() {
		b.charts[c.Table] = append(b.charts[c.Table], c)
	}
	return b
}

// parts are the parts with the document's own text.
func (b *body) parts() []file {
	return append([]file{{documentPart, b.Bytes()}}, figures(b.places)...)
}

func (b *body) write() {
	b.WriteString(head)
	b.begin(root("w:document"))
	b.begin(el("w:body"))
	b.cover()
	b.contents()
	for _, c := range b.chapters {
		b.chapter(c)
	}
	b.origin()
	b.put(b.page.properties())
	b.end("w:body")
	b.end("w:document")
}

// chapter writes a chapter; where its first section lies across, so does its
// title.
func (b *body) chapter(c outline.Chapter) {
	for i, s := range c.Sections {
		b.turn(pageOf(s))
		if i == 0 {
			b.heading("Heading1", title(c))
		}
		b.heading("Heading2", s.Number+s.Title)
		for _, p := range s.Parts {
			b.part(p)
		}
	}
}

// title is a chapter's heading: 一、报告说明.
func title(c outline.Chapter) string { return c.Number + "、" + c.Title }

// pageOf is across for a section with a broad table.
func pageOf(s outline.Section) sheet {
	for _, p := range s.Parts {
		if p.Table != nil && !p.Table.OffPaper && len(p.Table.Columns) >= broadFrom {
			return across
		}
	}
	return upright
}

// turn goes on on another kind of page.
func (b *body) turn(to sheet) {
	if b.page == to {
		return
	}
	b.put(el("w:p", el("w:pPr", val("w:pStyle", "Turn"), b.page.properties())))
	b.page = to
}

// heading writes a heading that the contents refer to.
func (b *body) heading(style, text string) {
	b.headings++
	b.put(paragraph(style, b.marked(anchor(b.headings), run(text))...))
}

// anchor is the bookmark of the n-th heading, named as Word names them.
func anchor(n int) string { return fmt.Sprintf("_Toc%09d", n) }

func (b *body) part(p outline.Part) {
	switch {
	case p.Paragraph != nil:
		b.say(styleOf(*p.Paragraph), p.Paragraph.Spans)
	case p.Chart != nil:
		b.summary(p.Chart)
	case p.Table != nil:
		b.table(p.Table, p.Number)
	}
}

// origin says at the end what the report was made from.
func (b *body) origin() {
	b.turn(upright)
	if facts := outline.Origin(b.doc.Origin); facts != nil {
		b.heading("Heading1", outline.OriginTitle)
		b.table(originTable(facts), "")
	}
	b.tell("Remark", outline.Imprint(b.doc))
}

func originTable(facts []outline.Fact) *chapter.Table {
	t := &chapter.Table{Columns: []chapter.Column{{Key: "name", Title: outline.OriginName}, {Key: "value", Title: outline.OriginValue}}}
	for _, f := range facts {
		t.Rows = append(t.Rows, []chapter.Cell{{Label: f.Name}, {Cite: f.Value}})
	}
	return t
}
