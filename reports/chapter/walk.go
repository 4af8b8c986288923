package chapter

import (
	"iter"

	"quxiang/reports/figure"
)

// Plain is a cell's words without markup, figures printed.
func (c Cell) Plain() string {
	return Span{Figure: c.Figure, Label: c.Label, Time: c.Time, Cite: c.Cite}.Plain()
}

// Spans is the line that stands under a table or chart: cohort, cut-off and
// its state, edition, population with n, source. Nil where nothing is set.
func (b Basis) Spans() []Span {
	var out []Span
	add := func(spans ...Span) {
		if out != nil {
			out = append(out, Span{Text: "；"})
		}
		out = append(out, spans...)
	}
	if b.Cohort != "" {
		add(Span{Time: b.Cohort}, Span{Text: "届"})
	}
	switch {
	case b.Cutoff != "":
		add(b.cutoffSpans()...)
	case b.CutoffTitle != "": // of several cohorts
		add(Span{Text: "统计时点："}, Span{Label: b.CutoffTitle})
	}
	if b.Edition != "" {
		add(Span{Text: "口径："}, Span{Cite: b.Edition}, Span{Text: "版"})
	}
	if b.Population != "" {
		add(Span{Text: "范围："}, Span{Label: b.Population})
	}
	if b.N != nil {
		add(sizeSpans(b.N)...)
	}
	if b.Source != "" {
		add(Span{Text: "来源："}, Span{Cite: b.Source})
	}
	return out
}

// sizeSpans word how many there are: people, or answers of a survey.
func sizeSpans(n *figure.Figure) []Span {
	if n.Value.Unit == "份" {
		return []Span{{Text: "共"}, {Figure: n}, {Text: "份有效答卷"}}
	}
	return []Span{{Text: "总人数为"}, {Figure: n}, {Text: "人"}}
}

// cutoffSpans words the cut-off: 初次，截至 2024-08-31（自报）.
func (b Basis) cutoffSpans() []Span {
	var out []Span
	if b.CutoffTitle != "" {
		out = append(out, Span{Label: b.CutoffTitle}, Span{Text: "，"})
	}
	out = append(out, Span{Text: "截至"}, Span{Time: b.Cutoff})
	if b.CutoffState != "" {
		out = append(out, Span{Text: "（" + b.CutoffState + "）"})
	}
	return out
}

// ColumnIndex is the position of the column with that key, or -1.
func (t *Table) ColumnIndex(key string) int {
	for i, c := range t.Columns {
		if c.Key == key {
			return i
		}
	}
	return -1
}

// Tables yields every table of the document in order of appearance.
func (d *Document) Tables() iter.Seq[*Table] {
	return func(yield func(*Table) bool) {
		for _, b := range d.blocks() {
			if t, ok := b.(*Table); ok && !yield(t) {
				return
			}
		}
	}
}

// Charts yields every chart of the document in order of appearance.
func (d *Document) Charts() iter.Seq[*Chart] {
	return func(yield func(*Chart) bool) {
		for _, b := range d.blocks() {
			if c, ok := b.(*Chart); ok && !yield(c) {
				return
			}
		}
	}
}

// blocks lists every block of every section.
func (d *Document) blocks() []Block {
	var out []Block
	for _, c := range d.Chapters {
		for _, s := range c.Sections {
			out = append(out, s.Blocks...)
		}
	}
	return out
}

// EachFigure calls visit with every figure of the document, wherever it
// stands: cards, sentences, notes, bases, cells, charts. A figure that stands
// in two places is visited twice.
func (d *Document) EachFigure(visit func(*figure.Figure)) {
	eachSpan(d.Heading, visit)
	eachSpan(d.Summary, visit)
	for _, c := range d.Cards {
		eachPointer(c.Figure, visit)
		eachSpan(c.Note, visit)
	}
	for _, p := range d.Notices {
		eachSpan(p.Spans, visit)
	}
	for _, b := range d.blocks() {
		eachOfBlock(b, visit)
	}
}

// eachOfBlock visits the figures of one block.
func eachOfBlock(b Block, visit func(*figure.Figure)) {
	switch b := b.(type) {
	case Paragraph:
		eachSpan(b.Spans, visit)
	case *Table:
		eachOfTable(b, visit)
	case *Chart:
		eachSpan(b.Summary, visit)
		eachPointer(b.Reference, visit)
		if b.Table != nil {
			eachOfTable(b.Table, visit)
		}
	case *Planner:
		eachOfPlanner(b, visit)
	}
}

// eachOfTable visits the figures of cells, basis and notes.
func eachOfTable(t *Table, visit func(*figure.Figure)) {
	for _, row := range t.Rows {
		for _, c := range row {
			eachPointer(c.Figure, visit)
		}
	}
	eachPointer(t.Basis.N, visit)
	for _, n := range t.Notes {
		eachSpan(n, visit)
	}
}

// eachSpan visits the figures of a run of spans.
func eachSpan(spans []Span, visit func(*figure.Figure)) {
	for _, s := range spans {
		eachPointer(s.Figure, visit)
	}
}

// eachPointer visits a figure that may be absent.
func eachPointer(f *figure.Figure, visit func(*figure.Figure)) {
	if f != nil {
		visit(f)
	}
}

// SetEdition stamps the document for its readers.
func (d *Document) SetEdition(audience figure.Audience, stamp string) {
	d.Audience, d.Stamp = audience, stamp
}
