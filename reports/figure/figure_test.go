package figure

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestPercent(t *testing.T) {
	cases := []struct {
		num, den int64
		want     string
	}{
		{0, 0, "—"}, {1, 0, "—"}, {-1, 10, "—"}, {1, -10, "—"},
		{0, 7, "0.00%"}, {7, 7, "100.00%"}, {1, 3, "33.33%"}, {2, 3, "66.67%"},
		{1, 20000, "0.01%"}, {1, 20001, "0.00%"}, {3, 20000, "0.02%"},
		{17049, 20000, "85.25%"}, {1005, 100000, "1.01%"}, {1015, 100000, "1.02%"},
		{5115, 6000, "85.25%"}, {19999, 20000, "100.00%"}, {19998, 20000, "99.99%"},
		{23, 2, "1,150.00%"},
		{math.MaxInt64 / 2, math.MaxInt64, "50.00%"},
		{math.MaxInt64, math.MaxInt64, "100.00%"},
	}
	for _, c := range cases {
		if got := Percent(c.num, c.den); got != c.want {
			t.Errorf("Percent(%d, %d) = %s, want %s", c.num, c.den, got, c.want)
		}
	}
}

// halfUp rounds r × 10000 half away from zero by big.Rat's own formatting,
// which shares no code with Hundredths.
func halfUp(r *big.Rat) string {
	return new(big.Rat).Mul(r, big.NewRat(10000, 1)).FloatString(0)
}

func TestHundredthsAgreesWithRat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 1<<40).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		got, ok := Hundredths(num, den)
		want := halfUp(big.NewRat(num, den))
		if !ok || big.NewInt(got).String() != want {
			t.Fatalf("Hundredths(%d, %d) = %d %v, want %s", num, den, got, ok, want)
		}
	})
}

func TestPointsAgreeWithRatAndMirror(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d1, d2 := rapid.Int64Range(1, 1<<31).Draw(t, "d1"), rapid.Int64Range(1, 1<<31).Draw(t, "d2")
		n1, n2 := rapid.Int64Range(0, d1).Draw(t, "n1"), rapid.Int64Range(0, d2).Draw(t, "n2")
		up, ok := PointsBetween(n1, d1, n2, d2)
		down, _ := PointsBetween(n2, d2, n1, d1)
		want := halfUp(new(big.Rat).Sub(big.NewRat(n2, d2), big.NewRat(n1, d1)))
		if !ok || up != -down || big.NewInt(up).String() != want && !(up == 0 && want == "-0") {
			t.Fatalf("%d/%d → %d/%d: %d, mirrored %d, want %s", n1, d1, n2, d2, up, down, want)
		}
	})
}

func TestPointsBetween(t *testing.T) {
	cases := []struct {
		n1, d1, n2, d2, want int64
		ok                   bool
	}{
		{0, 20000, 1, 20000, 1, true}, {1, 20000, 0, 20000, -1, true},
		{8411, 10000, 8524, 10000, 113, true}, {1, 2, 1, 2, 0, true},
		{1, 3, 2, 6, 0, true}, {0, 0, 1, 2, 0, false}, {1, 2, 1, 0, 0, false},
	}
	for _, c := range cases {
		got, ok := PointsBetween(c.n1, c.d1, c.n2, c.d2)
		if got != c.want || ok != c.ok {
			t.Errorf("PointsBetween(%d/%d, %d/%d) = %d %v, want %d %v",
				c.n1, c.d1, c.n2, c.d2, got, ok, c.want, c.ok)
		}
	}
}

func TestPrint(t *testing.T) {
	place := Place{Cohort: 2024, Cutoff: "08-31", Grain: "school"}
	cases := []struct {
		f    *Figure
		want string
	}{
		{place.Count("graduates", 6012, "人"), "6,012"},
		{place.Count("graduates", 0, "人"), "0"},
		{place.Count("graduates", 999, "人"), "999"},
		{place.Count("graduates", 1000000, "人"), "1,000,000"},
		{place.Count("balance", -1234, "人"), "-1,234"},
		{place.Share("share", 1, 3), "33.33%"},
		{place.Share("share", 0, 0), "—"},
		{place.Rate("settled_rate", 13, 20), "65.00%"},
		{place.Scaled("pay", 612345, 2, "元"), "6,123.45"},
		{place.Scaled("pay", -5, 2, "元"), "-0.05"},
		{place.Scaled("pay", 7, 0, "元"), "7"},
		{place.Text("state", "自报"), "自报"},
		{place.Count("graduates", 3, "人").Withheld(Suppressed, "人数少"), "*"},
		{place.Rate("settled_rate", 1, 2).Withheld(NotApplicable, "无名单"), "—"},
	}
	for _, c := range cases {
		if got := Print(*c.f); got != c.want {
			t.Errorf("Print(%s) = %q, want %q", ID(*c.f), got, c.want)
		}
	}
}

func TestID(t *testing.T) {
	f := Figure{
		Indicator: "settled_rate", Edition: "2024", Cohort: 2024, Cutoff: "08-31",
		Grain: "major", Keys: []Key{{"level", "本科"}, {"major", "080901"}},
	}
	if got, want := ID(f), "settled_rate|2024|2024|08-31|major|level=本科;major=080901"; got != want {
		t.Errorf("ID = %s, want %s", got, want)
	}
	if got, want := ID(Figure{Indicator: "files"}), "files|||||"; got != want {
		t.Errorf("ID = %s, want %s", got, want)
	}
}

// Keys come from files: whatever they hold, two different keys never make the
// same ID.
func TestIDTellsKeysApart(t *testing.T) {
	text := rapid.StringMatching(`[a|;=%甲]{0,4}`)
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) Figure {
			return Figure{Grain: text.Draw(t, label+" grain"), Keys: []Key{
				{"a", text.Draw(t, label+" a")}, {"b", text.Draw(t, label+" b")}}}
		}
		x, y := draw("x"), draw("y")
		same := x.Grain == y.Grain && x.Keys[0] == y.Keys[0] && x.Keys[1] == y.Keys[1]
		if (ID(x) == ID(y)) != same {
			t.Fatalf("%s and %s from %v and %v", ID(x), ID(y), x.Keys, y.Keys)
		}
	})
}

func TestWithheldKeepsNoValue(t *testing.T) {
	f := Place{}.Rate("settled_rate", 3, 4).Withheld(Suppressed, "人数少")
	if f.Value.Num != 0 || f.Value.Den != 0 || f.Reason == "" {
		t.Errorf("a withheld figure still carries %+v", f.Value)
	}
	if f := (Place{}).Count("graduates", 3, "人").Withheld(Suppressed, "人数少"); f.N != 0 {
		t.Errorf("a withheld count still tells n = %d", f.N)
	}
}

func TestPointsNeedBothShares(t *testing.T) {
	p := Place{Cohort: 2024}
	good, none := p.Rate("r", 1, 2), p.Rate("r", 0, 0)
	if got := Print(*Points(*good, *none)); got != "—" {
		t.Errorf("change to nothing prints %s", got)
	}
	if got := Print(*Points(*none, *good)); got != "—" {
		t.Errorf("change from nothing prints %s", got)
	}
	if got := Print(*Points(*p.Rate("r", 1, 4), *good)); got != "25.00" {
		t.Errorf("change = %s, want 25.00", got)
	}
}
