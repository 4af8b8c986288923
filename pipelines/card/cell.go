package card

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// float keeps all of a float, for the models of marts/stats that reckon on.
func float(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// share is a probability in ten-thousandths. One that is not quite 1 must not
// be rounded up to it, nor one that is not quite 0 down.
func share(p float64) string {
	if math.IsNaN(p) {
		return ""
	}
	return strconv.FormatInt(min(max(int64(math.Round(p*10000)), above(p, 0)), 10000-above(1, p)), 10)
}

// above is 1 where a lies above b.
func above(a, b float64) int64 {
	if a > b {
		return 1
	}
	return 0
}

// codes lists majors by their codes, without the level that they share.
func codes(majors []string) string {
	short := make([]string, len(majors))
	for i, key := range majors {
		_, code, found := strings.Cut(key, ":")
		short[i] = key
		if found {
			short[i] = code
		}
	}
	return strings.Join(short, "、")
}

// line is a cohort's line in hundredths of a percent, rounded half up for
// print; empty where there are too few peers for one.
func line(y Year) string {
	if y.LineDen == 0 {
		return ""
	}
	top := new(big.Int).Mul(big.NewInt(2), big.NewInt(y.LineNum))
	top.Add(top, big.NewInt(y.LineDen))
	return top.Div(top, new(big.Int).Mul(big.NewInt(2), big.NewInt(y.LineDen))).String()
}
