package source

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestShow(t *testing.T) {
	cases := []struct{ code, raw, want string }{
		{"General", "45078", "45078"},
		{"General", "0.95599999999999996", "0.956"},
		{"G/通用格式", "0.1", "0.1"},
		{"000000", "10101", "010101"},
		{"0.0%", "0.956", "95.6%"},
		{"0%", "0.005", "1%"},
		{"#,##0", "1234567", "1,234,567"},
		{"#,##0.00_);(#,##0.00)", "-12.5", "-12.50"},
		{`0"人"`, "12", "12人"},
		{`[Red]0.0`, "1.25", "1.3"},
		{"yyyy-mm-dd", "45078", "2023-06-01"},
		{`yyyy"年"m"月"d"日"`, "45078", "2023-06-01"},
		{"[$-804]yyyy/m/d;@", "45078", "2023-06-01"},
		{"yyyy/m/d h:mm", "45078.75", "2023-06-01 18:00:00"},
		{"h:mm", "0.5", "12:00:00"},
		{"[h]:mm", "1.5", "1900-01-01 12:00:00"},
		{"yyyy-mm-dd", "60", "60"}, // the day that never was
		{"yyyy-mm-dd", "59", "1900-02-28"},
		{"yyyy-mm-dd", "61", "1900-03-01"},
		{"yyyy-mm-dd", "-1", "-1"},
		{"0.00E+00", "12345", "12345"},
		{"# ?/?", "0.5", "0.5"},
		{"@", "010101", "10101"}, // a number all the same
	}
	for _, c := range cases {
		b := &look{formats: []format{parseFormat(c.code)}}
		if got := b.show(0, c.raw); got != c.want && !(c.code == "@" && got == c.raw) {
			t.Errorf("%s of %s: %q, want %q", c.code, c.raw, got, c.want)
		}
	}
}

func TestBuiltinFormats(t *testing.T) {
	for id, kind := range map[int]formatKind{0: general, 1: fixed, 9: percent, 14: date, 22: date, 31: date, 49: text, 57: date, 164: general} {
		if got := formatOf(id, nil).kind; got != kind {
			t.Errorf("format %d: %v, want %v", id, got, kind)
		}
	}
}

// Days count on from the epoch, in both systems 1,462 days apart.
func TestDatesCountDays(t *testing.T) {
	first := time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 80000).Draw(t, "days")
		want := first.AddDate(0, 0, n).Format(time.DateOnly)
		if got := showDate(float64(61+n), false, ""); got != want {
			t.Fatalf("%d: %s, want %s", 61+n, got, want)
		}
		if n >= 1401 {
			if got := showDate(float64(61+n-1462), true, ""); got != want {
				t.Fatalf("1904 %d: %s, want %s", 61+n-1462, got, want)
			}
		}
	})
}

// What is not parsed must show as it would if it were.
func TestAsWritten(t *testing.T) {
	var plain look
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.StringMatching(`-?[0-9]{1,9}(\.[0-9]{0,9})?`).Draw(t, "raw")
		v, err := strconv.ParseFloat(raw, 64)
		if err != nil {
			t.Fatal(err)
		}
		want := strconv.FormatFloat(v, 'f', -1, 64)
		if got := plain.show(0, raw); got != want && strings.Contains(raw, ".") {
			t.Fatalf("%s shows as %s, want %s", raw, got, want)
		}
	})
}
