package rule

import (
	"fmt"
	"math/big"
)

// percent is 100 % in hundredths of a percent.
const percent = 10000

// ratio is a fraction whose denominator is positive.
type ratio struct{ num, den int64 }

// compare orders two fractions by cross-multiplication; 128 bits are needed
// once the peers are a whole country.
func (r ratio) compare(other ratio) int {
	return product(r.num, other.den).Cmp(product(other.num, r.den))
}

func product(a, b int64) *big.Int {
	return new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
}

// minus is r less other, rounded half away from zero, so that a distance over
// the line mirrors the same distance under it.
func (r ratio) minus(other ratio) int64 {
	top := new(big.Int).Sub(product(r.num, other.den), product(other.num, r.den))
	bottom := product(r.den, other.den)
	sign := int64(top.Sign())
	top.Abs(top).Lsh(top, 1).Add(top, bottom)
	return sign * top.Quo(top, bottom.Lsh(bottom, 1)).Int64()
}

// String prints a ratio of hundredths, half up: 60.00.
func (r ratio) String() string {
	h := r.minus(ratio{0, 1})
	sign := ""
	if h < 0 {
		sign, h = "-", -h
	}
	return fmt.Sprintf("%s%d.%02d", sign, h/100, h%100)
}
