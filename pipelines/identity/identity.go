// Package identity knows the numbers that name a person or a firm: how they
// are written, their check digits, and how they become pseudonyms.
package identity

import (
	"strings"
	"unicode/utf8"
)

// Kind is a kind of number that names a person.
type Kind string

// The kinds of identifier.
const (
	IDCard  Kind = "idcard"  // 公民身份号码, GB 11643, 18 characters
	Exam    Kind = "exam"    // 考生号, 14 digits since 2003; older and provincial forms differ
	Student Kind = "student" // 学号, unique within an institution only
	Staff   Kind = "staff"   // 工号, unique within an institution only
	Contact Kind = "contact" // telephone of an employer's contact
)

// Kinds lists them, those of students first and the strongest of these first.
var Kinds = []Kind{IDCard, Exam, Student, Staff, Contact}

// Problem says why an identifier cannot be used; empty when it can.
type Problem string

// The problems of an identifier.
const (
	OK         Problem = ""
	CheckDigit Problem = "check_digit" // does not satisfy GB 11643
	BadFormat  Problem = "format"      // characters or a length that the kind cannot have
)

// Normalise brings an identifier to the one spelling that pseudonyms are made
// of: half-width, no spaces, upper case, no leading apostrophe. An empty value
// stays empty and is no problem.
func Normalise(kind Kind, s string) (string, Problem) {
	s = tidy(s)
	if s == "" {
		return "", OK
	}
	switch kind {
	case IDCard:
		return normaliseIDCard(s)
	case Exam:
		return s, judge(s, 8, 20, digit)
	case Staff:
		return normaliseStaff(s)
	case Contact:
		return normaliseContact(s)
	default:
		return s, judge(s, 1, 32, numbered)
	}
}

// numbered are the characters of a student's or a staff number.
func numbered(r rune) bool {
	return digit(r) || r >= 'A' && r <= 'Z' || r == '-' || r == '_' || r == '/'
}

func normaliseIDCard(s string) (string, Problem) {
	if len(s) == 15 && judge(s, 15, 15, digit) == OK {
		return s, BadFormat // first-generation numbers have no check digit and are no longer valid
	}
	if len(s) != 18 || judge(s[:17], 17, 17, digit) != OK {
		return s, BadFormat
	}
	if !ValidIDCard(s) {
		return s, CheckDigit
	}
	return s, OK
}

// tidy folds width and case and drops what is invisible, and the apostrophe
// with which people force a cell to text.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r <= ' ' || r == 0x7f || r == 0xa0 || r == 0x3000 || r == 0xfeff || r >= 0x2000 && r <= 0x200f || r == 0x202f || r == 0x2060:
			return -1
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}, s)
	return strings.TrimLeft(s, "'‘’`")
}

func judge(s string, least, most int, allowed func(rune) bool) Problem {
	if n := utf8.RuneCountInString(s); n < least || n > most {
		return BadFormat
	}
	if strings.IndexFunc(s, func(r rune) bool { return !allowed(r) }) >= 0 {
		return BadFormat
	}
	return OK
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// Mask hides the middle of a value that names a person: 4101**********003X,
// 张*. Short values keep their first character only.
func Mask(s string) string {
	runes := []rune(strings.TrimSpace(s))
	n := len(runes)
	switch {
	case n == 0:
		return ""
	case n < 8:
		return string(runes[:1]) + strings.Repeat("*", max(n-1, 1))
	case n < 12:
		return string(runes[:2]) + strings.Repeat("*", n-4) + string(runes[n-2:])
	}
	return string(runes[:4]) + strings.Repeat("*", n-8) + string(runes[n-4:])
}
