package rule

import (
	"os"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/strict"
)

func shipped(t *testing.T) []Rule {
	t.Helper()
	rules, err := Load(os.DirFS("../../sql"))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func TestShippedExamplesPass(t *testing.T) {
	rules := shipped(t)
	for _, c := range Examples(rules) {
		if !c.Passes() {
			t.Errorf("%s: %s: want %s, got %s", c.Of, c.Name, c.Want, c.Got)
		}
	}
	want := []string{"教育部2011", "安徽2022", "江西", "四川", "天津2009", "福建高职", "黑龙江"}
	if got := ruleNames(rules); !slices.Equal(got, want) {
		t.Errorf("presets %v, want %v", got, want)
	}
}

// Every preset is tried on both sides of its line, around its validity, below
// a least number of people, and on a major that was renamed.
func TestPresetsAreTriedAllRound(t *testing.T) {
	for _, r := range shipped(t) {
		seen := map[Conclusion]int{}
		var names []string
		for _, x := range r.examples {
			seen[x.want]++
			names = append(names, x.name)
		}
		for _, c := range []Conclusion{Silent, Lacking, Inapplicable} {
			if seen[c] == 0 {
				t.Errorf("%s has no example that is %s", r.Name, c)
			}
		}
		if seen[Red]+seen[Yellow] == 0 {
			t.Errorf("%s has no example that fires", r.Name)
		}
		for _, part := range []string{"29 人", "更名", "末届", "后一届"} {
			if !strings.Contains(strings.Join(names, "\n"), part) {
				t.Errorf("%s has no example of %s", r.Name, part)
			}
		}
	}
}

func TestAWrongExampleFails(t *testing.T) {
	text, err := os.ReadFile("../../sql/rules/cards.toml")
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.Replace(string(text), `expect = "红"`, `expect = "黄"`, 1)
	rules, err := Decode("cards.toml", []byte(wrong))
	if err != nil {
		t.Fatal(err)
	}
	failed := slices.DeleteFunc(Examples(rules), strict.Case.Passes)
	want := []strict.Case{{Of: "教育部2011", Name: "连续 2 届低于 60%", File: "sql/rules", Want: string(Yellow), Got: string(Red)}}
	if !slices.Equal(failed, want) {
		t.Errorf("failed %v, want %v", failed, want)
	}
}
