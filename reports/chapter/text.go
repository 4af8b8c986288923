package chapter

import (
	"strings"

	"quxiang/reports/prose"
)

// Text prints a document as plain text: every word and figure, in order. It is
// what tests compare; it is no edition of the report.
func Text(doc *Document) string {
	w := &textWriter{}
	w.line(prose.Plain(doc.Heading))
	w.line(prose.Plain(doc.Summary))
	if doc.Stamp != "" {
		w.line("【" + doc.Stamp + "】")
	}
	for _, c := range doc.Cards {
		w.line("▪ " + c.Title + " " + prose.Plain([]Span{prose.F(c.Figure)}) + "（" + prose.Plain(c.Note) + "）")
	}
	for _, p := range doc.Notices {
		w.paragraph(p)
	}
	for _, c := range doc.Chapters {
		w.line("\n# " + c.Title)
		for _, s := range c.Sections {
			w.line("\n## " + s.Title)
			for _, b := range s.Blocks {
				w.block(b)
			}
		}
	}
	return w.String()
}

// textWriter builds the text line by line.
type textWriter struct{ strings.Builder }

func (w *textWriter) line(s string) { w.WriteString(s + "\n") }

// paragraphMarks begin the paragraphs of a kind.
var paragraphMarks = map[string]string{Warning: "！", Provided: "※ ", Heading: "### "}

// paragraph prints a paragraph with its mark.
func (w *textWriter) paragraph(p Paragraph) {
	w.line(paragraphMarks[p.Kind] + prose.Plain(p.Spans))
}

// block prints a block of any kind.
func (w *textWriter) block(b Block) {
	switch b := b.(type) {
	case Paragraph:
		w.paragraph(b)
	case *Chart:
		w.chart(b)
	case *Table:
		w.table(b)
	case *Planner:
		w.line("[试算] " + b.Title)
	}
}

// chart prints what a chart draws.
func (w *textWriter) chart(c *Chart) {
	s := "[图 " + string(c.Kind) + "] " + c.Title + "：" + c.Category + " × " + strings.Join(c.Series, ", ")
	for _, b := range c.Breaks {
		s += "；" + b.Category + "前断开（" + b.Why + "）"
	}
	if c.Reference != nil {
		s += "；" + c.RefTitle + " " + prose.Plain([]Span{prose.F(c.Reference)})
	}
	w.line(s)
}

// table prints a table, its cells parted by bars.
func (w *textWriter) table(t *Table) {
	w.line("[表] " + t.Title)
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Title
		if c.Unit != "" && c.Unit != "%" {
			heads[i] += "（" + c.Unit + "）"
		}
	}
	w.line(strings.Join(heads, " | "))
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.Plain()
		}
		w.line(strings.Join(cells, " | "))
	}
	for _, n := range t.Notes {
		w.line("注：" + prose.Plain(n))
	}
	w.line("— " + prose.Plain(t.Basis.Spans()))
}
