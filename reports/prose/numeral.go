package prose

import "strings"

// numeralDigits are the digits 0 to 9.
var numeralDigits = []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// numeralUnits are the places of a group of four digits.
var numeralUnits = []string{"", "十", "百", "千"}

// Numeral writes an integer from 0 to 99,999,999 in words: 十二, 一百零五,
// 二十. Numbers outside that range do not occur in words and come out as 若干.
func Numeral(n int) string {
	switch {
	case n < 0 || n > 99999999:
		return "若干"
	case n == 0:
		return numeralDigits[0]
	case n >= 10 && n < 20: // 十二, not 一十二
		return strings.TrimPrefix(group(n), numeralDigits[1])
	case n < 10000:
		return group(n)
	}
	rest := ""
	if low := n % 10000; low > 0 {
		rest = group(low)
		if low < 1000 {
			rest = numeralDigits[0] + rest
		}
	}
	return Numeral(n/10000) + "万" + rest
}

// group writes one to four digits, zeros between digits said once.
func group(n int) string {
	var out string
	zero := false
	for place := 3; place >= 0; place-- {
		d := n / pow10(place) % 10
		switch {
		case d == 0:
			zero = out != ""
		case zero:
			out, zero = out+numeralDigits[0]+numeralDigits[d]+numeralUnits[place], false
		default:
			out += numeralDigits[d] + numeralUnits[place]
		}
	}
	return out
}

// pow10 is 10 to the power of place.
func pow10(place int) int {
	p := 1
	for range place {
		p *= 10
	}
	return p
}

// Quantity counts things with the measure word 个: 一个学院, 两个学院.
func Quantity(n int, noun string) string {
	if n == 2 {
		return "两个" + noun
	}
	return Numeral(n) + "个" + noun
}
