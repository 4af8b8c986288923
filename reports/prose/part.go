package prose

import "quxiang/reports/figure"

// Slice is a part of a whole: a name, how many people, and their share.
type Slice struct {
	Name  string
	Count *figure.Figure
	Share *figure.Figure
}

// people is the size of a slice; what may not be shown counts as none.
func (s Slice) people() int64 {
	if s.Count == nil || s.Count.State != figure.Shown {
		return 0
	}
	return s.Count.Value.Num
}

// present drops slices without people.
func present(slices []Slice) []Slice {
	var out []Slice
	for _, s := range slices {
		if s.people() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// Composition lists the parts of a whole: 其中男2,000人（占40.00%）和女3,000人
// （占60.00%）. Parts without people are left out; a whole of one part is 全部为
// 男; without any it is nil.
func Composition(slices []Slice) []Span {
	parts := Parts(slices)
	if len(present(slices)) < 2 {
		return parts
	}
	return Cat([]Span{T("其中")}, parts)
}

// Parts is Composition without 其中, for sentences that have named the whole.
func Parts(slices []Slice) []Span {
	kept := present(slices)
	if len(kept) == 1 {
		return []Span{T("全部为"), L(kept[0].Name)}
	}
	items := make([][]Span, len(kept))
	for i, s := range kept {
		items[i] = Cat([]Span{L(s.Name)}, people(s))
	}
	return List(items)
}

// people prints 2,000人（占40.00%）.
func people(s Slice) []Span {
	return []Span{F(s.Count), T("人（占"), F(s.Share), T("）")}
}

// Largest says where most people are, with ties, and who comes next. noun is
// what the slices are (省份, 行业). Without people it is nil.
func Largest(noun string, slices []Slice) []Span {
	kept := present(slices)
	if len(kept) == 0 {
		return nil
	}
	if len(kept) == 1 {
		return []Span{T("全部为"), L(kept[0].Name), T("，共"), F(kept[0].Count), T("人")}
	}
	es, by := entriesOf(kept)
	es = ranked(es)
	first := top(es)
	if len(first) == len(es) {
		return []Span{T("各" + noun + "人数相同，均为"), F(first[0].Figure), T("人")}
	}
	out := Cat([]Span{T("人数最多的是")}, leading(noun, first, by))
	return Cat(out, []Span{T("，其次是")}, leading(noun, top(es[len(first):]), by))
}

// entriesOf turns slices into entries and finds a slice by its count.
func entriesOf(slices []Slice) ([]Entry, map[*figure.Figure]Slice) {
	es, by := make([]Entry, len(slices)), map[*figure.Figure]Slice{}
	for i, s := range slices {
		es[i], by[s.Count] = Entry{s.Name, s.Count}, s
	}
	return es, by
}

// leading names equal slices with count and share.
func leading(noun string, equal []Entry, by map[*figure.Figure]Slice) []Span {
	names := make([]string, len(equal))
	for i, e := range equal {
		names[i] = e.Name
	}
	s := by[equal[0].Figure]
	open, share := "（", "人，占"
	if len(equal) > 1 {
		open, share = "（并列，各", "人，各占"
	}
	return Cat(Names(noun, names), []Span{T(open), F(s.Count), T(share), F(s.Share), T("）")})
}
