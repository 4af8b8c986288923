// Package disclose decides what an edition of a report may show. Every figure
// of a document passes through it between the chapters that make it and the
// renderers that print it; nobody else hides a number.
//
// The internal edition shows everything. In the public one no reader may find
// out that one to four people went somewhere: from all that is told, each such
// count must be uncertain by five at least. Hiding the count alone is not
// enough, since it follows from the sums around it; so further counts are hidden
// until two different tables can be shown that would have been told alike.
package disclose

import (
	"quxiang/reports/figure"
)

// The stamps that stand on every page.
const (
	StampInternal = "内部版，含小基数明细，不得公开"
	whyFew        = "人数少，为保护个人信息不予公布"
	whyBase       = "基数少，不予公布"
	whyInternal   = "仅内部版提供"
	whyWhole      = "分专业只公布整数百分比"
)

// Document is what disclose needs of a report: all its figures, the families
// they belong to, and ways to take out what an edition does not have.
type Document interface {
	EachFigure(visit func(*figure.Figure))
	EachTable(visit func(figures []*figure.Figure))
	SetEdition(audience figure.Audience, stamp string)
	KeepFor(audience figure.Audience) // drops chapters and sections for others
	Space() *Space                    // nil: the document has no counts of people
	Retract(touched func(*figure.Figure) bool)
}

// Result tells what was decided.
type Result struct {
	Figures int      // figures looked at, each once
	Hidden  int      // of these, hidden by the edition
	Rounded int      // told in whole percent or by a bound
	Exposed []string // small counts that nothing could protect; then nothing may go out
	Changed []string // ids that an earlier release told otherwise
}

// Told is a figure of an earlier release as its readers saw it; its value is
// not known here.
type Told struct {
	Figure  figure.Figure
	Printed string
}

// Apply decides on every figure of doc for audience and stamps the document.
// earlier is what releases before have told: it can't be taken back, so the
// rest is hidden around it.
func Apply(doc Document, audience figure.Audience, stamp string, earlier []Told) Result {
	if audience == figure.Internal {
		doc.SetEdition(audience, StampInternal)
		return Result{Figures: len(collect(doc))}
	}
	doc.KeepFor(audience)
	d := decide(doc, nil)
	if !d.covers(earlier) {
		d = decide(doc, earlier)
	}
	d.write()
	doc.Retract(func(f *figure.Figure) bool { return d.touched[f] })
	doc.SetEdition(audience, stamp)
	return d.result
}

// decide works out what may be told, given what has been told.
func decide(doc Document, earlier []Told) *decision {
	d := newDecision(doc)
	d.classify()
	d.remember(earlier)
	d.aim()
	d.protect()
	return d
}

// collect lists the figures of a document, each once.
func collect(doc Document) []*figure.Figure {
	seen := map[*figure.Figure]bool{}
	var out []*figure.Figure
	doc.EachFigure(func(f *figure.Figure) {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	})
	return out
}

// Identifies says whether a figure tells of one to four people where they went:
// such a figure is never public.
func Identifies(f figure.Figure) bool {
	r := ruleOf(f)
	v := f.Value
	return (r == told || r == whole || r == guard) && (v.Kind == figure.Count || v.Kind == figure.Ratio) && !(v.Kind == figure.Count && v.Unit == "%") && v.Num >= 1 && v.Num <= small && f.Indicator != "graduates"
}
