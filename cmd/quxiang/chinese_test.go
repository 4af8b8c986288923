package main

import "testing"

func TestTimesAreChinas(t *testing.T) {
	for utc, want := range map[string]string{
		"2024-12-31 16:00:00":  "2025-01-01 00:00:00", // a load of the small hours is not dated the day before
		"2024-12-31T08:05:06Z": "2024-12-31 16:05:06",
		"":                     "",
	} {
		if got := inChina(utc); got != want {
			t.Errorf("%q: %q, want %q", utc, got, want)
		}
	}
}
