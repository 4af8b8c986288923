package outline

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
)

// TestOfPlacesTablesUnderTheirCharts spells the order of parts: p a paragraph,
// c a chart, t a table, each with its number.
func TestOfPlacesTablesUnderTheirCharts(t *testing.T) {
	a, b, own := &chapter.Table{ID: "a"}, &chapter.Table{ID: "b"}, &chapter.Table{ID: "own"}
	doc := &chapter.Document{Chapters: []chapter.Chapter{
		{Sections: []chapter.Section{{Blocks: []chapter.Block{
			chapter.Paragraph{},
			&chapter.Chart{Table: a}, &chapter.Chart{Table: a}, // two views of one table
			&chapter.Chart{Table: own}, chapter.Paragraph{}, own, // the table has its own place
		}}}},
		{Sections: []chapter.Section{
			{Blocks: []chapter.Block{&chapter.Chart{Table: b}}},
			{Blocks: []chapter.Block{&chapter.Chart{Table: b}, &chapter.Chart{}}}, // b is placed; no table
		}},
	}}
	var got []string
	for _, c := range Of(doc) {
		for _, s := range c.Sections {
			for _, p := range s.Parts {
				got = append(got, spell(p))
			}
		}
	}
	want := "p c1-1 c1-2 ta1-1 c1-3 p town1-2 c2-1 tb2-1 c2-2 c2-3"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if n := len(Tables(Of(doc))); n != 3 {
		t.Errorf("Tables lists %d, want 3", n)
	}
}

func spell(p Part) string {
	switch {
	case p.Paragraph != nil:
		return "p"
	case p.Chart != nil:
		return "c" + p.Number
	}
	return "t" + p.Table.ID + p.Number
}
