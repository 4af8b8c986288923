package rule

import (
	"cmp"
	"slices"
)

// Key names a unit that a rule judges.
type Key struct {
	Institution string
	Level       string // 本科, 专科, …
	Major       string // present key, 本科:080901; successors are followed
	Kind        string // 办学类型 at grain programme, "" at grain major
}

// Compare orders keys by institution, level, major and kind.
func (k Key) Compare(other Key) int {
	return cmp.Or(
		cmp.Compare(k.Institution, other.Institution),
		cmp.Compare(k.Level, other.Level),
		cmp.Compare(k.Major, other.Major),
		cmp.Compare(k.Kind, other.Kind))
}

// Counts are the people of a cohort, as marts.placement counts them.
type Counts struct {
	Graduates, Settled, Employed, Startup, Flexible, FurtherStudy, SettledOther,
	Seeking, NotSeeking, Unregistered, Unrecognised, Agreement, Contract, OtherForm int64
}

// countColumns are the counts by the names of marts.placement.
var countColumns = map[string]func(*Counts) *int64{
	"graduates":     func(c *Counts) *int64 { return &c.Graduates },
	"settled":       func(c *Counts) *int64 { return &c.Settled },
	"employed":      func(c *Counts) *int64 { return &c.Employed },
	"startup":       func(c *Counts) *int64 { return &c.Startup },
	"flexible":      func(c *Counts) *int64 { return &c.Flexible },
	"further_study": func(c *Counts) *int64 { return &c.FurtherStudy },
	"settled_other": func(c *Counts) *int64 { return &c.SettledOther },
	"seeking":       func(c *Counts) *int64 { return &c.Seeking },
	"not_seeking":   func(c *Counts) *int64 { return &c.NotSeeking },
	"unregistered":  func(c *Counts) *int64 { return &c.Unregistered },
	"unrecognised":  func(c *Counts) *int64 { return &c.Unrecognised },
	"agreement":     func(c *Counts) *int64 { return &c.Agreement },
	"contract":      func(c *Counts) *int64 { return &c.Contract },
	"other_form":    func(c *Counts) *int64 { return &c.OtherForm },
}

// Add returns the counts of both together.
func (c Counts) Add(other Counts) Counts {
	c.Graduates += other.Graduates
	c.Settled += other.Settled
	c.Employed += other.Employed
	c.Startup += other.Startup
	c.Flexible += other.Flexible
	c.FurtherStudy += other.FurtherStudy
	c.SettledOther += other.SettledOther
	c.Seeking += other.Seeking
	c.NotSeeking += other.NotSeeking
	c.Unregistered += other.Unregistered
	c.Unrecognised += other.Unrecognised
	c.Agreement += other.Agreement
	c.Contract += other.Contract
	c.OtherForm += other.OtherForm
	return c
}

// Year is a cohort of a major at one cut-off in one edition.
type Year struct {
	Cohort  int
	Cutoff  string // 08-31
	Edition string // 2021, 2024
	InForce bool   // the edition in force for the cohort, which "auto" reads
	Major   string // the key it had then
	Kind    string // 办学类型, "" where not stated
	Counts
	Refused string // why no rate may be made of it, "" = it may
	Breaks  string // why it can't be compared with the cohort before, "" = it can
}

// The kinds of Change, as the contract major_history names them.
const (
	Renamed   = "更名"
	Merged    = "合并"
	Founded   = "新设"
	Suspended = "停招"
)

// Change is a row of the history of majors (专业沿革).
type Change struct {
	From, To   string // major keys; 新设 and 停招 may give only one
	Kind       string // Renamed, Merged, Founded, Suspended
	FromCohort int    // first cohort, 0 = open
	ToCohort   int    // last cohort, 0 = open
	Document   string
}

// Value is an indicator that is not made of Counts.
type Value struct {
	Cohort     int
	Indicator  string // 一志愿录取率
	Hundredths int64  // of a percent; of one where the indicator is a ratio
}

// History is all that is known of a present major. Predecessors' years stand
// under their own keys in Year.Major.
type History struct {
	Institution     string
	Level           string
	Major           string // present key
	Name            string
	Class           string // discipline, 工学
	InstitutionType string
	Years           []Year
	Changes         []Change
	Values          []Value
	PlanStopped     int // first plan year without intake, 0 = none
}

// line returns the present key and the keys it bore before, reached by 更名
// from one key into one key alone.
func (h *History) line() map[string]bool {
	keys := map[string]bool{h.Major: true}
	for at := h.Major; ; {
		before := h.soleRenamed(at)
		if before == "" || keys[before] {
			return keys
		}
		keys[before] = true
		at = before
	}
}

// soleRenamed returns the one key that was renamed into key and into nothing
// else, "" where there is none or several.
func (h *History) soleRenamed(key string) string {
	before := ""
	for _, c := range h.successions() {
		if c.To != key {
			continue
		}
		if c.Kind != Renamed || before != "" && before != c.From {
			return ""
		}
		before = c.From
	}
	for _, c := range h.successions() {
		if c.From == before && c.To != key {
			return ""
		}
	}
	return before
}

// successions are the changes from one key into another.
func (h *History) successions() []Change {
	return slices.DeleteFunc(slices.Clone(h.Changes), func(c Change) bool {
		return c.Kind != Renamed && c.Kind != Merged || c.From == "" || c.To == "" || c.From == c.To
	})
}
