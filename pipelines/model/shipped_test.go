package model

import (
	"context"
	"testing"
)

// The cases in the sidecars of sql/ pass, and no mart is without one.
func TestShippedCases(t *testing.T) {
	p := shipped(t)
	results, err := p.Test(context.Background(), testConfig(t, p))
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	for _, r := range results {
		tried[r.Model] = true
		if r.Err != nil {
			t.Errorf("%s: %s: %v", r.Model, r.Test, r.Err)
		}
		for _, line := range r.Diff {
			t.Errorf("%s: %s: %s", r.Model, r.Test, line)
		}
	}
	for _, n := range p.Nodes {
		if n.Layer != "staging" && len(n.Inputs) > 0 && !tried[n.Name] { // what reads nothing computes nothing
			t.Errorf("%s has no case", n.Name)
		}
	}
}
