package rule

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The truth table of what is shown: conclusion × evidence × small_n.
func TestMarkFollowsTheTruthTable(t *testing.T) {
	var b strings.Builder
	b.WriteString("规则结论\t证据\tsmall_n\t牌\t记号\n")
	for _, c := range []Conclusion{Lacking, Inapplicable, Red, Yellow, Silent} {
		for _, e := range []Evidence{Sufficient, Fair, Weak, NoEvidence} {
			for _, s := range smallNWords {
				shown, mark := Mark(Verdict{Conclusion: c, SmallN: s}, e)
				fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", c, or(string(e), "—"), s, shown, or(mark, "—"))
			}
		}
	}
	const file = "testdata/truth_table.tsv"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestJudgeGrades(t *testing.T) {
	cases := []struct {
		p    float64
		want Evidence
	}{
		{1, Sufficient}, {0.95, Sufficient}, {0.9499, Fair}, {0.75, Fair}, {0.7499, Weak}, {0, Weak},
		{math.NaN(), NoEvidence}, {-0.1, NoEvidence}, {1.1, NoEvidence},
	}
	for _, c := range cases {
		if got := Judge(c.p); got != c.want {
			t.Errorf("Judge(%v) = %q, want %q", c.p, got, c.want)
		}
	}
}
