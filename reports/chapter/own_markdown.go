package chapter

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// markdown reads CommonMark with tables; it renders nothing.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()

// ownReader turns one text of the school into blocks.
type ownReader struct {
	own     OwnText
	source  []byte
	figures []*figure.Figure // of the marks
	out     passage
	heading string // the last, which names the tables under it
	tables  int
	err     error
}

// read parses a text. Its words become labels: they may hold digits, and every
// renderer escapes them.
func (q quotes) read(own OwnText) (passage, error) {
	source, figures, err := q.marked(own)
	if err != nil {
		return passage{}, err
	}
	o := &ownReader{own: own, source: []byte(source), figures: figures, out: passage{name: own.Name}}
	o.children(markdown.Parse(text.NewReader(o.source)), "")
	return o.out, o.err
}

// children reads the blocks within a block; marker begins the items of a list.
func (o *ownReader) children(parent ast.Node, marker string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		o.block(n, marker)
		if n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock {
			marker = ""
		}
	}
}

// block reads one block.
func (o *ownReader) block(n ast.Node, marker string) {
	switch n := n.(type) {
	case *ast.Heading:
		o.heading = prose.Plain(o.paragraph(Heading, n, ""))
	case *ast.Paragraph, *ast.TextBlock:
		kind := Prose
		if marker != "" {
			kind = Item
		}
		o.paragraph(kind, n, marker)
	case *ast.List:
		o.list(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		o.code(n)
	case *ast.HTMLBlock:
		o.unused(n)
	case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
	default:
		if table, ok := asTable(n); ok {
			o.table(table)
			return
		}
		o.children(n, marker)
	}
}

// paragraph adds the words of a block as one paragraph, several where a line is
// to end within it, and returns the first's spans.
func (o *ownReader) paragraph(kind string, n ast.Node, marker string) []Span {
	var first []Span
	for i, spans := range o.lines(n) {
		if i == 0 && marker != "" {
			spans = merged(append([]Span{prose.L(marker)}, spans...))
		}
		if len(spans) > 0 {
			o.out.blocks = append(o.out.blocks, Paragraph{Kind: kind, Own: true, Spans: spans})
		}
		if i == 0 {
			first = spans
		}
	}
	return first
}

// list reads items, each with its marker.
func (o *ownReader) list(n *ast.List) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker := "· "
		if n.IsOrdered() {
			marker = strconv.Itoa(number) + ". "
			number++
		}
		o.children(item, marker)
	}
}

// code prints lines as they are, one paragraph each.
func (o *ownReader) code(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		if spans := o.words(string(bytes.TrimRight(line.Value(o.source), "\n"))); len(spans) > 0 {
			o.out.blocks = append(o.out.blocks, Paragraph{Kind: Prose, Own: true, Spans: spans})
		}
	}
}

// unused tells where something is that a report does not take.
func (o *ownReader) unused(n ast.Node) {
	o.out.notices = append(o.out.notices, unused(o.own, o.line(n)))
}

// line is where a node stands, from 1: its own line, else its parent's.
func (o *ownReader) line(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return 1 + bytes.Count(o.source[:n.Lines().At(0).Start], []byte("\n"))
		}
	}
	return 1
}

// words are the spans of a piece of text: labels, and figures at their marks.
func (o *ownReader) words(s string) []Span {
	var out []Span
	for s != "" {
		at := strings.IndexFunc(s, func(r rune) bool { return r >= firstMark })
		if at < 0 {
			return append(out, prose.L(s))
		}
		if at > 0 {
			out = append(out, prose.L(s[:at]))
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		out = append(out, prose.F(o.figures[r-firstMark]))
		s = s[at+size:]
	}
	return out
}

// fail keeps the first fault.
func (o *ownReader) fail(n ast.Node, why, hint string) {
	if o.err == nil {
		o.err = &fault.Error{Kind: fault.Usage, Op: "排入学校的文字", File: o.own.File, Row: o.line(n), Why: why, Hint: hint}
	}
}
