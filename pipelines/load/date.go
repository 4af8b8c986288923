package load

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"quxiang/pipelines/fault"
)

// The dates that people write into file names. The short ones lack the year
// and take the cohort's.
var (
	longDate  = regexp.MustCompile(`(?:^|\D)(20\d\d)[-._年]?(\d{1,2})[-._月]?(\d{1,2})日?(?:\D|$)`)
	wordDate  = regexp.MustCompile(`(?:^|\D)(\d{1,2})月(\d{1,2})日`)
	shortDate = regexp.MustCompile(`(?:^|\D)(\d{2})(\d{2})(?:\D|$)`)
	digits8   = regexp.MustCompile(`(?:^|\D)(20\d\d)(\d{2})(\d{2})(?:\D|$)`)
)

// dateOf finds the one date in a file's name. It is false when there is none,
// or several different ones, or one without a year and no cohort to give it.
func dateOf(path string, cohort int) (time.Time, bool) {
	name := filepath.Base(path)
	found := map[time.Time]bool{}
	for _, pattern := range []*regexp.Regexp{digits8, longDate} {
		for _, m := range all(pattern, name) {
			addDate(found, m[1], m[2], m[3])
		}
	}
	if len(found) == 0 && cohort > 0 {
		for _, pattern := range []*regexp.Regexp{wordDate, shortDate} {
			for _, m := range all(pattern, name) {
				addDate(found, strconv.Itoa(cohort), m[1], m[2])
			}
		}
	}
	if len(found) != 1 {
		return time.Time{}, false
	}
	for day := range found {
		return day, true
	}
	return time.Time{}, false
}

// all finds overlapping matches: the character that ends one date may be the
// one before the next.
func all(pattern *regexp.Regexp, s string) [][]string {
	var matches [][]string
	for {
		at := pattern.FindStringSubmatchIndex(s)
		if at == nil {
			return matches
		}
		matches = append(matches, pattern.FindStringSubmatch(s))
		s = s[max(at[3], 1):]
	}
}

func addDate(found map[time.Time]bool, year, month, day string) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if date.Month() == time.Month(m) && date.Day() == d && m >= 1 {
		found[date] = true
	}
}

// asOf decides the day that the rows describe: as the command says, else as
// the file's name says, else as a person says when asked.
func (e Env) asOf(j job, cohort int) (time.Time, error) {
	if !j.request.AsOf.IsZero() {
		return j.request.AsOf, nil
	}
	if day, ok := dateOf(j.item.Name(), cohort); ok {
		return day, nil
	}
	if e.AskDay != nil {
		if day, ok := e.AskDay(j.name); ok {
			return day, nil
		}
	}
	return time.Time{}, &fault.Error{Kind: fault.Usage, Op: "载入", File: j.name,
		Why:  "不知道这份数据截至哪一天",
		Hint: fmt.Sprintf("加 --as-of %d-08-31 这样的日期，或把日期写进文件名（20240831、2024-08-31、8月31日）", max(cohort, 2024))}
}
