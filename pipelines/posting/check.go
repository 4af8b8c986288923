package posting

import (
	"cmp"
	"slices"
	"strings"
)

// Hit is a place of a posting to look at.
type Hit struct {
	Category string
	Pattern  string // what it is that was found
	Source
	Field      Field
	Start, End int    // bytes of the field, End not included
	Words      string // the field from Start to End, numbers that reach a person masked
}

// Check lists the places of a posting that rules speak of, by field, then by
// place, then by category. Its time is linear in the text.
func Check(rules Rules, p Posting) []Hit {
	text := folding(p)
	var hits []Hit
	for i := range rules {
		for _, field := range Fields() {
			hits = append(hits, rules[i].check(field, text, p[field])...)
		}
	}
	order := Fields()
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(slices.Index(order, a.Field)-slices.Index(order, b.Field), a.Start-b.Start)
	})
	return hits
}

// folding folds each field once for all the rules.
func folding(p Posting) map[Field][]folded {
	text := map[Field][]folded{}
	for field, cell := range p {
		text[field] = fold(cell)
	}
	return text
}

// check is one category in one field: its hits in order, none touching another.
func (c *Category) check(field Field, text map[Field][]folded, cell string) []Hit {
	var hits []Hit
	for i := range c.patterns {
		if t := &c.patterns[i]; slices.Contains(t.fields, field) {
			if found := t.search(text[field]); len(found) > 0 && t.applies(text) {
				hits = append(hits, found...)
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	hits = joined(hits)
	for i := range hits {
		h := &hits[i]
		h.Category, h.Field = c.Name, field
		h.Words = masked(cell[h.Start:h.End])
	}
	return hits
}

// applies tells whether the posting is one that the pattern is for.
func (t *pattern) applies(text map[Field][]folded) bool {
	for field, needed := range t.when {
		if !needed.MatchString(whole(text[field])) {
			return false
		}
	}
	for _, lawful := range t.unless {
		for _, sentences := range text {
			if slices.ContainsFunc(sentences, func(f folded) bool { return lawful.MatchString(f.text) }) {
				return false
			}
		}
	}
	return true
}

// whole is a short field as one text, for conditions on what a cell says.
func whole(sentences []folded) string {
	var parts []string
	for _, f := range sentences {
		parts = append(parts, f.text)
	}
	return strings.Join(parts, ";")
}

// search finds what is matched and not excepted, sentence by sentence.
func (t *pattern) search(sentences []folded) []Hit {
	var hits []Hit
	for _, f := range sentences {
		spans := matches(t.match, f.text)
		if len(spans) == 0 {
			continue
		}
		excepted := reach(matches(t.except, f.text))
		for _, span := range spans {
			if !covered(span, excepted) {
				start, end := f.original(span[0], span[1])
				hits = append(hits, Hit{Pattern: t.title, Source: t.Source, Start: start, End: end})
			}
		}
	}
	return hits
}

// matches are the spans of the patterns' first groups, of whole matches where
// they have none.
func matches(patterns []expression, text string) [][2]int {
	var spans [][2]int
	for _, p := range patterns {
		if !p.possible(text) {
			continue
		}
		for _, m := range p.FindAllStringSubmatchIndex(text, -1) {
			if len(m) > 2 && m[2] >= 0 {
				m = m[2:]
			}
			if m[1] > m[0] {
				spans = append(spans, [2]int{m[0], m[1]})
			}
		}
	}
	return spans
}

// reach orders spans by their starts, and makes the end of each the furthest of
// all that start no later.
func reach(spans [][2]int) [][2]int {
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	for i := 1; i < len(spans); i++ {
		spans[i][1] = max(spans[i][1], spans[i-1][1])
	}
	return spans
}

// covered tells whether one of the spans that reach has put in order holds all
// of span.
func covered(span [2]int, by [][2]int) bool {
	after, _ := slices.BinarySearchFunc(by, span[0]+1, func(e [2]int, start int) int { return e[0] - start })
	return after > 0 && by[after-1][1] >= span[1]
}

// joined makes one of hits, in order of their starts, that overlap or touch.
func joined(hits []Hit) []Hit {
	var all []Hit
	for _, h := range hits {
		if n := len(all); n > 0 && h.Start <= all[n-1].End {
			all[n-1].End = max(all[n-1].End, h.End)
			continue
		}
		all = append(all, h)
	}
	return all
}
