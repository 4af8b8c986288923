package chapter

import (
	"slices"
	"strconv"

	"quxiang/reports/prose"
)

// heading is the title as a page shows it.
func (r *report) heading() []Span {
	return []Span{prose.L(orUnknown(r.opts.Institution)), prose.D(strconv.Itoa(r.opts.Cohort)), prose.T(r.subject())}
}

// summary is the line under the title: cut-offs with their state, edition.
func (r *report) summary() []Span {
	var items [][]Span
	for _, c := range r.withLastYearEnd() {
		items = append(items, prose.Cat(r.otherYear(c), []Span{prose.L(orUnknown(c.Title)), prose.T("截至"), prose.D(c.AsOf), prose.T("（" + c.State + "）")}))
	}
	return prose.Cat(prose.List(items), []Span{prose.T("；毕业去向落实率口径："), prose.C(r.edition.Edition + "版")})
}

// notices stand above the first chapter.
func (r *report) notices() []Paragraph {
	var out []Paragraph
	if r.opts.Stale {
		out = append(out, warning([]Span{prose.T("数据已变动：这次构建之后又载入或更正过数据，重新构建后数字可能不同")}).(Paragraph))
	}
	if r.rulesChanged() {
		out = append(out, warning([]Span{prose.T("配置里选用的红黄牌规则与这次构建时的不同，红黄牌一章按构建时的规则；重新构建后改变")}).(Paragraph))
	}
	for _, c := range r.cutoffs {
		if c.RateRefused {
			out = append(out, r.cutoffWords(c).(Paragraph))
		}
	}
	return append(out, r.publicationNotice()...)
}

// rulesChanged tells whether other rules are chosen now than when the build was
// made.
func (r *report) rulesChanged() bool {
	var built []string
	for _, rule := range r.Cards.Rules {
		built = append(built, rule.Rule)
	}
	return !r.held && r.opts.CardRules != nil && !slices.Equal(built, r.opts.CardRules)
}

// cards are the key figures: head count, the rate at each cut-off, the
// largest parts and those still looking. At most six.
func (r *report) cards() []Card {
	school := r.school(r.main)
	out := []Card{{Title: graduatesMeasure(r.main).Title, Figure: graduatesMeasure(r.main).of(r, school), Note: r.cardNote(r.main)}}
	for _, c := range r.cardCutoffs() {
		s := r.school(c)
		out = append(out, Card{Title: "毕业去向落实率", Figure: r.rate(s, "settled_rate", s.Settled), Note: r.cardNote(c)})
	}
	for _, p := range r.parts {
		if p.Part == "employed" || p.Part == "further_study" {
			_, rate := p.measures()
			out = append(out, Card{Title: p.RateTitle, Figure: rate.of(r, school), Note: r.cardNote(r.main)})
		}
	}
	if !r.main.RateRefused {
		out = append(out, Card{Title: "待就业率", Figure: share("seeking_rate", "待就业率", seeking).of(r, school), Note: r.cardNote(r.main)})
	}
	return out[:min(len(out), 6)]
}

// cardCutoffs are the cut-offs that a cover shows the rate at: 初次, the main one
// and, in a public report, 年终 of the year before.
func (r *report) cardCutoffs() []CutoffRow {
	return without(r.withLastYearEnd(), func(c CutoffRow) bool {
		return c.Cohort == r.opts.Cohort && c.Cutoff != firstCutoff && c.Cutoff != r.main.Cutoff
	})
}

// cardNote is the cut-off a card's figure stands on.
func (r *report) cardNote(c CutoffRow) []Span {
	return prose.Cat(r.otherYear(c), []Span{prose.L(orUnknown(c.Title)), prose.T("，截至"), prose.D(c.AsOf)})
}

// otherYear names the cohort of a cut-off that is not the report's own.
func (r *report) otherYear(c CutoffRow) []Span {
	if c.Cohort == r.opts.Cohort {
		return nil
	}
	return []Span{prose.D(strconv.Itoa(c.Cohort)), prose.T("届")}
}
