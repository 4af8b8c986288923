package load

import (
	"testing"

	"pgregory.net/rapid"

	"quxiang/pipelines/contract"
	sqlfiles "quxiang/sql"
)

// Whatever a file calls its columns and values, the draft of a mapping is a
// mapping.
func TestDraftsAreMappings(t *testing.T) {
	set, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(set).Draw(t, "contract")
		word := rapid.String()
		card := &Card{Contract: c.Name, Title: c.Title, Sheets: []CardSheet{{Name: word.Draw(t, "sheet"), HeaderRow: 1, LastRow: 2,
			Columns: []contract.Claim{{Col: 1, Heading: word.Draw(t, "known"), Name: c.Columns[0].Name}},
			Unknown: []contract.Unclaimed{{Col: 2, Heading: word.Draw(t, "unknown")}}}}}
		if c.Wide != nil {
			card.WideForm = c.Wide
			card.Wide = []contract.WideHeading{{Col: 3, Heading: word.Draw(t, "wide"), Key: word.Draw(t, "key"), Rest: word.Draw(t, "rest")}}
		}
		for _, column := range c.Columns[:2] {
			card.Values = append(card.Values, CardValue{Column: column.Heading, Name: column.Name, Value: word.Draw(t, "value"), Rows: 1})
		}
		text := card.Mapping("a.csv", "a", set)
		if _, err := contract.ParseMapping("a.toml", []byte(text), set); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}
