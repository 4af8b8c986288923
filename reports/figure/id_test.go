package figure

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// What ID writes, ParseID reads, whatever the parts hold.
func TestParseIDUndoesID(t *testing.T) {
	text := rapid.StringMatching(`[a|;=%7C甲]{0,5}`)
	rapid.Check(t, func(t *rapid.T) {
		f := Figure{Indicator: text.Filter(func(s string) bool { return s != "" }).Draw(t, "indicator"), Edition: text.Draw(t, "edition"),
			Cohort: rapid.IntRange(0, 2100).Draw(t, "cohort"), Cutoff: text.Draw(t, "cutoff"), Grain: text.Draw(t, "grain")}
		for range rapid.IntRange(0, 3).Draw(t, "keys") {
			f.Keys = append(f.Keys, Key{text.Draw(t, "name"), text.Draw(t, "value")})
		}
		got, err := ParseID(ID(f))
		if err != nil || !reflect.DeepEqual(got, f) {
			t.Fatalf("%s: %+v %v, want %+v", ID(f), got, err, f)
		}
	})
}

func TestParseIDRefuses(t *testing.T) {
	for _, id := range []string{"", "去向落实率", "settled_rate|2024", "|2024|2024|12-31|school|", "a||b||school|", "a||0||school|",
		"a||2024||major|level", "a||2024||major|level=x;", "a|b|2024|d|e|f=g|h"} {
		if f, err := ParseID(id); err == nil {
			t.Errorf("ParseID(%q) = %+v", id, f)
		}
	}
}
