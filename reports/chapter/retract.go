package chapter

import (
	"slices"
	"strings"

	"quxiang/reports/disclose"
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// Space is what the document tells about people, for disclosure; nil where it
// tells nothing of the kind.
func (d *Document) Space() *disclose.Space {
	if d.space == nil {
		return nil
	}
	return d.space()
}

// EachTable visits every table with the figures of its cells.
func (d *Document) EachTable(visit func(figures []*figure.Figure)) {
	for t := range d.allTables() {
		var figures []*figure.Figure
		for _, row := range t.Rows {
			for _, c := range row {
				eachPointer(c.Figure, func(f *figure.Figure) { figures = append(figures, f) })
			}
		}
		visit(figures)
	}
}

// allTables are the document's tables, those that only charts draw too.
func (d *Document) allTables() map[*Table]bool {
	out := map[*Table]bool{}
	for t := range d.Tables() {
		out[t] = true
	}
	for c := range d.Charts() {
		if c.Table != nil {
			out[c.Table] = true
		}
	}
	return out
}

// KeepFor drops the chapters and sections that are for other readers.
func (d *Document) KeepFor(audience figure.Audience) {
	if audience == figure.Internal {
		return
	}
	d.Chapters = slices.DeleteFunc(d.Chapters, func(c Chapter) bool { return c.Audience > audience })
	for i := range d.Chapters {
		d.Chapters[i].Sections = slices.DeleteFunc(slices.Clone(d.Chapters[i].Sections), func(s Section) bool { return s.Audience > audience })
	}
}

// retraction takes out of a document what would tell hidden figures in other
// ways: sentences about them, the order of rows, columns and tables of nothing
// but marks.
type retraction struct {
	touched func(*figure.Figure) bool
	names   map[string]bool // of the section's rows with a hidden figure
	dropped map[*Table]bool
	titles  []string
}

// Retract takes out what is left of figures that were hidden.
func (d *Document) Retract(touched func(*figure.Figure) bool) {
	r := &retraction{touched: touched, dropped: map[*Table]bool{}}
	had := map[string]int{}
	for i := range d.Chapters {
		for j := range d.Chapters[i].Sections {
			s := &d.Chapters[i].Sections[j]
			r.names, had[d.Chapters[i].ID+"-"+s.ID] = map[string]bool{}, s.tables()
			for _, b := range s.Blocks {
				r.thin(b)
			}
			s.Blocks = slices.DeleteFunc(s.Blocks, r.goes)
		}
	}
	d.Cards = slices.DeleteFunc(d.Cards, func(c Card) bool { return c.Figure != nil && touched(c.Figure) })
	for i := range d.Cards {
		if r.speaks(d.Cards[i].Note) {
			d.Cards[i].Note = nil
		}
	}
	d.Notices = slices.DeleteFunc(d.Notices, func(p Paragraph) bool { return r.speaks(p.Spans) })
	if r.speaks(d.Summary) {
		d.Summary = nil
	}
	d.dropEmptied(had)
	d.sayWithheld(r.titles)
}

// thin takes columns without a shown figure out of a table, rows that would
// betray a hidden figure by their place, and notes that speak of one.
func (r *retraction) thin(b Block) {
	switch b := b.(type) {
	case *Table:
		r.thinTable(b)
	case *Chart:
		if b.Table != nil {
			r.thinTable(b.Table)
		}
		if r.speaks(b.Summary) {
			b.Summary = []Span{{Text: b.Title + "，数字见下表"}}
		}
		if b.Reference != nil && r.touched(b.Reference) {
			b.Reference = nil
		}
	}
}

func (r *retraction) thinTable(t *Table) {
	if r.dropped[t] {
		return
	}
	had := r.figures(t, true)
	r.noteNames(t)
	r.unorder(t)
	r.thinRows(t)
	for i := len(t.Columns) - 1; i >= 0; i-- {
		if r.empty(t, i) {
			t.dropColumn(t.Columns[i].Key)
		}
	}
	t.Notes = slices.DeleteFunc(t.Notes, func(n []Span) bool { return r.speaks(n) })
	if t.Basis.N != nil && r.touched(t.Basis.N) {
		t.Basis.N = nil
	}
	if had > 0 && (len(t.Rows) == 0 || r.figures(t, false) == 0) {
		r.dropped[t] = true
		r.titles = append(r.titles, t.Title)
	}
}

// thinRows takes out rows of which nothing is shown, since that they are there at
// all tells that there is somebody, and rows whose place among the others tells
// a hidden figure.
func (r *retraction) thinRows(t *Table) {
	before, order := len(t.Rows), r.orderedBy(t)
	t.Rows = slices.DeleteFunc(t.Rows, func(row []Cell) bool {
		switch {
		case r.silent(row):
			return true
		case order >= 0:
			return row[order].Figure != nil && r.touched(row[order].Figure)
		}
		return t.Ordered && r.hasTouched(row)
	})
	if len(t.Rows) < before {
		t.Notes = append(t.Notes, []Span{prose.T("人数少、不予公布的各行没有列入。")})
	}
}

// unorder takes the order away from rows that stand by a share which is told in
// whole percent only: a list of some majors, chosen by it, goes, others stand by
// their labels.
func (r *retraction) unorder(t *Table) {
	some, majors := false, false
	for _, row := range t.Rows {
		for _, c := range row {
			some = some || rounded(c.Figure)
			majors = majors || rounded(c.Figure) && strings.HasSuffix(c.Figure.Grain, "major")
		}
	}
	switch {
	case !t.Ordered || !some:
	case majors:
		t.Rows, t.TotalRow = nil, false
	default:
		slices.SortStableFunc(t.bodyRows(), func(a, b []Cell) int { return strings.Compare(a[0].Plain(), b[0].Plain()) })
		t.Ordered = false
	}
}

// rounded says whether a figure is a share told in whole percent.
func rounded(f *figure.Figure) bool {
	return f != nil && f.Value.Kind == figure.Count && f.Value.Unit == "%"
}

// silent says whether a row has figures and all of them are hidden.
func (r *retraction) silent(row []Cell) bool {
	shown := func(c Cell) bool { return c.Figure != nil && c.Figure.State != figure.Suppressed }
	return r.hasTouched(row) && !slices.ContainsFunc(row, shown)
}

// orderedBy is the column whose shown figures rise or fall from row to row, as
// far as the total, within rows of one first label; -1 where there is none.
func (r *retraction) orderedBy(t *Table) int {
	for i, c := range t.Columns {
		if c.Numeric && (r.monotone(t, i, 1) || r.monotone(t, i, -1)) {
			return i
		}
	}
	return -1
}

// fewToOrder is how many figures in order are no accident.
const fewToOrder = 4

func (r *retraction) monotone(t *Table, column int, sign float64) bool {
	last, group, seen := 0.0, "", 0
	for _, row := range t.bodyRows() {
		n, shown := r.size(row[column])
		if !shown {
			continue
		}
		if label := row[0].Plain(); label != group && repeats(t, label) {
			last, group = n, label
		} else if seen > 0 && sign*(n-last) < 0 {
			return false
		}
		last, seen = n, seen+1
	}
	return seen >= fewToOrder || t.Ordered && seen > 1
}

// repeats says whether a label heads more than one row, so that it makes a group.
func repeats(t *Table, label string) bool {
	n := 0
	for _, row := range t.Rows {
		if row[0].Plain() == label {
			n++
		}
	}
	return n > 1
}

// size is a shown figure as a number to compare.
func (r *retraction) size(c Cell) (n float64, shown bool) {
	f := c.Figure
	if f == nil || r.touched(f) || f.State != figure.Shown || f.Value.Kind == figure.Text {
		return 0, false
	}
	if f.Value.Kind == figure.Ratio {
		return float64(f.Value.Num) / float64(f.Value.Den), true
	}
	return float64(f.Value.Num), true
}

// figures counts the figures of a table: all, or those that its readers see.
func (r *retraction) figures(t *Table, all bool) int {
	n := 0
	for _, row := range t.Rows {
		for _, c := range row {
			if c.Figure != nil && (all || c.Figure.State != figure.Suppressed) {
				n++
			}
		}
	}
	return n
}

// noteNames remembers whose figures are hidden, so that no sentence names them.
func (r *retraction) noteNames(t *Table) {
	for _, row := range t.bodyRows() {
		if !r.hasTouched(row) {
			continue
		}
		for _, c := range row {
			if c.Label != "" {
				r.names[c.Label] = true
			}
		}
	}
}

func (r *retraction) hasTouched(row []Cell) bool {
	return slices.ContainsFunc(row, func(c Cell) bool { return c.Figure != nil && r.touched(c.Figure) })
}

// empty says whether a column held figures and all of them are hidden.
func (r *retraction) empty(t *Table, column int) bool {
	hidden := 0
	for _, row := range t.Rows {
		switch c := row[column]; {
		case c.Figure == nil && c.Plain() != "", c.Figure != nil && !r.touched(c.Figure):
			return false
		case c.Figure != nil:
			hidden++
		}
	}
	return hidden > 0
}

// speaks says whether words tell of a hidden figure or of whom it is.
func (r *retraction) speaks(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool {
		return s.Figure != nil && (r.touched(s.Figure) || rounded(s.Figure)) || r.names[s.Label]
	})
}

