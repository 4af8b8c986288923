package disclose

import (
	_ "embed"
	"encoding/csv"
	"strings"

	"quxiang/reports/figure"
)

// rule is what the public edition does with a figure.
type rule string

// The rules of policy.csv. Whatever no line names is dropped: a new figure is
// shown to the public only after somebody has thought about it.
const (
	open   rule = "open"   // says nothing about anybody's destination
	told   rule = "told"   // a sum of people, protected in its family
	whole  rule = "whole"  // the same of a major: in whole percent only
	base   rule = "base"   // a share on at least baseFrom people
	mean   rule = "mean"   // a mean, median or quantile on at least meanFrom people
	guard  rule = "guard"  // counts of a table that fits no family: all or none of it
	differ rule = "differ" // a difference of two figures, where both are told
	drop   rule = "drop"   // not for the public
)

// Bases of percentages and of means, docs/report.md.
const (
	baseFrom = 23
	meanFrom = 8
)

//go:embed policy.csv
var policyText string

// policy is a line of policy.csv: the first that matches decides.
type policy struct {
	indicator, grain string
	rule             rule
}

var policies = readPolicies(policyText)

// readPolicies reads the lines; a broken file is ours, so it panics.
func readPolicies(text string) []policy {
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic(err)
	}
	var out []policy
	for _, l := range lines[1:] {
		out = append(out, policy{l[0], l[1], rule(l[2])})
	}
	return out
}

// ruleOf is the rule for a figure.
func ruleOf(f figure.Figure) rule {
	for _, p := range policies {
		if matches(p.indicator, f.Indicator) && matches(p.grain, f.Grain) {
			return p.rule
		}
	}
	return drop
}

// matches compares with a pattern in which one * stands for anything.
func matches(pattern, s string) bool {
	head, tail, found := strings.Cut(pattern, "*")
	if !found {
		return pattern == s
	}
	return len(s) >= len(head)+len(tail) && strings.HasPrefix(s, head) && strings.HasSuffix(s, tail)
}

// grainCost is how much a reader misses a sum of a grain: the whole school
// most.
var grainCost = map[string]int64{
	"school": 40_000, "level": 120, "destination": 100, "college": 60, "gender": 60, "college_level": 20, "major": 1, "college_major": 1,
}

// manyPeople makes a cost count before any number of people: of two sums that a
// reader misses alike, the one of fewer people is hidden.
const manyPeople = 1_000_000

// costOf is what hiding a figure costs.
func costOf(f figure.Figure) int64 {
	if c, ok := grainCost[f.Grain]; ok {
		return c
	}
	return 10
}
