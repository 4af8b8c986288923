package prose

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
	if len(names) <= namesMax {
		items := make([][]Span, len(names))
		for i, n := range names {
			items[i] = []Span{L(n)}
		}
		return List(items)
	}
	var out []Span
	for i, n := range names[:namesMax] {
		if i > 0 {
			out = append(out, T("、"))
		}
		out = append(out, L(n))
	}
	return append(out, T("等"+Quantity(len(names), noun)))
}
