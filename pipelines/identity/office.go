package identity

import "strings"

// normaliseStaff drops leading zeros: a spreadsheet that keeps 工号 as numbers
// has lost them, and one person must not become two. A number without a digit
// is a word like 无, or a stroke.
func normaliseStaff(s string) (string, Problem) {
	short := strings.TrimLeft(s, "0")
	if judge(short, 1, 32, numbered) != OK || strings.IndexFunc(short, digit) < 0 {
		return s, BadFormat
	}
	return short, OK
}

// The lengths of a Chinese telephone number without leading zeros: a local one,
// and one with area code.
const (
	leastDigits = 7
	mostDigits  = 12
)

// normaliseContact brings a telephone number to its digits, without the
// country's code, the zero of the area code and an extension; of several
// numbers the first counts. A row of one and the same digit is no number.
func normaliseContact(s string) (string, Problem) {
	number := national(digitsOf(firstNumber(s)))
	if len(number) > mostDigits {
		number = national(digitsOf(beforeExtension(firstNumber(s))))
	}
	if len(number) < leastDigits || len(number) > mostDigits || strings.Trim(number, number[:1]) == "" {
		return s, BadFormat
	}
	return number, OK
}

// dialled are the characters within a telephone number.
func dialled(r rune) bool { return digit(r) || strings.ContainsRune("+-().", r) }

// firstNumber is the first run of characters that may be a telephone number.
func firstNumber(s string) string {
	for s != "" {
		start := strings.IndexFunc(s, dialled)
		if start < 0 {
			return ""
		}
		s = s[start:]
		end := strings.IndexFunc(s, func(r rune) bool { return !dialled(r) })
		if end < 0 {
			return s
		}
		if len(digitsOf(s[:end])) >= leastDigits {
			return s[:end]
		}
		s = s[end:]
	}
	return ""
}

// beforeExtension cuts the last group off: 0371-67780000-801.
func beforeExtension(s string) string {
	if at := strings.LastIndexByte(s, '-'); at > 0 {
		return s[:at]
	}
	return s
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if digit(r) {
			return r
		}
		return -1
	}, s)
}

// national takes off 0086, 86 and the zeros before an area code.
func national(digits string) string {
	digits = strings.TrimLeft(digits, "0")
	for len(digits) >= mostDigits && strings.HasPrefix(digits, "86") {
		digits = strings.TrimLeft(digits[2:], "0")
	}
	return digits
}
