package explain

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
)

// Defaults are what the words leave open.
type Defaults struct {
	Cohort  int
	Cutoff  string // MM-DD
	Edition string // auto, 2021, 2024
}

// Found is a figure that words may mean.
type Found struct {
	Figure Figure
	Title  string // 毕业去向落实率：本科 计算机科学与技术
}

// meaning is what one word can stand for: one of the fields is set.
type meaning struct {
	indicator string
	cohort    int
	cutoff    string
	edition   string
	key       KeyValue
}

// Find resolves words (毕业去向落实率 2024 计算机科学与技术) to figures of the
// families that can be asked for in words. More than one means that the words
// are ambiguous; a word that means nothing is a fault of kind Usage.
func (s *Set) Find(ctx context.Context, words []string, d Defaults, describe Describe) ([]Found, error) {
	var all []Found
	var problem error
	for i := range s.families {
		f := &s.families[i]
		if !f.Words {
			continue
		}
		found, err := s.findIn(ctx, f, words, d, describe)
		if err != nil {
			problem = err
		}
		all = append(all, found...)
	}
	if len(all) > 0 {
		return all, nil
	}
	return nil, problem
}

func (s *Set) findIn(ctx context.Context, f *Family, words []string, d Defaults, describe Describe) ([]Found, error) {
	v, err := s.vocabulary(ctx, f, describe)
	if err != nil {
		return nil, err
	}
	asks, err := v.combine(tokens(words))
	if err != nil {
		return nil, err
	}
	var all []Found
	for _, a := range asks {
		found, err := s.figures(ctx, f, a, d, v)
		if err != nil {
			return nil, err
		}
		for _, one := range found {
			if !slices.ContainsFunc(all, func(x Found) bool { return fmt.Sprint(x.Figure) == fmt.Sprint(one.Figure) }) {
				all = append(all, one)
			}
		}
	}
	if len(all) == 0 {
		return nil, lost(strings.Join(words, " "), "这些词都认得，但当前构建里没有这样的数",
			fmt.Sprintf("没有写届次的，按 quxiang.toml 的 report.year（%d）找：写明届次，quxiang state 列出有哪些届次和截止日；或少写一个词", d.Cohort))
	}
	return all, nil
}

func lost(value, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "解释数字", Value: value, Why: why, Hint: hint}
}

// tokens parts words at spaces and at the marks that people write between them.
func tokens(words []string) []string {
	return strings.FieldsFunc(strings.Join(words, " "), func(r rune) bool { return strings.ContainsRune(" \t　、，,；;的", r) })
}

// ask is one way to understand all words together.
type ask struct {
	indicator string
	cohort    int
	cutoff    string
	edition   string
	keys      []KeyValue
}

// with adds a meaning; false where the ask has another of its kind already.
func (a ask) with(m meaning) (ask, bool) {
	a.keys = slices.Clone(a.keys)
	switch {
	case m.indicator != "":
		ok := a.indicator == ""
		a.indicator = m.indicator
		return a, ok
	case m.cohort != 0:
		ok := a.cohort == 0
		a.cohort = m.cohort
		return a, ok
	case m.cutoff != "":
		ok := a.cutoff == ""
		a.cutoff = m.cutoff
		return a, ok
	case m.edition != "":
		ok := a.edition == ""
		a.edition = m.edition
		return a, ok
	}
	ok := !slices.ContainsFunc(a.keys, func(k KeyValue) bool { return k.Name == m.key.Name })
	a.keys = append(a.keys, m.key)
	return a, ok
}

// mostAsks bounds how many ways of understanding are tried.
const mostAsks = 200

