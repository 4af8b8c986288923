package chapter

import "strings"

// In a province's report the schools stand where a school's colleges do: the
// marts hold a school as its own college. Only our own words are changed; what
// files and rules call a college stays.
var provinceWords = strings.NewReplacer("学院", "学校", "全校", "全省", "本校", "本省")

// sayProvince turns the words of a document into a province's.
func (d *Document) sayProvince() {
	for i := range d.Cards {
		say(&d.Cards[i].Title)
		saySpans(d.Cards[i].Note)
	}
	for _, p := range d.Notices {
		saySpans(p.Spans)
	}
	saySpans(d.Summary)
	for i := range d.Chapters {
		if !d.Chapters[i].Own {
			say(&d.Chapters[i].Title)
		}
		for j := range d.Chapters[i].Sections {
			s := &d.Chapters[i].Sections[j]
			if !s.Own {
				say(&s.Title)
			}
			for _, b := range s.Blocks {
				sayBlock(b)
			}
		}
	}
}

func say(words *string) { *words = provinceWords.Replace(*words) }

// sayTitle leaves alone whose table it is where the title begins with a name
// from data, such as that of a school called 学院.
func sayTitle(title *string, t *Table) {
	whose := ""
	if i := strings.LastIndex(*title, "："); t != nil && t.Shared != nil && i >= 0 {
		whose = (*title)[:i]
	}
	*title = whose + provinceWords.Replace((*title)[len(whose):])
}

func saySpans(spans []Span) {
	for i := range spans {
		say(&spans[i].Text)
	}
}

func sayBlock(b Block) {
	switch b := b.(type) {
	case Paragraph: // the school's own words are labels
		saySpans(b.Spans)
	case *Chart:
		sayTitle(&b.Title, b.Table)
		say(&b.RefTitle)
		saySpans(b.Summary)
	case *Table:
		if b.Own {
			return
		}
		sayTitle(&b.Title, b)
		say(&b.Basis.Population)
		for i := range b.Columns {
			say(&b.Columns[i].Title)
		}
		for _, n := range b.Notes {
			saySpans(n)
		}
	}
}
