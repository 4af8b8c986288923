package main

import (
	"slices"
	"testing"
)

func TestSampleWords(t *testing.T) {
	sample := `[{"cohort":2024,"name":"丁学院","person_key":"idcard:ab","n":70,"why":null},{"b":1,"a":2},{"c":3}]`
	if got := sampleWords(sample, 2); !slices.Equal(got, []string{"cohort=2024，name=丁学院，n=70", "b=1，a=2"}) {
		t.Errorf("%q", got)
	}
	for _, none := range []string{"", "[]", "{", "[1]"} {
		if got := sampleWords(none, 2); len(got) > 1 || len(got) == 1 && got[0] != "" {
			t.Errorf("%s gives %q", none, got)
		}
	}
}