// goes says whether a block is not for the edition any more.
func (r *retraction) goes(b Block) bool {
	switch b := b.(type) {
	case Paragraph:
		return !b.Own && r.speaks(b.Spans) // the school's words stay, with a mark for the number
	case *Table:
		return r.dropped[b]
	case *Chart:
		return b.Table == nil || r.dropped[b.Table] || !b.drawn()
	}
	return false
}

// dropEmptied drops sections that are left without what they were about, and
// chapters without sections; the list of what is withheld names their tables.
func (d *Document) dropEmptied(had map[string]int) {
	for i := range d.Chapters {
		c := &d.Chapters[i]
		c.Sections = slices.DeleteFunc(c.Sections, func(s Section) bool {
			return len(s.Blocks) == 0 || had[c.ID+"-"+s.ID] > 0 && s.tables() == 0
		})
	}
	d.Chapters = slices.DeleteFunc(d.Chapters, func(c Chapter) bool { return len(c.Sections) == 0 })
}

// tables counts the section's tables and charts.
func (s Section) tables() int {
	n := 0
	for _, b := range s.Blocks {
		if _, words := b.(Paragraph); !words {
			n++
		}
	}
	return n
}

// sayWithheld explains to the public what its edition leaves out and why: at the
// end of the first chapter.
func (d *Document) sayWithheld(titles []string) {
	if len(d.Chapters) == 0 {
		return
	}
	bs := []Block{note([]Span{prose.T("本报告是公开版。为保护毕业生个人，少于五人的去向不予公布，以“*”代替。" +
		"只盖住小的数还不够：用总数减去其他各项就能算出来，所以有些人数不少的专业、学院也会出现“*”、整数百分比或“高于某数”的写法，" +
		"这不表示那里的情况特殊。分专业的落实率都是整数百分比；不足二十三人的不计算百分比，不足八人的不列均值和中位数")})}
	var names [][]Span
	for _, t := range titles {
		names = append(names, []Span{prose.L(t)})
	}
	if len(names) > 0 {
		bs = append(bs, note([]Span{prose.T("下列各表涉及的人数少或不向社会公布，公开版没有列入：")}, prose.List(names)))
	}
	c := &d.Chapters[0]
	c.Sections = append(slices.Clone(c.Sections), Section{ID: "withheld", Title: "公开版的数据保护", Blocks: bs})
}

// drawn says whether a chart's table still has all that it draws.
func (c *Chart) drawn() bool {
	for _, key := range append([]string{c.Category}, c.Series...) {
		if c.Table.ColumnIndex(key) < 0 {
			return false
		}
	}
	return drawable(c.Table, c.Series) >= chartMinRows
}
