package duty

import (
	"reflect"
	"slices"
)

// content is a rule file.
type content struct {
	Sections   []sectionText    `toml:"section"`
	Documents  []documentText   `toml:"document"`
	Measures   []measureText    `toml:"measure"`
	Duties     []dutyText       `toml:"duty"`
	Unmeasured []unmeasuredText `toml:"unmeasured"`
}

type sectionText struct {
	Number string `toml:"number"`
	Title  string `toml:"title"`
}

type documentText struct {
	Clause string `toml:"clause"`
	Title  string `toml:"title"`
}

// phraseText is how a measure is printed; a duty may put it otherwise.
type phraseText struct {
	Unit string `toml:"unit"`
	Of   string `toml:"of"`
	Per  string `toml:"per"`
}

type measureText struct {
	Name     string `toml:"name"`
	Title    string `toml:"title"`
	Template string `toml:"template"`
	Levels   string `toml:"levels"`
	Scale    int64  `toml:"scale"`
	PerScale int64  `toml:"per_scale"`
	Empty    string `toml:"empty"`
	Ledger   bool   `toml:"ledger"`
	Caution  string `toml:"caution"`
	phraseText
}

type appliesText struct {
	Province       string   `toml:"province"`
	Types          []string `toml:"types"`
	BelowLocalRate bool     `toml:"below_local_rate"`
}

// dutyText is [[duty]] as a file spells it; what is left out is zero.
type dutyText struct {
	ID          string        `toml:"id"`
	Clause      string        `toml:"clause"`
	Quote       string        `toml:"quote"`
	Title       string        `toml:"title"`
	Force       string        `toml:"force"`
	AppliesTo   *appliesText  `toml:"applies_to"`
	Scope       string        `toml:"scope"`
	Aggregation string        `toml:"aggregation"`
	Colleges    string        `toml:"colleges"`
	Measure     string        `toml:"measure"`
	Items       []string      `toml:"items"`
	AtLeast     string        `toml:"at_least"`
	AtMost      string        `toml:"at_most"`
	ValidFrom   int           `toml:"valid_from"`
	ValidTo     int           `toml:"valid_to"`
	Mark        string        `toml:"mark"`
	Note        string        `toml:"note"`
	Examples    []exampleText `toml:"example"`
	phraseText
}

type unmeasuredText struct {
	Clause string `toml:"clause"`
	Quote  string `toml:"quote"`
	Reason string `toml:"reason"`
}

// exampleText is a worked case: numbers in, status out.
type exampleText struct {
	Name       string `toml:"name"`
	Expect     string `toml:"expect"`
	Words      string `toml:"words"`     // as printed; left out: not compared
	Shortfall  *int64 `toml:"shortfall"` // in the measure's units; left out: not compared
	Year       int    `toml:"year"`
	College    string `toml:"college"` // whose verdict; left out: the school's
	Province   string `toml:"province"`
	SchoolType string `toml:"school_type"`
	LocalRate  string `toml:"local_rate"`
	Prev       string `toml:"prev"`     // of the school, the year before: k/n
	Colleges   string `toml:"colleges"` // CSV: college, settled, graduates of the year before
	Numbers    string `toml:"numbers"`  // CSV: college, item, num, den
}

// ownKeys are not taken over by a duty that changes another: examples prove the
// duty that they stand in.
var ownKeys = []string{"Examples"}

// fill takes from the duty that is changed every key that the change leaves
// out; a line is either the least or the most.
func (d *dutyText) fill(from dutyText) {
	if d.AtLeast != "" || d.AtMost != "" {
		from.AtLeast, from.AtMost = "", ""
	}
	own, below := reflect.ValueOf(d).Elem(), reflect.ValueOf(from)
	for i := range own.NumField() {
		field := own.Type().Field(i)
		if own.Field(i).IsZero() && !field.Anonymous && !slices.Contains(ownKeys, field.Name) {
			own.Field(i).Set(below.Field(i))
		}
	}
	d.phraseText.fill(from.phraseText)
}

// fill takes the words that are left out from those of the measure.
func (p *phraseText) fill(from phraseText) {
	for _, word := range []struct{ own, from *string }{{&p.Unit, &from.Unit}, {&p.Of, &from.Of}, {&p.Per, &from.Per}} {
		if *word.own == "" {
			*word.own = *word.from
		}
	}
}

// Keys lists the keys that a duty and a measure may have, so that the page on
// duties can be held to them.
func Keys() []string {
	var keys []string
	for _, t := range []reflect.Type{reflect.TypeFor[dutyText](), reflect.TypeFor[measureText](), reflect.TypeFor[phraseText](), reflect.TypeFor[appliesText](), reflect.TypeFor[unmeasuredText](), reflect.TypeFor[exampleText]()} {
		for i := range t.NumField() {
			if key := t.Field(i).Tag.Get("toml"); key != "" && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}
