package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"quxiang/pipelines/explain"
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// explained are the families whose every figure is held against its lines.
var explained = map[string]bool{"marts.placement": true, "marts.distribution": true, "marts.flow": true, "marts.excluded": true}

// checkExplained takes every figure of a synthetic university's report. Each is
// recognised; those that count graduates have as many lines as the report prints
// people, in numerator and denominator.
func (h *house) checkExplained(t *testing.T) {
	ctx := context.Background()
	build, err := h.engine.Current(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { err = errors.Join(err, build.Close()) }()
	doc, err := chapter.Build(ctx, build.DB(), newSession().reportOptions(h.engine, build, 0))
	if err != nil {
		t.Fatal(err)
	}
	by, err := h.engine.Explainer(ctx, build)
	if err != nil {
		t.Fatal(err)
	}
	sources, figures := map[string]int{}, figuresOf(doc)
	for _, id := range slices.Sorted(maps.Keys(figures)) {
		f := figures[id]
		sources[f.Source]++
		sample := sources[f.Source]%sampled == 1
		if !sample && (!explained[f.Source] || f.Cohort != doc.Cohort) {
			continue
		}
		ask := by.Tally
		if sample {
			ask = by.Explain
		}
		x, err := ask(ctx, placeOf(f))
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		sameCounts(t, id, f, x)
	}
}

// sampled is how many figures one is taken of and explained in full; of the
// families that do not count graduates no others are looked at.
const sampled = 25

// sameCounts fails where the lines are not the figure's numerator and
// denominator.
func sameCounts(t *testing.T, id string, f figure.Figure, x explain.Explanation) {
	t.Helper()
	if !x.HasLines || x.Estimate || x.From != "" || f.State != figure.Shown {
		return
	}
	if x.LinesNum != f.Value.Num || !x.Exact() || f.Value.Kind == figure.Ratio && x.LinesDen != f.Value.Den {
		t.Errorf("%s is %d/%d, its lines %d/%d, the mart %d/%d", id, f.Value.Num, f.Value.Den, x.LinesNum, x.LinesDen, x.Num, x.Den)
	}
}

// figuresOf are a document's figures by their identifiers.
func figuresOf(doc *chapter.Document) map[string]figure.Figure {
	all := map[string]figure.Figure{}
	doc.EachFigure(func(f *figure.Figure) { all[figure.ID(*f)] = *f })
	return all
}
