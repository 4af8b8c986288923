package contract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"quxiang/pipelines/source"
)

var (
	writtenDate = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?(?:[T ].*)?$`)
	solidDate   = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)(\d\d)?$`)
	yearAlone   = regexp.MustCompile(`^((?:19|20)\d\d)年?$`)
	tenthMonth  = regexp.MustCompile(`^\d{4}\.1$`)
	// a school year is that of the cohort that leaves at its end
	schoolYear = regexp.MustCompile(`^(?:19|20)\d\d ?[-—–~/至] ?((?:19|20)\d\d) ?(?:学年)?(?:度)?$`)
)

// date brings a date to 2024-06-30 or 2024-06; a year stays a year. What is
// none, or may be one of two, stays as it is, with a finding.
func (k *check) date(cell source.Cell, text string) (string, *Problem) {
	plain := halfWidth(text)
	if cell.Kind == source.Number && tenthMonth.MatchString(plain) {
		return text, unreadable(DateUnreadable, "数字 "+text+" 可能是 1 月，也可能是 10 月", "把这一列设为文本，写成 2023-10")
	}
	if m := yearAlone.FindStringSubmatch(plain); m != nil {
		return m[1], nil
	}
	for _, pattern := range []*regexp.Regexp{writtenDate, solidDate} {
		if m := pattern.FindStringSubmatch(plain); m != nil {
			return validDate(text, m[1], m[2], m[3])
		}
	}
	if serial, err := strconv.Atoi(plain); err == nil && serial > 20000 && serial < 60000 {
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, serial+k.from)
		return day.Format(time.DateOnly), nil
	}
	return text, unreadable(DateUnreadable, "不是能读懂的日期", "写成 2024-06-30 或 2024-06")
}

func validDate(text, year, month, day string) (string, *Problem) {
	y, _ := strconv.Atoi(year) // the patterns let only digits through
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if day == "" {
		d = 1
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || t.Month() != time.Month(m) || y < 1900 || y > 2100 {
		return text, unreadable(DateUnreadable, "没有这一天", "核对后改正")
	}
	if day == "" {
		return t.Format("2006-01"), nil
	}
	return t.Format(time.DateOnly), nil
}

// halfWidth folds full-width digits and punctuation and drops outer spaces.
func halfWidth(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == 0x3000 || r == 0xa0:
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

var (
	grouped = regexp.MustCompile(`^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$`)
	numeric = regexp.MustCompile(`^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$`)
	unit    = regexp.MustCompile(`^([\d,.]+) ?(?:人次|人|名|个|年|届|级|学分|分|元|月|秒|学时|课时|家|场|次|门)$`)
)

// number brings a number to digits with a point. Shares in percent become
// fractions of one; a share above one without the sign is not guessed at.
func (k *check) number(cell source.Cell, text string) (string, *Problem) {
	plain := halfWidth(text)
	if cell.Kind == source.Number {
		plain = cell.Raw
	}
	if m := schoolYear.FindStringSubmatch(plain); m != nil && k.column.Name == "cohort" {
		return m[1], nil
	}
	if m := unit.FindStringSubmatch(plain); m != nil && cell.Kind == source.Text {
		plain = m[1]
	}
	percent := strings.HasSuffix(plain, "%")
	if plain = strings.TrimSpace(strings.TrimSuffix(plain, "%")); grouped.MatchString(plain) {
		plain = strings.ReplaceAll(plain, ",", "")
	}
	if cell.Kind == source.Text && !numeric.MatchString(plain) {
		return k.unreadableNumber(text, "不是数字", "改成数字")
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		return k.unreadableNumber(text, "不是数字", "改成数字")
	}
	if percent {
		v /= 100
	}
	switch {
	case percent && k.column.Type != Share:
		return k.unreadableNumber(text, "这一列不是百分比", "改成数字")
	case k.column.Type == Integer && v != float64(int64(v)):
		return k.unreadableNumber(text, "应当是整数", "改成整数")
	case k.column.Name == "head_count" && v < 0:
		return k.unreadableNumber(text, "人数不能是负数", "核对后改正")
	case k.column.Type == Share && (v < 0 || v > 1):
		return k.unreadableNumber(text, "比例应在 0 和 1 之间", "写成 50% 或 0.5")
	}
	return strconv.FormatFloat(v, 'f', -1, 64), nil
}

// unreadableNumber keeps what was received, but for a head count: a group of
// unknown size must not pass for one person.
func (k *check) unreadableNumber(text, why, hint string) (string, *Problem) {
	p := unreadable(NumberUnreadable, why, hint)
	if k.column.Name == "head_count" {
		text = ""
	}
	return text, p
}

func unreadable(rule Rule, why, hint string) *Problem {
	severity := Warning
	if rule == NumberUnreadable {
		severity = Error
	}
	return &Problem{Rule: rule, Severity: severity, Why: why, Hint: hint}
}
