package prose

import (
	"slices"
	"strings"
)

// List joins items as Chinese does: 甲, 甲和乙, 甲、乙和丙. Empty items are left
// out; without any item it is nil.
func List(items [][]Span) []Span {
	var kept [][]Span
	for _, it := range items {
		if len(it) > 0 {
			kept = append(kept, it)
		}
	}
	var out []Span
	for i, it := range kept {
		switch {
		case i == 0:
		case i == len(kept)-1:
			out = append(out, T("和"))
		default:
			out = append(out, T("、"))
		}
		out = append(out, it...)
	}
	return out
}

// namesMax is how many names a sentence lists before it says 等 and how many.
const namesMax = 3

// Names lists names from data. More than three of them become the first three
// and their number: 甲、乙、丙等五个学院; noun is what they are.
func Names(noun string, names []string) []Span {
	items := quoted(names)
	if len(names) <= namesMax {
		return List(items)
	}
	var out []Span
	for i, n := range items[:namesMax] {
		if i > 0 {
			out = append(out, T("、"))
		}
		out = append(out, n...)
	}
	return append(out, T("等"+Quantity(len(names), noun)))
}

// quoted are names as items of a list; where one reads like a list itself
// (家庭困难和残疾), each stands in quotation marks.
func quoted(names []string) [][]Span {
	marks := len(names) > 1 && slices.ContainsFunc(names, func(n string) bool { return strings.ContainsAny(n, "和、") })
	items := make([][]Span, len(names))
	for i, n := range names {
		items[i] = []Span{L(n)}
		if marks {
			items[i] = []Span{T("“"), L(n), T("”")}
		}
	}
	return items
}
