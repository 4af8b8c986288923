package strict

// Case is an example that a rule file carries, and what the engine made of it.
type Case struct {
	Of        string // the rule, table, duty or category that the example stands beside
	Name      string
	File      string // that it is written in
	Want, Got string
}

// Passes tells whether the engine came to what the example expects.
func (c Case) Passes() bool { return c.Want == c.Got }
