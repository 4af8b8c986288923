package fault

import (
	"slices"
	"testing"
)

func TestNear(t *testing.T) {
	known := []string{"marts.placement", "marts.flow", "reference.suspect_signal", "cohort", "毕业生名单", "毕业去向登记", "year"}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"placement", []string{"marts.placement"}},
		{"marts.placment", []string{"marts.placement", "marts.flow"}},
		{"cohrt", []string{"cohort"}},
		{"suspect_signal", []string{"reference.suspect_signal"}},
		{"毕业生名册", []string{"毕业生名单"}},
		{"yaer", []string{"year"}},
		{"marts", []string{"marts.flow", "marts.placement"}},
		{"完全不同", nil},
	} {
		if got := Near(c.word, known); !slices.Equal(got, c.want) {
			t.Errorf("Near(%q) = %v, want %v", c.word, got, c.want)
		}
	}
}

func TestMeantSaysWhereAllAre(t *testing.T) {
	if got := Meant("cohrt", []string{"cohort"}, "见帮助"); got != "是不是 cohort？见帮助" {
		t.Error(got)
	}
	if got := Meant("完全不同", []string{"cohort"}, "见帮助"); got != "见帮助" {
		t.Error(got)
	}
}
