package synth

import (
	"fmt"
	"strings"
)

// cardDigit returns the last character of a citizen's number from its first 17
// digits (GB 11643, ISO 7064 MOD 11-2). It is written apart from package
// identity on purpose: the two check each other.
func cardDigit(first17 string) byte {
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(first17[i]-'0') * weight
	}
	return "10X98765432"[sum%11]
}

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// organisationDigit returns the ninth character of an organisation code from
// its first eight (GB 11714, MOD 11).
func organisationDigit(first8 string) byte {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i := range weights {
		sum += int(first8[i]-'0') * weights[i]
	}
	return "0X987654321"[sum%11]
}

// creditCode returns a 统一社会信用代码 of 18 characters (GB 32100, MOD 31) from
// its first two characters, the region and the eight digits of the organisation.
func creditCode(kind, region, organisation string) string {
	s := kind + region + organisation + string(organisationDigit(organisation))
	sum, weight := 0, 1
	for i := range s {
		sum += strings.IndexByte(creditAlphabet, s[i]) * weight
		weight = weight * 3 % 31
	}
	return s + string(creditAlphabet[(31-sum%31)%31])
}

// brokenDigit returns a number whose last character contradicts the rest.
func brokenDigit(s string) string {
	last := byte('0')
	if s[len(s)-1] == '0' {
		last = '1'
	}
	return s[:len(s)-1] + string(last)
}

// asExcelNumber is what a spreadsheet keeps of an 18-digit number: 15 digits.
func asExcelNumber(s string) string {
	if len(s) < 18 {
		return s
	}
	return s[:15] + "000"
}

var fullWidthDigits = strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４",
	"5", "５", "6", "６", "7", "７", "8", "８", "9", "９")

func padded(n, width int) string { return fmt.Sprintf("%0*d", width, n) }
