package figure

import (
	"strconv"
	"strings"
)

// escaper keeps the separators of an ID out of its parts; the percent sign
// goes first, so that escaping can be undone.
var escaper = strings.NewReplacer("%", "%25", "|", "%7C", ";", "%3B", "=", "%3D")

// ID is the stable, readable name of a figure: indicator, edition, cohort,
// cut-off, grain and keys, each in its place even when empty:
//
//	settled_rate|2024|2024|08-31|major|level=本科;major=080901
//
// Two figures with one ID are one number wherever they are printed.
func ID(f Figure) string {
	cohort := ""
	if f.Cohort != 0 {
		cohort = strconv.Itoa(f.Cohort)
	}
	keys := make([]string, len(f.Keys))
	for i, k := range f.Keys {
		keys[i] = escaper.Replace(k.Name) + "=" + escaper.Replace(k.Value)
	}
	parts := []string{f.Indicator, f.Edition, cohort, f.Cutoff, f.Grain}
	for i, p := range parts {
		parts[i] = escaper.Replace(p)
	}
	return strings.Join(parts, "|") + "|" + strings.Join(keys, ";")
}
