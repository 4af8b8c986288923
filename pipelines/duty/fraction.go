package duty

import (
	"math/big"
	"strconv"
	"strings"
)

// Fraction is Num/Den; Den is positive.
type Fraction struct{ Num, Den int64 }

// digits are as many as a line needs: a product with an amount of money in 分
// then still is an int64.
const digits = 5

// ParseFraction reads 1/500 or 38.
func ParseFraction(s string) (Fraction, bool) {
	top, bottom, divided := strings.Cut(s, "/")
	if !divided {
		bottom = "1"
	}
	if len(top) > digits || len(bottom) > digits {
		return Fraction{}, false
	}
	num, err := strconv.ParseUint(top, 10, 31)
	den, errToo := strconv.ParseUint(bottom, 10, 31)
	return Fraction{int64(num), int64(den)}, err == nil && errToo == nil && den > 0
}

// least is the smallest whole number that is not below f·n.
func (f Fraction) least(n int64) int64 {
	whole, rest := f.times(n)
	if rest {
		whole++
	}
	return whole
}

// most is the largest whole number that is not above f·n.
func (f Fraction) most(n int64) int64 {
	whole, _ := f.times(n)
	return whole
}

// times is f·n, rounded down, and whether anything was left; n is not negative.
func (f Fraction) times(n int64) (whole int64, rest bool) {
	product := new(big.Int).Mul(big.NewInt(f.Num), big.NewInt(n))
	q, r := product.QuoRem(product, big.NewInt(f.Den), new(big.Int))
	return q.Int64(), r.Sign() != 0
}

// zero tells whether nothing is the line.
func (f Fraction) zero() bool { return f.Num == 0 }

// one tells whether all is the line.
func (f Fraction) one() bool { return f.Num == f.Den }
