// Package disclose decides what an edition of a report may show. Every figure
// of a document passes through it between the chapters that make it and the
// renderers that print it; nobody else hides a number.
package disclose

import (
	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
)

// StampInternal stands on every page of the internal edition.
const StampInternal = "内部版，含小基数明细，不得公开"

// Document is what disclose needs of a report: all its figures, and a place
// for the edition's stamp.
type Document interface {
	EachFigure(visit func(*figure.Figure))
	SetEdition(audience figure.Audience, stamp string)
}

// Result tells what was decided.
type Result struct {
	Figures int // figures looked at, each once
	Hidden  int // of these, hidden by the edition
}

// Apply decides on every figure of doc for audience and stamps the document.
// The internal edition shows everything and says so on every page. A public
// edition would need the protection of small counts, so asking for one is a
// usage fault and leaves doc as it was.
func Apply(doc Document, audience figure.Audience) (Result, error) {
	if audience != figure.Internal {
		return Result{}, &fault.Error{
			Kind: fault.Usage, Op: "生成公开版",
			Why:  "本版本不含小基数保护，公开版会泄露个人去向",
			Hint: "生成内部版；内部版不得公开",
		}
	}
	seen := map[*figure.Figure]bool{}
	hidden := 0
	doc.EachFigure(func(f *figure.Figure) {
		if seen[f] {
			return
		}
		seen[f] = true
		if decide(f, audience) {
			hidden++
		}
	})
	doc.SetEdition(audience, StampInternal)
	return Result{Figures: len(seen), Hidden: hidden}, nil
}

// decide hides f where audience may not read it, and says whether it did.
func decide(f *figure.Figure, audience figure.Audience) bool {
	if f.Audience <= audience {
		return false
	}
	*f = *f.Withheld(figure.Suppressed, "仅内部版提供")
	return true
}
