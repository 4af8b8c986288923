package contract

import (
	"regexp"
	"strconv"
	"strings"

	"quxiang/pipelines/source"
)

var measured = regexp.MustCompile(`^[¥￥]?([+-]?[\d,]+(?:\.\d*)?) ?(亿元|万元|亿|万|元|平方米|平米|㎡|m2|人|名|个)?$`)

// amount brings a number with its unit to digits and unit: ３２０ 万元 is
// 320万元, 1,200 is 1200. Whoever reads the amount weighs its own unit against
// the one in the column beside it.
func (k *check) amount(cell source.Cell, text string) (string, *Problem) {
	if cell.Kind == source.Number {
		text = cell.Raw
	}
	m := measured.FindStringSubmatch(strings.ToLower(halfWidth(text)))
	if m == nil {
		if v, err := strconv.ParseFloat(text, 64); cell.Kind == source.Number && err == nil {
			return strconv.FormatFloat(v, 'f', -1, 64), nil // 2.5E7
		}
		return text, unreadable(NumberUnreadable, "不是数字", "改成数字；单位写在单位一列，或紧跟在数字后面，如 320万元")
	}
	plain := m[1]
	if grouped.MatchString(plain) {
		plain = strings.ReplaceAll(plain, ",", "")
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		return text, unreadable(NumberUnreadable, "不是数字", "改成数字")
	}
	return strconv.FormatFloat(v, 'f', -1, 64) + m[2], nil
}
