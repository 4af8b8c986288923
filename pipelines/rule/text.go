package rule

import (
	"maps"
	"reflect"
	"slices"
)

// ruleText is [[rule]] as a file spells it; what is left out is zero.
type ruleText struct {
	Name         string            `toml:"name"`
	Base         string            `toml:"base"` // a rule whose keys hold where this one says nothing
	Title        string            `toml:"title"`
	Authority    string            `toml:"authority"`
	Document     string            `toml:"document"`
	Citation     string            `toml:"citation"`
	Mark         string            `toml:"mark"`
	Note         string            `toml:"note"`
	ValidFrom    *int              `toml:"valid_from"`
	ValidTo      *int              `toml:"valid_to"`
	Levels       []string          `toml:"levels"`
	Indicator    string            `toml:"indicator"`
	Edition      string            `toml:"edition"`
	Cutoff       string            `toml:"cutoff"`
	Grain        string            `toml:"grain"`
	Missing      string            `toml:"missing"`
	Inherit      string            `toml:"inherit"`
	MinGraduates *int64            `toml:"min_graduates"`
	SmallN       string            `toml:"small_n"`
	Peers        string            `toml:"peers"`
	Exclude      *excludeText      `toml:"exclude"`
	Needs        *int              `toml:"needs"`
	Cards        []levelText       `toml:"level"`
	Conditions   []conditionText   `toml:"condition"`
	Lines        map[string]string `toml:"lines"` // title of a condition → its line
	Examples     []exampleText     `toml:"example"`
}

type excludeText struct {
	New          bool     `toml:"new"`
	Suspended    bool     `toml:"suspended"`
	Majors       []string `toml:"majors"`
	Institutions []string `toml:"institutions"`
}

// comparatorText holds the keys of which exactly one is set.
type comparatorText struct {
	Below         *string `toml:"below"`
	Above         *string `toml:"above"`
	BelowMean     *string `toml:"below_mean"`
	BottomPercent *string `toml:"bottom_percent"`
	BottomN       *int64  `toml:"bottom_n"`
}

type levelText struct {
	Card string `toml:"card"`
	comparatorText
	Years       *int   `toml:"years"`
	Consequence string `toml:"consequence"`
	Review      *int   `toml:"review"`
}

// conditionText gives one of below and above; empty means that the source
// names the side but no line.
type conditionText struct {
	Title     string  `toml:"title"`
	Indicator string  `toml:"indicator"`
	Below     *string `toml:"below"`
	Above     *string `toml:"above"`
}

type exampleText struct {
	Name        string    `toml:"name"`
	Expect      string    `toml:"expect"`
	Year        int       `toml:"year"`
	Level       string    `toml:"level"` // of study; by default the first the rule applies to
	Kind        string    `toml:"kind"`  // 办学类型, at grain programme
	History     string    `toml:"history"`
	Changes     string    `toml:"changes"`
	Values      string    `toml:"values"`
	PlanStopped int       `toml:"plan_stopped"`
	With        *ruleText `toml:"with"` // keys of the rule that the example changes
}

// ownKeys are not taken over from a base: examples prove the rule they stand in.
var ownKeys = []string{"Name", "Base", "Examples"}

// sourceKeys tell where a rule comes from. They go together: a rule with a
// citation of its own would otherwise claim the authority and the paper, and
// keep the term, of the one it is built on.
var sourceKeys = []string{"Authority", "Document", "Citation", "Mark", "Note", "ValidFrom", "ValidTo"}

// fill takes from base every key that the rule leaves out.
func (r *ruleText) fill(base ruleText) {
	kept := ownKeys
	if r.Citation != "" {
		kept = slices.Concat(ownKeys, sourceKeys)
	}
	own, from := reflect.ValueOf(r).Elem(), reflect.ValueOf(base)
	for i := range own.NumField() {
		if own.Field(i).IsZero() && !slices.Contains(kept, own.Type().Field(i).Name) {
			own.Field(i).Set(from.Field(i))
		}
	}
}

// draw writes the lines into the conditions of that title; it returns a title
// that no condition has.
func (r *ruleText) draw() (unknown string) {
	r.Conditions = slices.Clone(r.Conditions)
	for _, title := range slices.Sorted(maps.Keys(r.Lines)) {
		i := slices.IndexFunc(r.Conditions, func(c conditionText) bool { return c.Title == title })
		if i < 0 {
			return title
		}
		line := r.Lines[title]
		if c := &r.Conditions[i]; c.Above != nil {
			c.Above = &line
		} else {
			c.Below = &line
		}
	}
	r.Lines = nil
	return ""
}

// Keys lists the keys that a rule, its levels and its exclusions may have, so
// that the page on rules can be held to them.
func Keys() []string {
	var keys []string
	for _, t := range []reflect.Type{reflect.TypeFor[ruleText](), reflect.TypeFor[levelText](), reflect.TypeFor[comparatorText](), reflect.TypeFor[excludeText]()} {
		for i := range t.NumField() {
			if key := t.Field(i).Tag.Get("toml"); key != "" {
				keys = append(keys, key)
			}
		}
	}
	return keys
}
