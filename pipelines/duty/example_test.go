package duty

import (
	"os"
	"testing"
)

func shipped(t *testing.T) Rules {
	t.Helper()
	rules, err := Load(os.DirFS("../../sql"))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func TestShippedExamplesPass(t *testing.T) {
	cases := Examples(shipped(t).Duties)
	if len(cases) < 500 {
		t.Fatalf("only %d examples", len(cases))
	}
	for _, c := range cases {
		if !c.Passes() {
			t.Errorf("%s: %s:\nwant %s\ngot  %s", c.Of, c.Name, c.Want, c.Got)
		}
	}
}
