// Package prose writes Chinese sentences from figures: lists, extremes with
// ties, changes, ordinals. It is pure, and it is right at the edges: none, one,
// two, all equal.
//
// A sentence is a run of spans. Words hold no digit; a number stands in a
// figure, a name from a file in a label, a date in a time, a document in a
// citation. So a number typed in by hand is found by a test.
package prose

import "quxiang/reports/figure"

// Span is a piece of a sentence. Exactly one field is set; digits stand only
// in Figure, Label, Time and Cite.
type Span struct {
	Text   string         // our own words; holds no digit
	Figure *figure.Figure // a number
	Label  string         // a name from data (a major's): may hold digits, always escaped
	Time   string         // a date or year, printed inside <time>
	Cite   string         // a document, formula, file or hash, printed inside <cite>
}

// T is a span of our own words.
func T(words string) Span { return Span{Text: words} }

// F is a span that prints a figure.
func F(f *figure.Figure) Span { return Span{Figure: f} }

// L is a span that prints a name from data.
func L(name string) Span { return Span{Label: name} }

// D is a span that prints a date or a year.
func D(date string) Span { return Span{Time: date} }

// C is a span that prints a citation.
func C(citation string) Span { return Span{Cite: citation} }

// Plain is a span's words without markup, figures printed.
func (s Span) Plain() string {
	switch {
	case s.Figure != nil:
		return figure.Print(*s.Figure)
	case s.Label != "":
		return s.Label
	case s.Time != "":
		return s.Time
	case s.Cite != "":
		return s.Cite
	}
	return s.Text
}

// Plain joins the words of spans.
func Plain(spans []Span) string {
	var out []byte
	for _, s := range spans {
		out = append(out, s.Plain()...)
	}
	return string(out)
}

// Cat joins runs of spans into one.
func Cat(runs ...[]Span) []Span {
	var out []Span
	for _, r := range runs {
		out = append(out, r...)
	}
	return out
}
