package html

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/outline"
	"quxiang/reports/picture"
)

// page is what the templates print, in their order and with nothing to decide.
type page struct {
	Policy          string
	Style           template.CSS
	Library, Script template.JS

	Title, Institution, Stamp          string
	BuildID, BuiltAt, BuiltOn, Version string
	Heading, Summary                   []span
	Cards                              []card
	Notices                            []paragraph
	Chapters                           []chapterView
	Origin                             []outline.Fact

	plans    bool // needs the planner's script
	pictures []pictured
}

// pictured is a chart that waits for its picture.
type pictured struct {
	view    *chartView
	request picture.Request
}

type chapterView struct {
	ID, Number, Title string
	Own               bool // the title is the school's own
	Sections          []sectionView
}

// sectionView has an anchor of its own: section ids are unique in a chapter only.
type sectionView struct {
	Anchor, Number, Title string
	Own                   bool
	Parts                 []part
}

// part is one block; exactly one is set.
type part struct {
	Paragraph *paragraph
	Chart     *chartView
	Table     *tableView
	Planner   *plannerView
}

type paragraph struct {
	Kind  string
	Own   bool // the school's own words
	Spans []span
}

type card struct {
	Title, Unit string
	Data        *data
	Note        []span
}

// anchors are the ids that can stand in a style sheet and an address as they
// are; documents are refused that have others.
var anchors = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

// newPage lays a document out. Figures get their ids in the order in which a
// reader meets them.
func newPage(doc *chapter.Document) (*page, error) {
	b := builder{seen: map[string]bool{}, anchors: map[string]bool{}}
	p := &page{
		Title: doc.Title, Institution: doc.Institution, Stamp: doc.Stamp,
		BuildID: doc.BuildID, BuiltAt: doc.BuiltAt, BuiltOn: day(doc.BuiltAt), Version: doc.Version,
		Heading: breakable(b.spans(doc.Heading)), Summary: b.spans(doc.Summary),
	}
	if len(p.Heading) == 0 {
		p.Heading = []span{{Label: doc.Title}}
	}
	for _, c := range doc.Cards {
		p.Cards = append(p.Cards, b.card(c))
	}
	for _, n := range doc.Notices {
		p.Notices = append(p.Notices, paragraph{Kind: n.Kind, Own: n.Own, Spans: b.spans(n.Spans)})
	}
	for _, c := range outline.Of(doc) {
		p.Chapters = append(p.Chapters, b.chapter(c))
	}
	p.plans, p.pictures = b.plans, b.pictures
	return p, b.err
}

// breakAfter is where a long title may be cut into lines.
const breakAfter = "毕业生"

// breakable marks where a title may be broken: Chinese text would else break
// inside a word.
func breakable(heading []span) []span {
	var out []span
	for _, s := range heading {
		head, tail, found := strings.Cut(s.Text, breakAfter)
		if !found || tail == "" {
			out = append(out, s)
			continue
		}
		out = append(out, span{Text: head + breakAfter, Break: true}, span{Text: tail})
	}
	return out
}

// builder carries what must be unique in a page, and the first error.
type builder struct {
	seen     map[string]bool // figure ids printed
	anchors  map[string]bool
	plans    bool // a planner is on the page
	pictures []pictured
	err      error
}

// anchor checks an id that the page will carry.
func (b *builder) anchor(id string) string {
	if b.err == nil && !anchors.MatchString(id) {
		b.err = fmt.Errorf("%q can't be an anchor of a page", id)
	}
	if b.err == nil && b.anchors[id] {
		b.err = fmt.Errorf("anchor %q stands twice in the page", id)
	}
	b.anchors[id] = true
	return id
}

func (b *builder) chapter(c outline.Chapter) chapterView {
	v := chapterView{ID: b.anchor(c.ID), Number: c.Number, Title: c.Title, Own: c.Own}
	for _, s := range c.Sections {
		v.Sections = append(v.Sections, sectionView{
			Anchor: b.anchor(c.ID + "-" + s.ID), Number: s.Number, Title: s.Title, Own: s.Own, Parts: b.parts(s.Parts)})
	}
	return v
}

func (b *builder) parts(parts []outline.Part) []part {
	var out []part
	for _, p := range parts {
		switch {
		case p.Paragraph != nil:
			out = append(out, part{Paragraph: &paragraph{Kind: p.Paragraph.Kind, Own: p.Paragraph.Own, Spans: b.spans(p.Paragraph.Spans)}})
		case p.Chart != nil:
			out = append(out, part{Chart: b.chart(p.Chart, p.Number)})
		case p.Table != nil:
			out = append(out, part{Table: b.table(p.Table, p.Number)})
		case p.Planner != nil:
			out = append(out, part{Planner: b.planner(p.Planner)})
		}
	}
	return out
}

func (b *builder) card(c chapter.Card) card {
	v := card{Title: c.Title, Note: b.spans(c.Note)}
	if c.Figure != nil {
		v.Data = b.data(*c.Figure)
		if u := c.Figure.Value.Unit; u != "%" {
			v.Unit = u
		}
	}
	return v
}

// day is the date of an RFC 3339 time.
func day(builtAt string) string {
	if len(builtAt) < len("2006-01-02") {
		return builtAt
	}
	return builtAt[:len("2006-01-02")]
}
