package quota

import (
	"strings"

	"quxiang/pipelines/strict"
)

// kind is what a row does with the plan.
type kind uint8

const (
	open     kind = iota + 1 // nothing: the ± cap alone bounds it
	change                   // by so much percent
	keep                     // as it is
	atMost                   // not above a number
	atPlaced                 // not above last year's placed
	suspend                  // none
	manual                   // the source gives no amount: the committee decides
)

// action is a kind with its amounts: hundredths of a percent of change, both
// signs; or people.
type action struct {
	kind      kind
	low, high int64
}

// ruling is what an action makes of a line. free: the ± cap applies as well.
type ruling struct {
	low, high int64
	free      bool
	manual    bool
}

// unbound is the ruling of a line that no row bounds.
var unbound = ruling{high: MaxTotal, free: true}

// on is the ruling of an action for a base. A rule that names amounts takes
// the place of the ± cap. A ceiling joins the cap and wins where it is lower
// than the cap would let the plan fall; a line without a base has no cap and
// may grow to the ceiling.
func (a action) on(base, placed int64) ruling {
	switch a.kind {
	case change:
		return changed(base, a.low, a.high)
	case keep:
		return ruling{low: base, high: base}
	case atMost:
		return ruling{high: a.high, free: base > 0}
	case atPlaced:
		return ruling{high: placed, free: base > 0}
	case suspend:
		return ruling{}
	}
	r := unbound
	r.manual = a.kind == manual
	return r
}

// changed is the base changed by between low and high hundredths of a percent:
// the lower bound rounded up, the upper down, so that both are kept. Where no
// whole number lies between, as for 10 % to 15 % of 3, it is the upper bound.
func changed(base, low, high int64) ruling {
	const whole = 100 * hundred
	top := base * (whole + high) / whole
	bottom := (base*(whole+low) + whole - 1) / whole
	return ruling{low: min(bottom, top), high: top}
}

// words prints the action.
func (a action) words() string {
	switch a.kind {
	case change:
		return "在今年计划的 " + signed(a.low) + " 到 " + signed(a.high) + " 之间增减"
	case keep:
		return "与今年计划相同"
	case atMost:
		return "不超过 " + number(a.high) + " 人"
	case atPlaced:
		return "不超过上年实际就业人数"
	case suspend:
		return "停招"
	case manual:
		return "来源没有给数量，人工决定"
	}
	return "不作限制"
}

// signed prints a change: +50%, -10%, 0%.
func signed(h int64) string {
	switch {
	case h < 0:
		return "-" + decimal(-h) + "%"
	case h > 0:
		return "+" + decimal(h) + "%"
	}
	return "0%"
}

// parseChange reads the two ends of a change: "+50", "-10", "0".
func parseChange(ends []string) (low, high int64, why string) {
	if len(ends) != 2 {
		return 0, 0, `应写两个数，如 ["+50", "+100"]`
	}
	amounts := make([]int64, 2)
	for i, end := range ends {
		digits := strings.TrimLeft(end, "+-")
		h, ok := strict.Hundredths(digits)
		if !ok || len(end)-len(digits) > 1 || h != 0 && len(end) == len(digits) {
			return 0, 0, "应是带正负号、最多两位小数的百分数"
		}
		if strings.HasPrefix(end, "-") {
			h = -h
		}
		amounts[i] = h
	}
	low, high = amounts[0], amounts[1]
	if low > high || low < -100*hundred || high > MaxUp*hundred {
		return 0, 0, "应从小到大，在 -100 到 +1000 之间"
	}
	return low, high, ""
}
