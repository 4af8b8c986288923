package verify

import (
	"context"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/record"
)

// Options are what verifying needs of its surroundings; all may be empty.
type Options struct {
	Releases  []Release // what the warehouse keeps
	Remake    Remake    // nil: no document can be made again
	Recompute bool      // make it again and compare every value
	Scratch   string    // folder for what is made again
}

// Remake makes the document of a record again, in its edition, from a build;
// "" is the current one.
type Remake func(ctx context.Context, of record.Record, build string) (*chapter.Document, error)

// Result tells what was found.
type Result struct {
	File        string       `json:"file"`
	Same        bool         `json:"same"`  // says what was recorded
	Exact       bool         `json:"exact"` // byte by byte
	Release     string       `json:"release,omitempty"`
	Title       string       `json:"title"`
	Audience    string       `json:"audience"`
	Build       string       `json:"build"`
	Record      string       `json:"record"` // the file that it was held against
	Kept        bool         `json:"kept"`   // the record is the warehouse's own
	Figures     int          `json:"figures"`
	Places      int          `json:"places"` // where they stand
	Differences []Difference `json:"differences,omitempty"`
	Notes       []string     `json:"notes,omitempty"`
	Recomputed  *Recomputed  `json:"recomputed,omitempty"`
}

// What a difference is of.
const (
	OfFigure = "figure" // a figure is printed otherwise
	Extra    = "extra"  // a figure that the record doesn't have
	Absent   = "absent" // a part of the file is gone
	Added    = "added"  // a part was put in
	OfText   = "text"   // something else that a reader sees
)

// Difference is one thing that is not as recorded.
type Difference struct {
	What     string `json:"what"`
	ID       string `json:"id,omitempty"`
	Place    string `json:"place"`
	Printed  string `json:"printed"`  // in the file; of a text, a piece of it where it is known
	Recorded string `json:"recorded"` // likewise

	part string // the piece that it was found in
}

// File verifies the file at path. That it differs is not an error; that nothing
// can be said about it is.
func File(ctx context.Context, path string, o Options) (Result, error) {
	c, err := open(path, path)
	if err != nil {
		return Result{}, err
	}
	from, err := o.choose(path, c)
	if err != nil {
		return Result{}, err
	}
	r := Result{File: path, Release: from.record.Origin.Release, Title: from.record.Title, Audience: from.record.Audience,
		Build: from.record.BuildID, Record: from.path, Kept: from.kept, Notes: from.notes, Places: len(c.figures)}
	r.figures(c, from.record)
	r.content(ctx, c, from.record, o)
	if o.Recompute {
		err = r.recompute(ctx, from.record, o)
	}
	r.Same = len(r.Differences) == 0
	return r, err
}

// figures holds every figure of the file against the record.
func (r *Result) figures(c *content, rec record.Record) {
	recorded, seen := rec.Printed(), map[string]bool{}
	for _, f := range c.figures {
		seen[f.id] = true
		want, known := recorded[f.id]
		switch {
		case !known:
			r.differs(Difference{Extra, f.id, f.place, f.printed, "", f.part})
		case want != f.printed:
			r.differs(Difference{OfFigure, f.id, f.place, f.printed, want, f.part})
		}
	}
	r.Figures = len(seen)
}

func (r *Result) differs(d Difference) { r.Differences = append(r.Differences, d) }

// content holds the rest against the sums that were taken when the file was
// written.
func (r *Result) content(ctx context.Context, c *content, rec record.Record, o Options) {
	f := sealed(rec, c)
	switch {
	case f == nil:
		r.differs(Difference{What: OfText, Place: "整个文件", Printed: "这份文件不是与这份记录一起写出的（可能是以前留下的），只能核对数，文字和图无从核对"})
		return
	case f.SHA256 == c.sum:
		r.Exact = true
		return
	}
	if f.Method != method {
		r.differs(Difference{What: OfText, Place: "整个文件", Printed: "与发布的不是同一个文件；记录是别的版本的程序写的，只能逐字节核对"})
		return
	}
	before := len(r.Differences)
	r.parts(c, *f)
	if len(r.Differences) == before && before == 0 {
		r.resaved(c)
		return
	}
	r.locate(ctx, before, c, rec, o)
}

// resaved says why equal parts in other bytes may pass: a page has no such
// case, because every byte of it belongs to a part.
func (r *Result) resaved(c *content) {
	if len(c.pieces) == 0 || len(c.figures) == 0 {
		r.differs(Difference{What: OfText, Place: "整个文件", Printed: "与发布的不是同一个文件；这种文件只能逐字节核对"})
		return
	}
	r.Notes = append(r.Notes, "文件被另存过（字节与发布时不同），但看得见的数和文字都没有变")
}

// parts compares part by part, in the order of the file, then what is missing.
// A part that a figure was changed in has been told by it.
func (r *Result) parts(c *content, f record.File) {
	sums, seen, told := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, d := range r.Differences {
		told[d.part] = true
	}
	for _, p := range f.Parts {
		sums[p.Place] = p.Sum
	}
	for _, p := range c.pieces {
		seen[p.place] = true
		want, known := sums[p.place]
		switch {
		case known && (want == p.sum() || told[p.place]):
		case p.place == chartsPlace && len(p.lines) == 0:
			r.Notes = append(r.Notes, "工作簿里的图不在了（有的程序另存时会丢掉图），图的数都在表里")
		case !known:
			r.differs(Difference{What: Added, Place: p.name(), part: p.place})
		default:
			r.differs(Difference{What: OfText, Place: p.name(), part: p.place})
		}
	}
	for _, p := range f.Parts {
		if !seen[p.Place] {
			r.differs(Difference{What: Absent, Place: p.Place})
		}
	}
}

// unreadable is a file that is not of its format any more.
func unreadable(c *content, cause error) error {
	return &fault.Error{Op: "核验", File: c.name, Why: "文件已损坏，或不是本程序生成的报告", Err: cause,
		Hint: "向发布单位要原件；原件的 sha256 见 quxiang history"}
}
