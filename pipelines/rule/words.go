package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

func contains(all []string, s string) bool { return slices.Contains(all, s) }

func list(s []string) string { return strings.Join(s, "、") }

func cohort(year int) string { return strconv.Itoa(year) + " 届" }

// majorCode is the code in a major's key: 080901 of 本科:080901.
func majorCode(key string) string {
	_, code, found := strings.Cut(key, ":")
	if !found {
		return key
	}
	return code
}

// validity prints the cohorts a rule is valid for: 2022—2025 届, 2022 届起.
func (r *Rule) validity() string {
	switch {
	case r.ValidTo == 0:
		return cohort(r.ValidFrom) + "起"
	case r.ValidFrom == 0:
		return "至 " + cohort(r.ValidTo)
	}
	return fmt.Sprintf("%d—%d 届", r.ValidFrom, r.ValidTo)
}

// words prints how a cohort stands to its line: 2024 届 58.00%（58/100）低于 60.00%.
func (y UsedYear) words(c Comparator) string {
	rate := ratio{percent * y.Num, y.Den}
	head := fmt.Sprintf("%s %v%%（%d/%d）", cohort(y.Cohort), rate, y.Num, y.Den)
	line := ratio{y.LineNum, y.LineDen}
	switch {
	case c.ranked():
		return head + fmt.Sprintf("居末位第 %d 位（同类 %d 个，末段至 %v%%）", y.Position, y.Peers, line)
	case c == Above:
		return head + choose(y.Fires, "高于 ", "不高于 ") + line.String() + "%"
	case c == BelowMean:
		return head + choose(y.Fires, "低于 ", "不低于 ") + line.String() + "%（同类合计减去规定的百分点）"
	}
	return head + choose(y.Fires, "低于 ", "不低于 ") + line.String() + "%"
}

func choose(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// words prints a condition: 就业率：触发；生师比：无法检验（缺：线）.
func (c ConditionResult) words() string {
	if c.State == Untestable {
		return c.Title + "：" + string(c.State) + "（缺：" + c.Missing + "）"
	}
	return c.Title + "：" + string(c.State)
}
