package source

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// format is what a number format does to a value, as far as reading needs it.
type format struct {
	kind           formatKind
	digits         int // least digits before the point: 6 for 000000
	decimals       int
	grouped        bool
	prefix, suffix string // literals around the number
}

type formatKind uint8

const (
	general formatKind = iota
	fixed
	percent
	date
	text
)

// builtin are the formats that a workbook names by number only (ECMA-376
// 18.8.30, with the Chinese additions 27–36 and 50–58).
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
}

func formatOf(id int, custom map[int]string) format {
	if code, ok := custom[id]; ok {
		return parseFormat(code)
	}
	if id >= 27 && id <= 36 || id >= 50 && id <= 58 {
		return format{kind: date}
	}
	return parseFormat(builtin[id])
}

// parseFormat reads the first section of a format code.
func parseFormat(code string) format {
	lower := strings.ToLower(code)
	if code == "" || strings.Contains(lower, "general") || strings.Contains(code, "通用格式") {
		return format{}
	}
	var p formatParser
	p.run(code)
	switch {
	case p.dated:
		return format{kind: date}
	case p.at && !p.placed:
		return format{kind: text}
	case !p.placed || p.other:
		return format{}
	case p.percent:
		p.f.kind = percent
	default:
		p.f.kind = fixed
	}
	return p.f
}

type formatParser struct {
	f                                        format
	placed, point, dated, at, percent, other bool
}

func (p *formatParser) run(code string) {
	runes := []rune(code)
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; c {
		case ';':
			return
		case '"':
			end := indexRune(runes, i+1, '"')
			p.literal(string(runes[i+1 : end]))
			i = end
		case '[':
			end := indexRune(runes, i+1, ']')
			p.bracket(strings.ToLower(string(runes[i+1 : end])))
			i = end
		case '\\':
			if i++; i < len(runes) {
				p.literal(string(runes[i]))
			}
		case '_', '*':
			i++
		default:
			p.symbol(c)
		}
	}
}

func (p *formatParser) symbol(c rune) {
	switch c {
	case '0':
		p.placed = true
		if p.point {
			p.f.decimals++
		} else {
			p.f.digits++
		}
	case '#', '?':
		p.placed = true
	case '.':
		p.point = true
	case ',':
		p.f.grouped = true
	case '%':
		p.percent = true
		p.literal("%")
	case '@':
		p.at = true
	case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S', 'e':
		p.dated = true
	case 'E', '/':
		p.other = true // scientific, fractions: shown as General
	default:
		p.literal(string(c))
	}
}

// bracket knows elapsed time; colours, conditions and locales say nothing.
func (p *formatParser) bracket(s string) {
	if s != "" && strings.Trim(s, "hms") == "" {
		p.dated = true
	}
}

func (p *formatParser) literal(s string) {
	if p.placed {
		p.f.suffix += s
	} else {
		p.f.prefix += s
	}
}

func indexRune(runes []rune, from int, c rune) int {
	for i := from; i < len(runes); i++ {
		if runes[i] == c {
			return i
		}
	}
	return len(runes)
}

// epoch is the workbook's first day: true for 1904.
type epoch bool

// look is how a workbook shows numbers: its cells' formats and its first day.
type look struct {
	formats []format // style → number format
	epoch   epoch
}

// show prints a stored number as the sheet shows it. Dates come out as
// 2024-06-30 whatever the format's order, so that one spelling reaches what
// is above.
func (l *look) show(style int, raw string) string {
	var f format
	if style >= 0 && style < len(l.formats) {
		f = l.formats[style]
	}
	if f.kind == general && asWritten(raw) {
		return raw
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return raw
	}
	switch f.kind {
	case date:
		return showDate(v, l.epoch, raw)
	case fixed, percent:
		return f.show(v)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// asWritten reports whether a number without a format shows as it is stored:
// at most 15 digits, no exponent, no zeros behind the point that say nothing.
func asWritten(raw string) bool {
	if len(raw) > 15 || strings.ContainsAny(raw, "eE") {
		return false
	}
	whole, rest, point := strings.Cut(raw, ".")
	if !point {
		return true
	}
	whole = strings.TrimPrefix(whole, "-")
	return rest != "" && rest[len(rest)-1] != '0' && whole != "" && (whole == "0" || whole[0] != '0')
}

func (f format) show(v float64) string {
	if f.kind == percent {
		v *= 100
	}
	whole, rest, _ := strings.Cut(rounded(math.Abs(v), f.decimals), ".")
	if n := f.digits - len(whole); n > 0 {
		whole = strings.Repeat("0", n) + whole
	}
	if f.grouped {
		whole = group(whole)
	}
	if rest != "" {
		rest = "." + rest
	}
	sign := ""
	if v < 0 {
		sign = "-"
	}
	return sign + f.prefix + whole + rest + f.suffix
}

// rounded prints v half-up, as sheets do, and not to even; the factor lifts
// halves that binary fractions miss by a hair, 1.005 for one.
func rounded(v float64, decimals int) string {
	scale := math.Pow10(decimals)
	if v*scale < 1e12 { // beyond, the last digit is not exact anyway
		v = math.Round(v*scale*(1+1e-15)) / scale
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

func group(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// showDate turns a serial day into a date; the 29th of February 1900, which
// Excel believes in, and days out of range stay numbers.
func showDate(v float64, e epoch, raw string) string {
	if v < 0 || v >= 2958466 || !bool(e) && math.Floor(v) == 60 {
		return raw
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if e {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if v < 60 {
		start = start.AddDate(0, 0, 1)
	}
	days := math.Floor(v)
	seconds := math.Round((v - days) * 86400)
	t := start.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second)
	switch {
	case seconds == 0:
		return t.Format("2006-01-02")
	case v < 1:
		return t.Format("15:04:05")
	}
	return t.Format("2006-01-02 15:04:05")
}
