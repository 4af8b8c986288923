package load

import (
	"slices"
	"strings"

	"quxiang/pipelines/contract"
)

// wholeSchool is the scope of a file that lists everybody.
const wholeSchool = "school"

// overlap tells whether two scopes have a college in common.
func overlap(a, b string) bool {
	if a == wholeSchool || b == wholeSchool {
		return true
	}
	others := colleges(b)
	return slices.ContainsFunc(colleges(a), func(c string) bool { return slices.Contains(others, c) })
}

func colleges(scope string) []string {
	var names []string
	for _, name := range strings.Split(scope, "|") {
		names = append(names, contract.Normalise(name))
	}
	return names
}
