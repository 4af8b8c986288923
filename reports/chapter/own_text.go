package chapter

import (
	"slices"
	"strconv"
	"strings"

	"quxiang/reports/prose"
)

// OwnText is a passage that the school itself wrote: Name says where it stands
// (overview, settlement-rate-college), File is what faults call it.
type OwnText struct {
	Name, File string
	Markdown   string // UTF-8
}

// supplementPrefix begins the names of texts for the supplement, which has no
// others.
const supplementPrefix = "supplement-"

// placeTexts puts the school's passages into the chapters: at the head of a
// chapter as a section of their own, at the head of a section before its own
// blocks. Passages that have no place are told.
func (r *report) placeTexts(all []Chapter) ([]Paragraph, error) {
	q := r.quotable(all)
	var notices []Paragraph
	for _, text := range r.opts.Texts {
		name, supplement := strings.CutPrefix(text.Name, supplementPrefix)
		if supplement != r.opts.Supplement {
			continue
		}
		passage, err := q.read(text)
		if err != nil {
			return nil, err
		}
		notices = append(notices, passage.notices...)
		if !passage.place(all, name) {
			notices = append(notices, misplaced(text))
		}
	}
	return notices, nil
}

// misplaced tells of a passage whose name is no chapter's and no section's.
func misplaced(text OwnText) Paragraph {
	return warning([]Span{prose.T("学校的文字“"), prose.C(text.File),
		prose.T("”没有排入：文件名不是章的编号，也不是这份报告里有的“章-节”")}).(Paragraph)
}

// passage is a text ready to be placed.
type passage struct {
	name    string
	blocks  []Block
	notices []Paragraph
}

// place puts a passage where its name says; false where there is no such place.
func (p passage) place(all []Chapter, name string) bool {
	i := slices.IndexFunc(all, func(c Chapter) bool { return c.ID == chapterOf(name) })
	if i < 0 {
		return false
	}
	if len(p.blocks) == 0 {
		return true
	}
	c := &all[i]
	if c.ID == name {
		c.Sections = slices.Insert(slices.Clone(c.Sections), 0, p.section(c.ID))
		return true
	}
	for j := range c.Sections {
		if s := &c.Sections[j]; c.ID+"-"+s.ID == name {
			p.head(s)
			return true
		}
	}
	return false
}

// section is the passage as a section; a heading that begins it is its title.
func (p passage) section(chapter string) Section {
	s := Section{ID: "text-" + chapter, Title: "学校说明", Blocks: p.blocks}
	if h, ok := p.blocks[0].(Paragraph); ok && h.Kind == Heading && len(p.blocks) > 1 && !hasFigure(h.Spans) {
		s.Title, s.Own, s.Blocks = prose.Plain(h.Spans), true, p.blocks[1:]
	}
	s.Blocks = append([]Block{provided()}, s.Blocks...)
	return s
}

// head puts the passage before a section's own blocks. A section that only says
// that the text is missing has no other.
func (p passage) head(s *Section) {
	blocks := append([]Block{provided()}, p.blocks...)
	if !s.forText {
		blocks = append(blocks, s.Blocks...)
	}
	s.Blocks, s.forText = blocks, false
}

// provided tells readers whose words follow.
func provided() Paragraph {
	return Paragraph{Kind: Provided, Own: true, Spans: []Span{prose.T("学校提供")}}
}

func hasFigure(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Figure != nil })
}

// unused tells of HTML and pictures, which the report takes none of.
func unused(text OwnText, line int) Paragraph {
	return warning([]Span{prose.T("学校的文字“"), prose.C(text.File), prose.T("”第"), prose.L(strconv.Itoa(line)),
		prose.T("行有 HTML 或图片，没有采用")}).(Paragraph)
}
