package figure

import (
	"math/big"
	"strconv"
	"strings"
)

// The marks of figures that are not shown. They are explained under every
// table that holds one.
const (
	MarkSuppressed    = "*"
	MarkNotApplicable = "—"
)

// Print is the one function that turns a figure into what a reader sees: a
// count with thousands separators (6,012), a ratio as a percentage with two
// decimals (85.24%), a scaled integer with its decimals, a text as it is, and
// the marks * and — for what is hidden or does not exist. Units are the
// sentence's or the column's, except the percent sign.
func Print(f Figure) string {
	switch f.State {
	case Suppressed:
		return MarkSuppressed
	case NotApplicable:
		return MarkNotApplicable
	}
	return printValue(f.Value)
}

// printValue prints a value that may be shown.
func printValue(v Value) string {
	switch v.Kind {
	case Ratio:
		return Percent(v.Num, v.Den)
	case Scaled:
		return decimal(v.Num, v.Scale) + percentSign(v.Unit)
	case Text:
		return v.Str
	}
	return group(strconv.FormatInt(v.Num, 10)) + percentSign(v.Unit)
}

// percentSign is the one unit that a figure prints itself.
func percentSign(unit string) string {
	if unit == "%" {
		return unit
	}
	return ""
}

// Percent prints num of den as a percentage, half-up to two decimals, from
// the integers: Percent(17049, 20000) is 85.25%. A ratio without a
// denominator, or with a negative part, does not exist and prints as —.
func Percent(num, den int64) string {
	h, ok := Hundredths(num, den)
	if !ok {
		return MarkNotApplicable
	}
	return decimal(h, 2) + "%"
}

// Hundredths is num of den in hundredths of a percent, rounded half-up without
// a binary float: the integer (20000·num + den) div (2·den), the twin of the
// SQL macro pct. ok is false where den is not positive, num is negative, or
// the result is beyond an int64.
func Hundredths(num, den int64) (h int64, ok bool) {
	if den <= 0 || num < 0 {
		return 0, false
	}
	top := new(big.Int).Mul(big.NewInt(num), big.NewInt(20000))
	top.Add(top, big.NewInt(den))
	top.Quo(top, new(big.Int).Mul(big.NewInt(den), big.NewInt(2)))
	return top.Int64(), top.IsInt64()
}

// PointsBetween is the change from one share to another in hundredths of a
// percentage point, computed from the four counts and rounded half away from
// zero, so that a fall is the mirror of a rise. ok is false where either
// share does not exist.
func PointsBetween(oldNum, oldDen, newNum, newDen int64) (h int64, ok bool) {
	if oldDen <= 0 || newDen <= 0 || oldNum < 0 || newNum < 0 {
		return 0, false
	}
	up := new(big.Int).Mul(big.NewInt(newNum), big.NewInt(oldDen))
	up.Sub(up, new(big.Int).Mul(big.NewInt(oldNum), big.NewInt(newDen)))
	sign := up.Sign()
	den := new(big.Int).Mul(big.NewInt(oldDen), big.NewInt(newDen))
	up.Abs(up).Mul(up, big.NewInt(20000)).Add(up, den)
	up.Quo(up, den.Mul(den, big.NewInt(2)))
	if !up.IsInt64() {
		return 0, false
	}
	return int64(sign) * up.Int64(), true
}

// SameShare says whether two ratios are exactly equal, however they print.
func SameShare(a, b Value) bool {
	left := new(big.Int).Mul(big.NewInt(a.Num), big.NewInt(b.Den))
	return left.Cmp(new(big.Int).Mul(big.NewInt(b.Num), big.NewInt(a.Den))) == 0
}

// decimal prints n × 10^-scale with thousands separators and all decimals.
func decimal(n int64, scale int) string {
	digits, sign := strconv.FormatInt(n, 10), ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if scale <= 0 {
		return sign + group(digits)
	}
	if pad := scale + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	cut := len(digits) - scale
	return sign + group(digits[:cut]) + "." + digits[cut:]
}

// group puts a comma between each three digits of an integer's text.
func group(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return sign + b.String()
}
