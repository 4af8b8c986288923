// Package outline puts the parts of a document in order and numbers them, so
// that 表二-3 is the same table on the page, in the workbook and in Word.
//
// It knows one rule of layout: a chart is followed by its table. A table that
// several charts draw, or that stands in the section by itself too, appears
// once, where it is first due.
package outline

import (
	"strconv"

	"quxiang/reports/chapter"
	"quxiang/reports/prose"
)

// Chapter is a chapter with its number (一) and its sections in order.
type Chapter struct {
	*chapter.Chapter
	Number   string
	Sections []Section
}

// Section is a section with its number （一） and its parts in order.
type Section struct {
	*chapter.Section
	Number string
	Parts  []Part
}

// Part is one thing to print; exactly one of Paragraph, Chart, Table and
// Planner is set. Number counts charts and tables apart within a chapter, as
// 3-2; the others have none.
type Part struct {
	Paragraph *chapter.Paragraph
	Chart     *chapter.Chart
	Table     *chapter.Table
	Planner   *chapter.Planner
	Number    string
}

// Of lays a document out. The document is not changed.
func Of(doc *chapter.Document) []Chapter {
	l := layout{placed: map[*chapter.Table]bool{}, own: ownTables(doc)}
	out := make([]Chapter, 0, len(doc.Chapters))
	for i := range doc.Chapters {
		out = append(out, l.chapter(i, &doc.Chapters[i]))
	}
	return out
}

// Tables lists every table of a laid-out document with its number, in order.
func Tables(chapters []Chapter) []Part {
	var out []Part
	for _, c := range chapters {
		for _, s := range c.Sections {
			for _, p := range s.Parts {
				if p.Table != nil {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// layout is the state of one pass over a document.
type layout struct {
	placed         map[*chapter.Table]bool
	own            map[*chapter.Table]bool // tables that are blocks themselves
	number         int                     // of the chapter
	charts, tables int                     // counted so far in the chapter
}

func (l *layout) chapter(i int, c *chapter.Chapter) Chapter {
	l.number, l.charts, l.tables = i+1, 0, 0
	out := Chapter{Chapter: c, Number: prose.Numeral(i + 1)}
	for j := range c.Sections {
		s := &c.Sections[j]
		out.Sections = append(out.Sections, Section{
			Section: s, Number: "（" + prose.Numeral(j+1) + "）", Parts: l.parts(s.Blocks)})
	}
	return out
}

func (l *layout) parts(blocks []chapter.Block) []Part {
	var out []Part
	for i, b := range blocks {
		switch b := b.(type) {
		case chapter.Paragraph:
			out = append(out, Part{Paragraph: &b})
		case *chapter.Chart:
			l.charts++
			out = append(out, Part{Chart: b, Number: l.numbered(l.charts)})
			if !l.own[b.Table] && !chartFollows(blocks[i+1:], b.Table) {
				out = l.table(out, b.Table)
			}
		case *chapter.Table:
			out = l.table(out, b)
		case *chapter.Planner:
			out = append(out, Part{Planner: b})
		}
	}
	return out
}

// table appends a table unless it is there already.
func (l *layout) table(parts []Part, t *chapter.Table) []Part {
	if t == nil || l.placed[t] {
		return parts
	}
	l.placed[t] = true
	l.tables++
	return append(parts, Part{Table: t, Number: l.numbered(l.tables)})
}

func (l *layout) numbered(n int) string { return strconv.Itoa(l.number) + "-" + strconv.Itoa(n) }

// chartFollows reports whether the next block draws the same table, which then
// stands under the last of such charts.
func chartFollows(blocks []chapter.Block, t *chapter.Table) bool {
	if len(blocks) == 0 {
		return false
	}
	next, ok := blocks[0].(*chapter.Chart)
	return ok && next.Table == t
}

// ownTables finds the tables that stand in a section as blocks.
func ownTables(doc *chapter.Document) map[*chapter.Table]bool {
	own := map[*chapter.Table]bool{}
	for t := range doc.Tables() {
		own[t] = true
	}
	return own
}
