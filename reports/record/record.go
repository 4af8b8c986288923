// Package record keeps what a report says apart from how it looks: every figure
// once, with the value behind it as far as its readers may know it, and what
// the document was made from. The record lies beside the report, and beside the
// warehouse once the report is released: verifying a copy, protecting the next
// release and comparing two reports all read it.
//
// A record of a public edition holds what is printed and nothing else.
package record

import (
	"reflect"
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// Suffix is the ending of a record's name; before it stands the report's name
// without its ending.
const Suffix = ".figures.parquet"

// Record is a document's figures in the order in which a reader meets them,
// each once, and the facts about the document.
type Record struct {
	Title       string         `json:"title"`
	Institution string         `json:"institution"`
	Cohort      int            `json:"cohort"`
	Audience    string         `json:"audience"` // public, internal
	Stamp       string         `json:"stamp"`
	BuildID     string         `json:"build_id"`
	BuiltAt     string         `json:"built_at"` // RFC 3339
	Version     string         `json:"version"`
	Origin      chapter.Origin `json:"origin"`
	Files       []File         `json:"files"` // sealed when they were written
	Figures     []Figure       `json:"-"`     // the rows
}

// File is what a written file was, byte by byte and as its reader sees it.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`   // bytes
	Method int    `json:"method"` // how the parts were summed up; another program's sums may not compare
	Parts  []Part `json:"parts"`
}

// Part is a piece of a file that can be found again: a block of a page, a sheet
// of a workbook, a heading of a text with what stands under it.
type Part struct {
	Place string `json:"place"`
	Sum   string `json:"sum"` // half a sha256 of what it shows, in hex
}

// Figure is a row. Num, Den, Scale, Text and N are there only where the state
// is Shown, and in a public record only where they are what is printed: no
// counts behind a percentage, no base but a count's own.
type Figure struct {
	ID        string
	Indicator string
	Edition   string
	Cohort    int64
	Cutoff    string
	Grain     string
	Keys      string // as in the ID: level=本科;major=080901
	Kind      string // count, ratio, scaled, text
	Num       *int64
	Den       *int64
	Scale     *int64
	Unit      string
	Text      *string
	N         *int64
	State     string // shown, suppressed, not_applicable, …
	Printed   string // what a reader sees
	Audience  string // public, internal
	Source    string
}

// Of is the record of a document as it now stands, with what its edition hides
// hidden. Files are added when they are written.
func Of(doc *chapter.Document) Record {
	r := Record{
		Title: doc.Title, Institution: doc.Institution, Cohort: doc.Cohort, Audience: audience(doc.Audience),
		Stamp: doc.Stamp, BuildID: doc.BuildID, BuiltAt: doc.BuiltAt, Version: doc.Version, Origin: doc.Origin,
	}
	seen := map[string]bool{}
	doc.EachFigure(func(f *figure.Figure) {
		row := rowOf(*f, doc.Audience)
		if !seen[row.ID] {
			seen[row.ID] = true
			r.Figures = append(r.Figures, row)
		}
	})
	return r
}

func rowOf(f figure.Figure, readers figure.Audience) Figure {
	id := figure.ID(f)
	row := Figure{
		ID: id, Indicator: f.Indicator, Edition: f.Edition, Cohort: int64(f.Cohort), Cutoff: f.Cutoff,
		Grain: f.Grain, Keys: id[strings.LastIndexByte(id, '|')+1:], Kind: kind(f.Value.Kind), Unit: f.Value.Unit,
		State: state(f.State), Printed: figure.Print(f), Audience: audience(f.Audience), Source: f.Source,
	}
	if f.State == figure.Shown {
		row.reveal(f, readers)
	}
	return row
}

// reveal fills in the value as far as readers may know it.
func (r *Figure) reveal(f figure.Figure, readers figure.Audience) {
	inside := readers == figure.Internal
	switch v := f.Value; v.Kind {
	case figure.Text:
		r.Text = &v.Str
	case figure.Ratio:
		if inside {
			r.Num, r.Den = &v.Num, &v.Den
		}
	case figure.Scaled:
		scale := int64(v.Scale)
		r.Num, r.Scale = &v.Num, &scale
	default:
		r.Num = &v.Num
	}
	own := f.Value.Kind == figure.Count && f.Value.Unit != "%" && f.N == f.Value.Num
	if own || inside && f.N != 0 {
		r.N = &f.N
	}
}

func audience(a figure.Audience) string {
	if a == figure.Public {
		return "public"
	}
	return "internal"
}

func kind(k figure.Kind) string {
	return [...]string{figure.Count: "count", figure.Ratio: "ratio", figure.Scaled: "scaled", figure.Text: "text"}[k]
}

// state names a state; one that is not Shown never carries a value.
func state(s figure.State) string {
	switch s {
	case figure.Shown:
		return Shown
	case figure.Suppressed:
		return "suppressed"
	case figure.NotApplicable:
		return "not_applicable"
	}
	return "banded"
}

// Tells says whether two records are of the same document, whatever files each
// was written as.
func (r Record) Tells(other Record) bool {
	r.Files, other.Files = nil, nil
	return reflect.DeepEqual(r, other)
}

// Shown is the state of a figure whose value is printed as it is.
const Shown = "shown"

// Printed are the figures' ids with what is printed, as reading a file back
// gives them.
func (r Record) Printed() map[string]string {
	out := make(map[string]string, len(r.Figures))
	for _, f := range r.Figures {
		out[f.ID] = f.Printed
	}
	return out
}
