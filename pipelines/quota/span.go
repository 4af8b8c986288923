package quota

import (
	"fmt"
	"regexp"
	"strings"

	"quxiang/pipelines/strict"
)

// hundred is one percent, one cohort or a yes, in the hundredths in which
// edges are kept.
const hundred = 100

// endless is the edge of a span that has none: no value reaches it.
const endless = int64(1) << 40

// value is what a line has for an input, num/den hundredths: 100·100·K/N for a
// rate in percent, 100·v for a whole number.
type value struct{ num, den int64 }

// compare tells on which side of an edge a value lies, by cross-multiplication:
// no rate is rounded before it is compared.
func (v value) compare(edge int64) int {
	switch right := edge * v.den; {
	case v.num < right:
		return -1
	case v.num > right:
		return 1
	}
	return 0
}

// span is the interval of a condition, its edges in hundredths.
type span struct {
	low, high         int64
	lowOpen, highOpen bool // the edge itself does not belong to it
}

// holds tells whether a value lies in the span.
func (s span) holds(v value) bool {
	low, high := v.compare(s.low), v.compare(s.high)
	return (low > 0 || low == 0 && !s.lowOpen) && (high < 0 || high == 0 && !s.highOpen)
}

var spanForm = regexp.MustCompile(`^([\[(]) *([0-9.]*) *, *([0-9.]*) *([\])])$`)

// parseSpan reads "[70,90)", "[100,)" or "(,70)". An edge left out is the end
// of what the input can be. why tells what is wrong.
func parseSpan(text string, of *input) (s span, why string) {
	m := spanForm.FindStringSubmatch(text)
	if m == nil {
		return s, `不是区间，应写成 "[70,90)"`
	}
	s = span{high: of.top, lowOpen: m[1] == "(" && m[2] != "", highOpen: m[4] == ")" && m[3] != ""}
	for _, edge := range []struct {
		text string
		into *int64
	}{{m[2], &s.low}, {m[3], &s.high}} {
		if edge.text == "" {
			continue
		}
		h, ok := strict.Hundredths(edge.text)
		switch {
		case !ok:
			return s, "端点应是最多两位小数的数"
		case h > of.top:
			return s, "端点超出" + of.title + "的范围"
		case of.whole && h%hundred != 0:
			return s, of.title + "的端点应是整数"
		}
		*edge.into = h
	}
	if s.low > s.high || s.low == s.high && (s.lowOpen || s.highOpen) {
		return s, "区间里没有数"
	}
	return s, ""
}

// decimal prints hundredths without idle zeros: 70, 69.5.
func decimal(h int64) string {
	text := fmt.Sprintf("%d.%02d", h/hundred, h%hundred)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
