package main

import (
	"context"
	"testing"

	"quxiang/reports"
	"quxiang/reports/chapter"
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// checkPublic: every figure that the internal report prints is, in the table
// that protects it, the sum that it claims to be; and the public edition of the
// same build hides enough, with nobody exposed, and keeps the school's rate.
func (h *house) checkPublic(t *testing.T) {
	s := newSession()
	s.quiet = true
	build, err := h.engine.Current(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer build.Close()
	checkClaims(t, chapterOf(t, build.DB(), s.reportOptions(h.engine, build, 0)))

	o := s.reportOptions(h.engine, build, 0)
	o.Public = true
	doc, result, err := reports.Compose(context.Background(), build.DB(), reports.Request{Options: o})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Exposed) > 0 || result.Hidden == 0 {
		t.Errorf("%+v", result)
	}
	shown := false
	doc.EachFigure(func(f *figure.Figure) {
		shown = shown || f.Indicator == "settled_rate" && f.Grain == "school" && f.Value.Kind == figure.Ratio
		if f.State == figure.Shown && disclose.Identifies(*f) {
			t.Errorf("%s prints %s", figure.ID(*f), figure.Print(*f))
		}
	})
	if !shown {
		t.Error("the school's rate isn't told exactly")
	}
}

func chapterOf(t *testing.T, q chapter.Querier, o chapter.Options) *chapter.Document {
	t.Helper()
	doc, err := chapter.Build(context.Background(), q, o)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// checkClaims compares figures with the cells of the families that they are in.
func checkClaims(t *testing.T, doc *chapter.Document) {
	space := doc.Space()
	families := map[string]*disclose.Family{}
	for _, f := range space.Families {
		families[f.Name] = f
	}
	located := 0
	doc.EachFigure(func(f *figure.Figure) {
		claims := space.Locate(*f)
		if len(claims) == 0 || claims[0].Known || f.State != figure.Shown {
			return
		}
		located++
		if got := families[claims[0].Family].Count(claims[0].Sum); got != f.Value.Num {
			t.Errorf("%s is %d, the cells of %s say %d", figure.ID(*f), f.Value.Num, claims[0].Family, got)
		}
	})
	if located < 1000 {
		t.Errorf("only %d figures are protected", located)
	}
}
