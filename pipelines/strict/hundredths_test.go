package strict

import "testing"

func TestHundredths(t *testing.T) {
	good := map[string]int64{"60": 6000, "60.0": 6000, "60.00": 6000, "59.99": 5999, "0": 0, "0.01": 1, "100": 10000}
	for s, want := range good {
		if got, ok := Hundredths(s); !ok || got != want {
			t.Errorf("%q: got %d, %v, want %d", s, got, ok, want)
		}
	}
	for _, s := range []string{"", ".", ".5", "60.", "60.000", "-1", "+1", "60%", "6e1", "六十", "1_0", "60.-1", "12345678901"} {
		if got, ok := Hundredths(s); ok {
			t.Errorf("%q is read as %d", s, got)
		}
	}
}
