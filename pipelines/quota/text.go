package quota

// tableText is [[table]] as a file spells it; what is left out is zero.
type tableText struct {
	Name      string        `toml:"name"`
	Title     string        `toml:"title"`
	Authority string        `toml:"authority"`
	Document  string        `toml:"document"`
	Citation  string        `toml:"citation"`
	Mark      string        `toml:"mark"`
	Note      string        `toml:"note"`
	ValidFrom int           `toml:"valid_from"`
	ValidTo   int           `toml:"valid_to"`
	Levels    []string      `toml:"levels"`
	Else      string        `toml:"else"`
	Inputs    []inputText   `toml:"input"`
	Rows      []rowText     `toml:"row"`
	Examples  []exampleText `toml:"example"`
}

type inputText struct {
	Indicator string `toml:"indicator"`
	Title     string `toml:"title"` // as the source calls it
	Below     string `toml:"below"` // the line of settled_below_years
}

// rowText holds the conditions, by indicator, and exactly one action.
type rowText struct {
	Name              string   `toml:"name"`
	Fill              string   `toml:"fill"`
	Registered        string   `toml:"registered"`
	FirstChoice       string   `toml:"first_choice"`
	Settled           string   `toml:"settled"`
	SettledBelowYears string   `toml:"settled_below_years"`
	NewMajor          string   `toml:"new_major"`
	Change            []string `toml:"change"`
	Keep              bool     `toml:"keep"`
	AtMost            *int64   `toml:"at_most"`
	AtMostOf          string   `toml:"at_most_of"`
	Suspend           bool     `toml:"suspend"`
	Manual            bool     `toml:"manual"`
	Open              bool     `toml:"open"`
}

// conditions are the intervals by indicator, empty where none is written.
func (r *rowText) conditions() map[string]string {
	return map[string]string{Fill: r.Fill, Registered: r.Registered, FirstChoice: r.FirstChoice,
		Settled: r.Settled, SettledBelowYears: r.SettledBelowYears, NewMajor: r.NewMajor}
}

type exampleText struct {
	Name        string   `toml:"name"`
	Expect      string   `toml:"expect"`
	Base        int64    `toml:"base"`
	Fill        string   `toml:"fill"` // k/n
	Registered  string   `toml:"registered"`
	FirstChoice string   `toml:"first_choice"`
	Settled     []string `toml:"settled"` // the newest cohort first, "" for a missing one
	NewMajor    bool     `toml:"new_major"`
}
