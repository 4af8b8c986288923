package chapter

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"quxiang/reports/prose"
)

// lines are the words within a block as lines of spans: a new one begins where
// the writer ended one by a backslash or two spaces.
func (o *ownReader) lines(n ast.Node) [][]Span {
	out := [][]Span{nil}
	o.inline(n, &out)
	for i := range out {
		out[i] = merged(out[i])
	}
	return out
}

// inline adds the words within a node to the last line.
func (o *ownReader) inline(parent ast.Node, out *[][]Span) {
	add := func(spans []Span) { (*out)[len(*out)-1] = append((*out)[len(*out)-1], spans...) }
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			add(o.words(joint(written(n.Segment.Value(o.source), n.IsRaw()), n.SoftLineBreak())))
			if n.HardLineBreak() {
				*out = append(*out, nil)
			}
		case *ast.String:
			add(o.words(string(n.Value)))
		case *ast.AutoLink:
			add([]Span{prose.C(string(n.URL(o.source)))})
		case *ast.Link:
			o.inline(n, out)
			add([]Span{prose.T("（"), prose.C(orUnknown(string(n.Destination))), prose.T("）")})
		case *ast.RawHTML, *ast.Image:
			o.unused(n)
		default: // emphasis, code
			o.inline(n, out)
		}
	}
}

// written is what a piece of source means: &lt; and \* stand for a character.
// Within code everything stands for itself.
func written(source []byte, raw bool) string {
	if raw {
		return string(source)
	}
	return string(util.UnescapePunctuations(util.ResolveNumericReferences(util.ResolveEntityNames(source))))
}

// joint is a line's text with what parts it from the next: nothing between
// Chinese characters, a space after others.
func joint(s string, more bool) string {
	if more && s != "" && s[len(s)-1] < 0x80 {
		return s + " "
	}
	return s
}

// merged joins labels that follow each other.
func merged(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.Label != "" && out[last].Label != "" {
			out[last].Label += s.Label
			continue
		}
		out = append(out, s)
	}
	return out
}

// asTable is a node as a table.
func asTable(n ast.Node) (*extast.Table, bool) {
	t, ok := n.(*extast.Table)
	return t, ok
}

// table reads a table: its first line are headings, all others rows.
func (o *ownReader) table(n *extast.Table) {
	o.tables++
	t := &Table{ID: "own-" + o.own.Name + "-" + strconv.Itoa(o.tables), Own: true, Title: o.heading, Basis: Basis{Source: "学校提供，" + o.own.File}}
	if t.Title == "" {
		t.Title = "学校提供的表"
	}
	for line := n.FirstChild(); line != nil; line = line.NextSibling() {
		if _, ok := line.(*extast.TableHeader); ok {
			t.Columns = o.columns(line)
			continue
		}
		t.Rows = append(t.Rows, o.cells(line, len(t.Columns)))
	}
	if len(t.Rows) == 0 {
		o.fail(n, "表只有表头，没有内容", "补上表的内容，或删去这张表")
		return
	}
	t.numbersRight()
	o.out.blocks = append(o.out.blocks, t)
}

// columns are a table's headings.
func (o *ownReader) columns(line ast.Node) []Column {
	var out []Column
	for cell := line.FirstChild(); cell != nil; cell = cell.NextSibling() {
		spans := o.cellSpans(cell)
		if hasFigure(spans) {
			o.fail(cell, "表头里有占位", "占位写在表头下面的格子里")
		}
		out = append(out, Column{Key: "c" + strconv.Itoa(len(out)+1), Title: prose.Plain(spans)})
	}
	return out
}

// cells are a row's: words, or one figure alone.
func (o *ownReader) cells(line ast.Node, columns int) []Cell {
	out := make([]Cell, 0, columns)
	for cell := line.FirstChild(); cell != nil && len(out) < columns; cell = cell.NextSibling() {
		spans := o.cellSpans(cell)
		switch {
		case len(spans) == 1 && spans[0].Figure != nil:
			out = append(out, Cell{Figure: spans[0].Figure})
		case hasFigure(spans):
			o.fail(cell, "表的一格里占位与文字混写", "一格里单独写一个占位，文字写到另一格")
			out = append(out, Cell{})
		default:
			out = append(out, Cell{Label: prose.Plain(spans)})
		}
	}
	return append(out, make([]Cell, columns-len(out))...)
}

// cellSpans are the words of a cell, lines joined.
func (o *ownReader) cellSpans(cell ast.Node) []Span {
	return merged(prose.Cat(o.lines(cell)...))
}

// numbersRight sets columns that hold figures only to the right.
func (t *Table) numbersRight() {
	for i := range t.Columns {
		t.Columns[i].Numeric = true
		for _, row := range t.Rows {
			t.Columns[i].Numeric = t.Columns[i].Numeric && row[i].Figure != nil
		}
	}
}
