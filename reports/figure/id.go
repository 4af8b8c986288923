package figure

import (
	"errors"
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

// unescaper undoes escaper; the percent sign comes last.
var unescaper = strings.NewReplacer("%7C", "|", "%3B", ";", "%3D", "=", "%25", "%")

// errNoID says that a text is no figure's identifier.
var errNoID = errors.New("not a figure's id: indicator|edition|cohort|cut-off|grain|key=value;…")

// ParseID reads what ID writes: the place of a figure, without its value. A text
// of another shape is an error.
func ParseID(id string) (Figure, error) {
	parts := strings.Split(id, "|")
	if len(parts) != 6 || parts[0] == "" {
		return Figure{}, errNoID
	}
	f := Figure{Indicator: unescaper.Replace(parts[0]), Edition: unescaper.Replace(parts[1]),
		Cutoff: unescaper.Replace(parts[3]), Grain: unescaper.Replace(parts[4])}
	if parts[2] != "" {
		cohort, err := strconv.Atoi(parts[2])
		if err != nil || cohort == 0 {
			return Figure{}, errNoID
		}
		f.Cohort = cohort
	}
	if parts[5] == "" {
		return f, nil
	}
	for _, key := range strings.Split(parts[5], ";") {
		name, value, ok := strings.Cut(key, "=")
		if !ok {
			return Figure{}, errNoID
		}
		f.Keys = append(f.Keys, Key{unescaper.Replace(name), unescaper.Replace(value)})
	}
	return f, nil
}
