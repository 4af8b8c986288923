package docx

import (
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// run is text with its properties.
func run(text string, properties ...element) element {
	r := el("w:r")
	if len(properties) > 0 {
		r.inner = append(r.inner, el("w:rPr", properties...))
	}
	r.inner = append(r.inner, el("w:t").with("xml:space", "preserve").holding(text))
	return r
}

// paragraph is a paragraph of a style.
func paragraph(style string, inner ...element) element {
	return el("w:p", append([]element{el("w:pPr", val("w:pStyle", style))}, inner...)...)
}

// spans are the runs of a sentence, figures in their bookmarks.
func (b *body) spans(spans []chapter.Span, properties ...element) []element {
	var out []element
	for _, s := range spans {
		out = append(out, b.span(s, properties)...)
	}
	return out
}

// span is what a span prints.
func (b *body) span(s chapter.Span, properties []element) []element {
	if s.Figure != nil {
		return b.bookmarked(*s.Figure, run(figure.Print(*s.Figure), properties...))
	}
	return []element{run(s.Plain(), properties...)}
}

// say writes a paragraph of spans.
func (b *body) say(style string, spans []chapter.Span) {
	b.put(paragraph(style, b.spans(spans)...))
}

// tell writes a paragraph of words.
func (b *body) tell(style, text string) { b.put(paragraph(style, run(text))) }

// kinds are the styles of paragraphs; others are set as findings are.
var kinds = map[string]string{
	chapter.Finding: "Finding", chapter.Note: "Note", chapter.Warning: "Warning",
	"heading": "Heading3", "item": "Item",
}

// ownKinds are the styles of what the school wrote itself; others are set as
// running text.
var ownKinds = map[string]string{chapter.Heading: "OwnHeading", chapter.Item: "OwnItem"}

func styleOf(p chapter.Paragraph) string {
	if p.Kind == chapter.Provided {
		return "Provided"
	}
	if style, ok := ownKinds[p.Kind]; p.Own && ok {
		return style
	}
	if p.Own {
		return "Own"
	}
	if style, ok := kinds[p.Kind]; ok {
		return style
	}
	return kinds[chapter.Finding]
}
