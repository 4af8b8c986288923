package docx

import (
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/outline"
)

// cover writes the first page: whose report it is, of what, who may read it,
// what has changed, and the key figures.
func (b *body) cover() {
	b.tell("House", b.doc.Institution)
	b.put(paragraph("Title", b.title()...))
	if len(b.doc.Summary) > 0 {
		b.say("Subtitle", b.doc.Summary)
	}
	if b.doc.Stamp != "" {
		b.tell("Stamp", b.doc.Stamp)
	}
	for _, n := range b.doc.Notices {
		b.say(styleOf(n), n.Spans)
	}
	b.cards()
}

// breakAfter is where a long title goes on in the next line: Chinese text would
// else break inside a word.
const breakAfter = "毕业生"

// title is the report's, in two lines where it is long.
func (b *body) title() []element {
	if len(b.doc.Heading) == 0 {
		return []element{run(b.doc.Title)}
	}
	var out []element
	for _, s := range b.doc.Heading {
		head, tail, found := strings.Cut(s.Text, breakAfter)
		if !found || tail == "" {
			out = append(out, b.span(s, nil)...)
			continue
		}
		out = append(out, run(head+breakAfter), el("w:r", el("w:br")), run(tail))
	}
	return out
}

// cards are the key figures, a line each.
func (b *body) cards() {
	if len(b.doc.Cards) == 0 {
		return
	}
	fifth := b.page.room() / 5
	widths := []int{2 * fifth, fifth, 2 * fifth}
	b.openTable("主要数据", fit{margin: cellMargin, widths: widths})
	for _, c := range b.doc.Cards {
		b.put(el("w:tr", el("w:trPr", el("w:cantSplit")),
			cell(widths[0], paragraph("Cell", run(c.Title, cardSize...))).centred(),
			cell(widths[1], paragraph("Number", b.cardFigure(c)...)).centred(),
			cell(widths[2], paragraph("Cell", b.spans(c.Note)...)).centred()))
	}
	b.end("w:tbl")
	b.tell("Remark", "")
}

// cardSize is the size of a key figure.
var cardSize = []element{val("w:sz", "24"), val("w:szCs", "24")}

// cardFigure is a card's figure with its unit.
func (b *body) cardFigure(c chapter.Card) []element {
	if c.Figure == nil {
		return nil
	}
	out := b.span(chapter.Span{Figure: c.Figure}, append([]element{el("w:b")}, cardSize...))
	if u := c.Figure.Value.Unit; u != "" && u != "%" {
		out = append(out, run(" "+u))
	}
	return out
}

// contents writes Word's own contents with the headings in it, each a link.
// Page numbers are Word's to find: it fills them in when a reader updates the
// contents.
func (b *body) contents() {
	b.begin(el("w:sdt"))
	b.put(el("w:sdtPr", el("w:docPartObj", val("w:docPartGallery", "Table of Contents"), el("w:docPartUnique"))))
	b.begin(el("w:sdtContent"))
	b.tell("TOCHeading", "目录")
	lead := []element{el("w:r", fieldChar("begin")),
		el("w:r", el("w:instrText").with("xml:space", "preserve").holding(` TOC \o "1-2" \h \z \u `)), el("w:r", fieldChar("separate"))}
	for i, e := range b.entries() {
		link := el("w:hyperlink", run(e.text)).with("w:anchor", anchor(i+1), "w:history", "1")
		b.put(paragraph(e.style, append(lead, link)...))
		lead = nil
	}
	b.put(el("w:p", append(lead, el("w:r", fieldChar("end")))...))
	b.end("w:sdtContent")
	b.end("w:sdt")
}

func fieldChar(kind string) element { return el("w:fldChar").with("w:fldCharType", kind) }

// entry is a line of the contents.
type entry struct{ style, text string }

// entries lists the headings in the order in which they will be written.
func (b *body) entries() []entry {
	var out []entry
	for _, c := range b.chapters {
		for i, s := range c.Sections {
			if i == 0 {
				out = append(out, entry{"TOC1", title(c)})
			}
			out = append(out, entry{"TOC2", s.Number + s.Title})
		}
	}
	if outline.Origin(b.doc.Origin) != nil {
		out = append(out, entry{"TOC1", outline.OriginTitle})
	}
	return out
}
