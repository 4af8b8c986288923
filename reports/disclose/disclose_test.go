package disclose

import (
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
)

// fake is a document of bare figures.
type fake struct {
	figures  []*figure.Figure
	audience figure.Audience
	stamp    string
}

func (d *fake) EachFigure(visit func(*figure.Figure)) {
	for _, f := range d.figures {
		visit(f)
	}
}

func (d *fake) SetEdition(a figure.Audience, stamp string) { d.audience, d.stamp = a, stamp }

func sample() *fake {
	public := figure.Place{}.Count("graduates", 7, "人")
	internal := figure.Place{}.Count("seeking", 2, "人")
	internal.Audience = figure.Internal
	return &fake{figures: []*figure.Figure{public, internal, public}}
}

func TestInternalShowsAllAndIsStamped(t *testing.T) {
	doc := sample()
	got, err := Apply(doc, figure.Internal)
	if err != nil || got != (Result{Figures: 2}) {
		t.Fatalf("Apply = %+v, %v", got, err)
	}
	if doc.stamp != StampInternal || doc.audience != figure.Internal {
		t.Errorf("stamped %q for %d", doc.stamp, doc.audience)
	}
	for _, f := range doc.figures {
		if f.State != figure.Shown {
			t.Errorf("%s is hidden in the internal edition", figure.ID(*f))
		}
	}
}

func TestPublicIsRefusedAndLeavesTheDocument(t *testing.T) {
	doc := sample()
	_, err := Apply(doc, figure.Public)
	if fault.KindOf(err) != fault.Usage || err == nil {
		t.Fatalf("Apply(public) = %v, want a usage fault", err)
	}
	if doc.stamp != "" || doc.figures[1].State != figure.Shown {
		t.Error("a refused edition changed the document")
	}
}

func TestDecideHidesWhatAnAudienceMayNotRead(t *testing.T) {
	f := figure.Place{}.Count("seeking", 2, "人")
	f.Audience = figure.Internal
	if !decide(f, figure.Public) || figure.Print(*f) != "*" || f.Value.Num != 0 {
		t.Errorf("an internal figure reached the public: %+v", f)
	}
}
