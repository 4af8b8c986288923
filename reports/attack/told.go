package attack

import (
	"bytes"
	"encoding/json"

	"quxiang/reports/chapter"
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// Piece is a cell or a piece of a sentence as a reader sees it: words, or what
// is printed of a figure, whose id he finds in the page.
type Piece struct {
	Text    string `json:"text,omitempty"`
	ID      string `json:"id,omitempty"`
	Printed string `json:"printed,omitempty"`
}

// Seen is a line of what a reader sees: a table with its rows in their order, or
// a sentence.
type Seen struct {
	Place   string    `json:"place"` // chapter/section
	Table   string    `json:"table,omitempty"`
	Title   string    `json:"title,omitempty"`
	Ordered bool      `json:"ordered,omitempty"`
	Columns []string  `json:"columns,omitempty"`
	Rows    [][]Piece `json:"rows,omitempty"`
	Words   []Piece   `json:"words,omitempty"`
}

// Public makes the public edition of data. earlier are the figures that releases
// before it told.
func Public(data *chapter.Data, opts chapter.Options, earlier []disclose.Told) (*chapter.Document, disclose.Result, error) {
	opts.Public = true
	doc, err := chapter.Compose(data, opts)
	if err != nil {
		return nil, disclose.Result{}, err
	}
	return doc, disclose.Apply(doc, figure.Public, "", earlier), nil
}

// Options are the options of an invented school's report.
func (s *School) Options() chapter.Options {
	return chapter.Options{Institution: "虚构大学", Cohort: reported, FirstCohort: reported - 2, Edition: "auto", MainCutoff: "12-31", SmallN: 10}
}

// Told are the figures of a document as its readers remember them.
func Told(doc *chapter.Document) []disclose.Told {
	var out []disclose.Told
	seen := map[string]bool{}
	doc.EachFigure(func(f *figure.Figure) {
		if id := figure.ID(*f); !seen[id] && f.State == figure.Shown {
			seen[id] = true
			out = append(out, disclose.Told{Figure: *f, Printed: figure.Print(*f)})
		}
	})
	return out
}

// Write lists what a reader of a document sees, a line of JSON each.
func Write(doc *chapter.Document) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, line := range lines(doc) {
		if err := enc.Encode(line); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// lines is everything that a document says, in its order.
func lines(doc *chapter.Document) []Seen {
	out := []Seen{{Place: "cover", Words: pieces(doc.Heading)}, {Place: "cover", Words: pieces(doc.Summary)}}
	for _, c := range doc.Cards {
		out = append(out, Seen{Place: "cover", Words: append([]Piece{{Text: c.Title}, printed(c.Figure)}, pieces(c.Note)...)})
	}
	for _, n := range doc.Notices {
		out = append(out, Seen{Place: "cover", Words: pieces(n.Spans)})
	}
	for _, c := range doc.Chapters {
		for _, s := range c.Sections {
			for _, b := range s.Blocks {
				out = append(out, block(c.ID+"/"+s.ID, b)...)
			}
		}
	}
	return out
}

// block is what a reader sees of a block.
func block(place string, b chapter.Block) []Seen {
	switch b := b.(type) {
	case chapter.Paragraph:
		return []Seen{{Place: place, Words: pieces(b.Spans)}}
	case *chapter.Table:
		return table(place, b)
	case *chapter.Chart:
		out := []Seen{{Place: place, Title: b.Title, Words: append(pieces(b.Summary), printed(b.Reference))}}
		if b.Table != nil {
			out = append(out, table(place, b.Table)...)
		}
		return out
	}
	return nil
}

// table is a table with its notes.
func table(place string, t *chapter.Table) []Seen {
	seen := Seen{Place: place, Table: t.ID, Title: t.Title, Ordered: t.Ordered}
	for _, c := range t.Columns {
		seen.Columns = append(seen.Columns, c.Key)
	}
	for _, row := range t.Rows {
		var cells []Piece
		for _, c := range row {
			if c.Figure != nil {
				cells = append(cells, printed(c.Figure))
			} else {
				cells = append(cells, Piece{Text: c.Plain()})
			}
		}
		seen.Rows = append(seen.Rows, cells)
	}
	out := []Seen{seen, {Place: place, Words: pieces(t.Basis.Spans())}}
	for _, n := range t.Notes {
		out = append(out, Seen{Place: place, Words: pieces(n)})
	}
	return out
}

// pieces are the spans of a sentence.
func pieces(spans []chapter.Span) []Piece {
	var out []Piece
	for _, s := range spans {
		if s.Figure != nil {
			out = append(out, printed(s.Figure))
		} else {
			out = append(out, Piece{Text: s.Plain()})
		}
	}
	return out
}

// printed is a figure as it is printed; what is not there says nothing.
func printed(f *figure.Figure) Piece {
	if f == nil {
		return Piece{}
	}
	return Piece{ID: figure.ID(*f), Printed: figure.Print(*f)}
}
