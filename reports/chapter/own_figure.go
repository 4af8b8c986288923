package chapter

import (
	"regexp"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
)

// quotes finds the figures of a report that the school's own text may quote.
type quotes struct {
	*report
	byID   map[string]*figure.Figure
	public map[string]bool // stands where the public edition shows it
}

// quotable collects the figures of all chapters.
func (r *report) quotable(all []Chapter) quotes {
	q := quotes{r, map[string]*figure.Figure{}, map[string]bool{}}
	for _, c := range all {
		for _, s := range c.Sections {
			open := c.Audience == figure.Public && s.Audience == figure.Public
			for _, b := range s.Blocks {
				eachOfBlock(b, func(f *figure.Figure) { q.add(f, open) })
			}
		}
	}
	return q
}

func (q quotes) add(f *figure.Figure, open bool) {
	id := figure.ID(*f)
	q.byID[id] = f
	q.public[id] = q.public[id] || open
}

// figure is the one that a reference names: an id, or an indicator of the whole
// school at the main cut-off, or after @ at another (08-31, 初次); nil where the
// report has none.
func (q quotes) figure(reference string) *figure.Figure {
	id := reference
	if !strings.Contains(reference, "|") {
		id = q.schoolID(reference)
	}
	f, ok := q.byID[id]
	if !ok {
		return nil
	}
	quoted := *f
	if !q.public[id] {
		quoted.Audience = figure.Internal
	}
	return &quoted
}

// schoolID is the id of an indicator of the whole school; "" where there is
// none.
func (q quotes) schoolID(reference string) string {
	indicator, at, given := strings.Cut(reference, "@")
	cutoff := q.main.Cutoff
	for _, c := range q.cutoffs {
		if given && (c.Cutoff == at || c.Title == at) {
			cutoff, given = c.Cutoff, false
		}
	}
	if given { // a cut-off that the report has not
		return ""
	}
	for _, edition := range []string{"", q.edition.Edition} {
		f := figure.Figure{Indicator: indicator, Edition: edition, Cohort: q.opts.Cohort, Cutoff: cutoff, Grain: "school"}
		if id := figure.ID(f); q.byID[id] != nil {
			return id
		}
	}
	return ""
}

// reference is a place in the school's text where a figure goes: {{settled_rate}}.
var reference = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

// firstMark is the first of the characters, from a range for private use, that
// stand for references while Markdown is parsed: a figure's id may hold what
// means something in Markdown.
const firstMark = 0xF0000

// marked is text with a mark for each reference, and the marks' figures.
func (q quotes) marked(text OwnText) (string, []*figure.Figure, error) {
	source := strings.ReplaceAll(strings.Map(plainRune, text.Markdown), "\r\n", "\n")
	var figures []*figure.Figure
	var b strings.Builder
	from := 0
	for _, at := range reference.FindAllStringSubmatchIndex(source, -1) {
		f := q.figure(source[at[2]:at[3]])
		if f == nil {
			return "", nil, q.unknown(text, source[at[0]:at[1]], 1+strings.Count(source[:at[0]], "\n"))
		}
		b.WriteString(source[from:at[0]])
		b.WriteRune(firstMark + rune(len(figures)))
		figures, from = append(figures, f), at[1]
	}
	return b.String() + source[from:], figures, nil
}

// plainRune drops the characters that marks are made of.
func plainRune(r rune) rune {
	if r >= firstMark {
		return -1
	}
	return r
}

// unknown is the fault of a reference to nothing.
func (q quotes) unknown(text OwnText, reference string, line int) error {
	return &fault.Error{Kind: fault.Usage, Op: "排入学校的文字", File: text.File, Row: line, Value: reference,
		Why: "这份报告里没有这个数", Hint: "写全校的指标，如 {{settled_rate}}、{{graduates@初次}}，或报告里一个数的完整编号；可用的指标见 docs/report.md"}
}
