package rule

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// Counts of a whole country, whose products pass 64 bits.
func TestCompareIsExact(t *testing.T) {
	huge := int64(4_000_000_000_000)
	cases := []struct {
		a, b ratio
		want int
	}{
		{ratio{1, 3}, ratio{2, 6}, 0},
		{ratio{1, 3}, ratio{33, 100}, 1},
		{ratio{-1, 2}, ratio{0, 1}, -1},
		{ratio{huge, huge + 1}, ratio{huge + 1, huge + 2}, -1},
		{ratio{huge + 1, huge}, ratio{huge + 2, huge + 1}, 1},
	}
	for _, c := range cases {
		if got := c.a.compare(c.b); got != c.want {
			t.Errorf("%v against %v: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestMinusRoundsHalfAwayFromZero(t *testing.T) {
	cases := []struct {
		a, b ratio
		want int64
	}{
		{ratio{6000, 1}, ratio{5900, 1}, 100},
		{ratio{1, 2}, ratio{0, 1}, 1},
		{ratio{0, 1}, ratio{1, 2}, -1},
		{ratio{49, 100}, ratio{0, 1}, 0},
		{ratio{6000, 1}, ratio{20000, 3}, -667}, // 60 % less 2/3: −6.666…
	}
	for _, c := range cases {
		if got := c.a.minus(c.b); got != c.want {
			t.Errorf("%d/%d − %d/%d = %d, want %d", c.a.num, c.a.den, c.b.num, c.b.den, got, c.want)
		}
	}
}

func TestMinusMirrorsAndStaysWithinHalf(t *testing.T) {
	side := func(t *rapid.T, name string) ratio {
		return ratio{rapid.Int64Range(-1_000_000_000, 1_000_000_000).Draw(t, name), rapid.Int64Range(1, 1_000_000).Draw(t, name)}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := side(t, "a"), side(t, "b")
		got := a.minus(b)
		if b.minus(a) != -got {
			t.Fatalf("%v − %v does not mirror", a, b)
		}
		off := new(big.Rat).Sub(big.NewRat(a.num, a.den), big.NewRat(b.num, b.den))
		off.Sub(off, new(big.Rat).SetInt64(got)).Abs(off)
		if off.Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("%v − %v = %d, off by %v", a, b, got, off)
		}
	})
}
