package rule

import (
	"errors"
	"os"
	"testing"

	"quxiang/pipelines/fault"
)

// FuzzDecode: whatever a rule file holds, it is read or refused with a fault
// that a user can act on, and a rule that is read can be stated and tried.
func FuzzDecode(f *testing.F) {
	shipped, err := os.ReadFile("../../sql/rules/cards.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(shipped[:4000]))
	f.Add("[[rule]]\nname = \"甲\"\nbase = \"甲\"\n")
	f.Add("[[rule]]\nname = \"甲\"\ntitle = \"乙\"\nauthority = \"丙\"\ndocument = \"丁\"\ncitation = \"戊\"\nmark = \"惯例\"\nindicator = \"settled_rate\"\n" +
		"cutoff = \"12-31\"\n[[rule.level]]\ncard = \"红\"\nbelow = \"60.00\"\nyears = 2\n[[rule.example]]\nname = \"一\"\nexpect = \"红\"\nyear = 2024\n" +
		"history = \"cohort,graduates,settled\\n2023,10,1\\n2024,10,1\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := Decode("own.toml", []byte(text))
		var told *fault.Error
		if err != nil && !errors.As(err, &told) {
			t.Fatalf("%q: %v is no fault", text, err)
		}
		for i := range rules {
			if rules[i].Words() == "" {
				t.Errorf("%q: a rule without words", text)
			}
		}
		Examples(rules)
	})
}