// combine understands all words, each in every way it can be.
func (v vocabulary) combine(words []string) ([]ask, error) {
	asks := []ask{{}}
	for _, w := range words {
		ms := v.meanings(w)
		if len(ms) == 0 {
			return nil, lost(w, "不认识这个词", "可以写指标（"+v.someTitles()+"…）、届次、初次或年终、学历层次、学院、专业、性别、生源地")
		}
		var next []ask
		for _, a := range asks {
			for _, m := range ms {
				if b, ok := a.with(m); ok && len(next) < mostAsks {
					next = append(next, b)
				}
			}
		}
		if len(next) == 0 {
			return nil, lost(w, "和前面的词说的是同一项", "一项只写一次")
		}
		asks = next
	}
	asks = slices.DeleteFunc(asks, func(a ask) bool { return a.indicator == "" })
	if len(asks) == 0 {
		return nil, lost(strings.Join(words, " "), "没有写是哪个指标", "加上指标，如："+v.someTitles())
	}
	return asks, nil
}

// figures are the rows of the mart that an ask can mean.
func (s *Set) figures(ctx context.Context, f *Family, a ask, d Defaults, v vocabulary) ([]Found, error) {
	a.settle(d, s.cutoffs)
	g := Figure{Indicator: a.indicator, Edition: a.edition, Cohort: a.cohort, Cutoff: a.cutoff}
	g.Edition = f.editionOf(a)
	var args []any
	columns := []string{f.Grain}
	conditions := []condition{{f.Cohort, cohortText(a.cohort)}, {f.Cutoff, a.cutoff}, {f.Edition, a.edition}}
	given := map[string]bool{}
	for _, k := range a.keys {
		given[k.Name] = true
		conditions = append(conditions, condition{f.key(k.Name).Column, k.Value})
	}
	open := where(&args, conditions)
	for _, k := range f.Keys {
		columns = append(columns, "coalesce("+k.Column+", '')")
		if !given[k.Name] && !given[k.ImpliedBy] {
			open += " and " + k.Column + " is null"
		}
	}
	var all []Found
	err := query.Each(ctx, s.q, f.Mart, "select "+strings.Join(columns, ", ")+" from "+f.Mart+" where "+open+" order by "+strings.Join(columns, ", "),
		func(scan func(...any) error) error {
			one, err := f.found(g, v, scan)
			all = append(all, one)
			return err
		}, args...)
	return all, err
}

// settle fills in what the words leave open: the configured cohort, its main
// cut-off or the last that it has, the edition in force.
func (a *ask) settle(d Defaults, cutoffs []cutoff) {
	if a.cohort == 0 {
		a.cohort = d.Cohort
	}
	last := ""
	for _, c := range cutoffs {
		if c.cohort == a.cohort {
			last = max(last, c.cutoff)
		}
	}
	known := func(cut string) bool {
		return slices.ContainsFunc(cutoffs, func(c cutoff) bool { return c.cohort == a.cohort && c.cutoff == cut })
	}
	if a.cutoff == "" {
		a.cutoff = d.Cutoff
		if !known(d.Cutoff) {
			a.cutoff = last
		}
	}
	if a.edition == "" && d.Edition != "auto" {
		a.edition = d.Edition
	}
	for _, c := range cutoffs {
		if a.edition == "" && c.cohort == a.cohort && c.cutoff == a.cutoff {
			a.edition = c.edition
		}
	}
}

// editionOf is the edition that a figure's identifier has: that of a number
// which differs by edition, none of any other.
func (f *Family) editionOf(a ask) string {
	if slices.Contains(f.ByEdition, strings.TrimSuffix(strings.TrimPrefix(a.indicator, f.Prefix), "_rate")) {
		return a.edition
	}
	return ""
}

// found makes a figure of a row of the mart.
func (f *Family) found(g Figure, v vocabulary, scan func(...any) error) (Found, error) {
	values := make([]string, len(f.Keys))
	targets := []any{&g.Grain}
	for i := range values {
		targets = append(targets, &values[i])
	}
	err := scan(targets...)
	words := []string{}
	g.Keys = nil
	for i, k := range f.Keys {
		if values[i] != "" {
			g.Keys = append(g.Keys, KeyValue{k.Name, values[i]})
			words = append(words, v.labels[KeyValue{k.Name, values[i]}])
		}
	}
	title := v.titles[g.Indicator]
	if r, ok := f.named(g); ok && r.indicator.Title != "" {
		title = r.indicator.Title
	}
	return Found{Figure: g, Title: strings.TrimSuffix(title+"："+strings.Join(words, " "), "：")}, err
}
