// Package figure holds the one type that every number of a report goes through.
//
// A chapter makes figures, disclose decides on them, renderers print them; no
// renderer gets a number any other way. That is what lets a report be explained,
// verified, suppressed and compared without touching a chart.
package figure

// Kind says which fields of a Value are meant.
type Kind uint8

// The kinds of value.
const (
	Count  Kind = iota // Num: a number of people or things, in Unit
	Ratio              // Num of Den; printed as a percentage, half-up, two decimals
	Scaled             // Num × 10^-Scale in Unit (pay in fen, an index in hundredths)
	Text               // Str: a name of a rule, a date, a state
)

// Value is what a figure says, in integers only.
type Value struct {
	Kind  Kind
	Num   int64
	Den   int64 // of a Ratio; 0 means the ratio does not exist
	Scale int   // decimal places of a Scaled
	Unit  string
	Str   string
}

// State says whether a figure may be shown, and how.
type State uint8

// The states a figure can be in. NotApplicable prints as —, Suppressed as *.
const (
	Shown State = iota
	Suppressed
	NotApplicable
)

// Audience says who may read a figure.
type Audience uint8

// The audiences. A public edition never shows what is Internal.
const (
	Public Audience = iota
	Internal
)

// Key is one coordinate of a figure, e.g. {level 本科} or {major 080901}.
type Key struct{ Name, Value string }

// Figure is one number of a report with everything needed to defend it.
type Figure struct {
	Indicator string // key in sql/reference/indicator.csv: settled_rate, graduates
	Edition   string // edition of the partition: 2021, 2024; empty where it plays no part
	Cutoff    string // MM-DD of the cut-off; empty where it plays no part
	Cohort    int    // year of graduation
	Grain     string // school, level, college, major, …
	Keys      []Key  // in the grain's order
	Value     Value
	N         int64 // people behind it: the denominator of a ratio, the count itself
	State     State
	Reason    string // why it is not Shown, in Chinese, for the note under the table
	Audience  Audience
	Source    string // model it was read from: marts.placement
}
