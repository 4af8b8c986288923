package identity

import "strings"

// ValidIDCard checks an 18-character 公民身份号码: digits, a possible date of
// birth, and the check character of GB 11643 (ISO 7064 MOD 11-2).
func ValidIDCard(s string) bool {
	if len(s) != 18 || !possibleDate(s[6:14]) {
		return false
	}
	sum := 0
	for i := range 17 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += int(s[i]-'0') * idWeights[i]
	}
	return s[17] == "10X98765432"[sum%11]
}

// idWeights are 2^(17-i) mod 11.
var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// possibleDate judges YYYYMMDD loosely: the check digit does the rest.
func possibleDate(s string) bool {
	return s[:4] >= "1900" && s[:4] < "2100" && s[4:6] >= "01" && s[4:6] <= "12" && s[6:] >= "01" && s[6:] <= "31"
}

// creditAlphabet leaves out I, O, S, V and Z (GB 32100).
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// ValidCreditCode checks an 18-character 统一社会信用代码 by GB 32100: weights
// 3^i mod 31 over the first 17 characters, check character (31 - sum) mod 31.
func ValidCreditCode(s string) bool {
	if len(s) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(creditAlphabet, s[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return s[17] == creditAlphabet[(31-sum%31)%31]
}
