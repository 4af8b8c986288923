package chapter

import (
	"fmt"
	"strings"
	"unicode"

	"quxiang/reports/figure"
)

// Check lists every way in which a document breaks the rules of this package:
// a digit outside figures, labels, times and citations, an empty chart or
// table, a chart without its table after it, two figures of one ID with
// different values, a rate without its cut-off. A sound document has none.
func Check(doc *Document) []error {
	c := &checker{ids: map[string]bool{}, figures: map[string]figure.Figure{}}
	c.spans("heading", doc.Heading)
	c.spans("summary", doc.Summary)
	for _, card := range doc.Cards {
		c.words("card", card.Title)
		c.spans("card", card.Note)
	}
	for _, p := range doc.Notices {
		c.spans("notice", p.Spans)
	}
	for _, ch := range doc.Chapters {
		c.id("chapter", ch.ID)
		c.title("chapter", ch.Title, ch.Own)
		if len(ch.Sections) == 0 {
			c.fail("chapter %s is empty", ch.ID)
		}
		for _, s := range ch.Sections {
			c.section(ch.ID, s)
		}
	}
	doc.EachFigure(c.figure)
	return c.errs
}

// checker collects what is wrong.
type checker struct {
	errs    []error
	ids     map[string]bool
	figures map[string]figure.Figure
}

func (c *checker) fail(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf(format, args...))
}

// id finds an ID that is missing or given twice within its kind.
func (c *checker) id(kind, id string) {
	if id == "" || c.ids[kind+" "+id] {
		c.fail("%s id %q is empty or used twice", kind, id)
	}
	c.ids[kind+" "+id] = true
}

// words finds a digit among our own words.
func (c *checker) words(where, s string) {
	if strings.ContainsFunc(s, unicode.IsDigit) {
		c.fail("%s: digit outside a figure in %q", where, s)
	}
}

// title finds a digit in a title of ours; the school's own may hold some.
func (c *checker) title(where, s string, own bool) {
	if !own {
		c.words(where, s)
	}
}

// spans finds spans with no field or several, and digits among words.
func (c *checker) spans(where string, spans []Span) {
	for _, s := range spans {
		set := 0
		for _, is := range []bool{s.Text != "", s.Figure != nil, s.Label != "", s.Time != "", s.Cite != ""} {
			if is {
				set++
			}
		}
		if set != 1 {
			c.fail("%s: a span with %d fields in %q", where, set, s.Plain())
		}
		c.words(where, s.Text)
	}
}

// section checks the blocks of a section.
func (c *checker) section(chapter string, s Section) {
	where := chapter + "/" + s.ID
	c.id("section", s.ID)
	c.title(where, s.Title, s.Own)
	if len(s.Blocks) == 0 {
		c.fail("%s is empty", where)
	}
	for i, b := range s.Blocks {
		switch b := b.(type) {
		case Paragraph:
			c.spans(where, b.Spans)
		case *Table:
			c.table(where, b)
		case *Chart:
			c.chart(where, b)
			if !followed(s.Blocks[i:], b.Table) {
				c.fail("%s: chart %s is not followed by its table", where, b.ID)
			}
		case *Planner:
			c.planner(where, b)
		}
	}
}

// followed says whether only charts stand between a chart and its table.
func followed(blocks []Block, t *Table) bool {
	for _, b := range blocks {
		if _, ok := b.(*Chart); ok {
			continue
		}
		own, ok := b.(*Table)
		return ok && own == t
	}
	return false
}

// table checks shape and words of a table.
func (c *checker) table(where string, t *Table) {
	where += "/" + t.ID
	c.id("table", t.ID)
	c.title(where, t.Title, t.Own)
	for _, col := range t.Columns {
		c.title(where, col.Title+col.Unit, t.Own)
	}
	if len(t.Rows) == 0 {
		c.fail("%s has no rows", where)
	}
	for i, row := range t.Rows {
		c.row(fmt.Sprintf("%s row %d", where, i+1), t, row)
	}
	for _, n := range t.Notes {
		c.spans(where, n)
	}
	c.spans(where, t.Basis.Spans())
}

// row checks that cells stand under their columns: figures in numeric ones,
// and nothing typed by hand there.
func (c *checker) row(where string, t *Table, row []Cell) {
	if len(row) != len(t.Columns) {
		c.fail("%s has %d cells for %d columns", where, len(row), len(t.Columns))
		return
	}
	for i, cell := range row {
		if t.Columns[i].Numeric && cell.Figure == nil {
			c.fail("%s: no figure under %s", where, t.Columns[i].Title)
		}
	}
}

// chart checks that a chart draws columns that are there and hold something.
func (c *checker) chart(where string, ch *Chart) {
	where += "/" + ch.ID
	c.id("chart", ch.ID)
	c.words(where, ch.Title)
	c.spans(where, ch.Summary)
	if ch.Table == nil || len(ch.Series) == 0 {
		c.fail("%s draws nothing", where)
		return
	}
	for _, key := range append([]string{ch.Category}, ch.Series...) {
		if ch.Table.ColumnIndex(key) < 0 {
			c.fail("%s: its table has no column %s", where, key)
			return
		}
	}
	if drawable(ch.Table, ch.Series) == 0 {
		c.fail("%s is empty", where)
	}
}

// figure finds a figure whose ID another value has too, and a rate of
// graduates without its cut-off.
func (c *checker) figure(f *figure.Figure) {
	id := figure.ID(*f)
	if old, ok := c.figures[id]; ok && (old.Value != f.Value || old.State != f.State) {
		c.fail("figure %s is both %s and %s", id, figure.Print(old), figure.Print(*f))
	}
	c.figures[id] = *f
	if f.Value.Kind == figure.Ratio && f.Cutoff == "" {
		c.fail("figure %s is a rate without a cut-off", id)
	}
	if f.State != figure.Shown && f.Reason == "" {
		c.fail("figure %s is not shown and says no reason", id)
	}
}
