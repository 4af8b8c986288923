package disclose

import (
	"fmt"
	"slices"

	"quxiang/reports/figure"
)

// decision is the public edition of one document in the making.
type decision struct {
	figures  []*figure.Figure
	tables   map[*figure.Figure][]int // tables that a figure stands in
	space    *Space
	families map[string]*Family
	claims   map[*figure.Figure][]*stat
	byID     map[string][]*stat
	byName   map[string]*figure.Figure // by id
	hide     map[*figure.Figure]string // and why
	touched  map[*figure.Figure]bool
	result   Result
}

func newDecision(doc Document) *decision {
	d := &decision{
		figures: collect(doc), space: doc.Space(), families: map[string]*Family{}, tables: map[*figure.Figure][]int{},
		claims: map[*figure.Figure][]*stat{}, byID: map[string][]*stat{}, byName: map[string]*figure.Figure{},
		hide: map[*figure.Figure]string{}, touched: map[*figure.Figure]bool{},
	}
	for _, f := range d.figures {
		d.byName[figure.ID(*f)] = f
	}
	n := 0
	doc.EachTable(func(figures []*figure.Figure) {
		for _, f := range figures {
			d.tables[f] = append(d.tables[f], n)
		}
		n++
	})
	if d.space == nil {
		d.space = &Space{Locate: func(figure.Figure) []Claim { return nil }}
	}
	for _, f := range d.space.Families {
		f.prepare()
		d.families[f.Name] = f
	}
	return d
}

// classify decides what stands by itself and finds the sums of the rest.
func (d *decision) classify() {
	guarded := map[int]bool{}
	for _, f := range d.figures {
		switch ruleOf(*f) {
		case drop:
			d.hide[f] = whyInternal
		case base:
			d.needs(f, baseFrom)
		case mean:
			d.needs(f, meanFrom)
		case guard:
			d.guard(f, guarded)
		case told, whole:
			d.claim(f)
		}
	}
	for _, f := range d.figures {
		for _, t := range d.tables[f] {
			if guarded[t] && ruleOf(*f) == guard {
				d.hide[f] = whyFew
			}
		}
	}
}

// needs hides a figure on fewer than n people.
func (d *decision) needs(f *figure.Figure, n int64) {
	if f.State == figure.Shown && f.N < n {
		d.hide[f] = whyBase
	}
}

// guard notes the tables in which a few people are counted.
func (d *decision) guard(f *figure.Figure, tables map[int]bool) {
	v := f.Value
	few := v.Kind == figure.Count && v.Num >= 1 && v.Num <= small ||
		v.Kind == figure.Ratio && (v.Num >= 1 && v.Num <= small || v.Den < baseFrom && v.Den > 0)
	if f.State != figure.Shown || !few {
		return
	}
	d.hide[f] = whyFew
	for _, t := range d.tables[f] {
		tables[t] = true
	}
}

// claim enters the sums that a figure tells into their families, its own first.
func (d *decision) claim(f *figure.Figure) {
	claims := d.space.Locate(*f)
	slices.SortStableFunc(claims, func(a, b Claim) int { return order(a.Known) - order(b.Known) })
	if len(claims) == 0 || claims[0].Known {
		d.hide[f] = whyInternal
		return
	}
	var stats []*stat
	own := 0
	for _, c := range claims {
		st := d.families[c.Family].stat(c.Sum)
		st.cost += costOf(*f)*st.weight()*manyPeople + st.value
		stats = append(stats, st)
		own += 1 - order(c.Known)
	}
	d.claims[f], d.byID[figure.ID(*f)] = stats, stats
	if d.unfit(f, stats[:own]) {
		return
	}
	for _, st := range stats {
		st.figures = append(st.figures, f)
	}
}

// order puts what is told besides after what is told.
func order(known bool) int {
	if known {
		return 1
	}
	return 0
}

// weight is how much more a share of the placed is missed than a detail, and how
// many there are than both.
func (s *stat) weight() int64 {
	switch s.kind {
	case heads:
		return 1000
	case block:
		return 25
	}
	return 1
}

// unfit hides a figure that its rule forbids whatever stands around it: a
// percentage on a small base, a major's head counts by destination.
func (d *decision) unfit(f *figure.Figure, stats []*stat) bool {
	for _, st := range stats {
		if st.kind == heads || st.kind == given {
			continue
		}
		switch {
		case st.total < baseFrom:
			d.hide[f] = whyBase
		case ruleOf(*f) == whole && f.Value.Kind == figure.Count:
			d.hide[f] = whyWhole
		}
	}
	return d.hide[f] != ""
}

// protect hides in every family what must not be told, and what few figures no
// family could be made safe without.
func (d *decision) protect() {
	for _, f := range d.space.Families {
		if !f.speaks() {
			continue
		}
		d.settle(f)
		if n := f.protectOrHide(); n > 0 {
			d.result.Exposed = append(d.result.Exposed, fmt.Sprintf("%s：%d 处", f.Name, n))
		}
		d.silence(f)
	}
}

// protectOrHide protects a family, else tells no more of it than was told before,
// else nothing. It counts what is exposed even so, by what is known elsewhere.
func (f *Family) protectOrHide() int {
	before := f.seenOnly()
	for _, hide := range []func(){func() {}, f.hideAll, f.hideEverything} {
		hide()
		if failed := f.protect(); len(failed) == 0 {
			return 0
		}
	}
	if before || !f.tellsAnything() {
		return 0
	}
	return len(f.protect())
}

// seenOnly says whether a reader knows all of the family that could be told now
// from earlier releases, which were safe when they were made.
func (f *Family) seenOnly() bool {
	return slices.ContainsFunc(f.stats, func(s *stat) bool { return s.seen })
}

// silence hides the figures of a family's hidden sums, so that no other family
// tells them.
func (d *decision) silence(f *Family) {
	for _, s := range f.stats {
		for _, fig := range s.figures {
			if s.hidden && d.hide[fig] == "" {
				d.hide[fig] = whyFew
			}
		}
	}
}

// settle marks what of a family nobody is told: sums without a figure, sums of
// columns that another family hides.
func (d *decision) settle(f *Family) {
	for _, s := range f.stats {
		told := slices.ContainsFunc(s.figures, func(fig *figure.Figure) bool { return d.hide[fig] == "" })
		s.hidden = !told && s.kind != given && !s.seen
		if !s.hidden && d.onlyWhole(s) {
			s.rounded()
		}
	}
	for _, t := range f.Ties {
		d.follow(f, t)
	}
	if g := d.families[f.Groups]; g != nil && g.hidesHeads() {
		f.hideAll()
	}
}

// onlyWhole says whether every figure of a sum tells it in whole percent.
func (d *decision) onlyWhole(s *stat) bool {
	for _, f := range s.figures {
		if ruleOf(*f) != whole {
			return false
		}
	}
	return s.kind != heads && s.kind != given && !s.seen
}

// follow takes what is known of a sum from the family that it is protected in.
// Where it isn't told there exactly, nothing within it is told here.
func (d *decision) follow(f *Family, t Tie) {
	other := d.families[t.Family]
	if other == nil || len(t.There.Rows) == 0 || len(t.There.Cols) == 0 {
		return
	}
	there := other.found(t.There)
	if t.Bound {
		f.presume(t.Here)
	}
	if there == nil {
		return
	}
	if !there.hidden {
		here := f.stat(t.Here)
		here.kind, here.hidden, here.low, here.high = given, false, there.low, there.high
	}
	if !there.hidden && there.low == there.high {
		return
	}
	for _, s := range f.stats {
		if s.kind != given && s.within(t.Here) {
			s.hidden = true
		}
	}
}

// aim makes the sums that bound a shown table counts to protect where they are
// told, though no figure tells them: of few people, they would bound its cells.
func (d *decision) aim() {
	for _, f := range d.space.Families {
		for _, t := range f.Ties {
			other := d.families[t.Family]
			if t.Bound && f.speaks() && other != nil && len(t.There.Rows) > 0 && len(t.There.Cols) > 0 {
				other.stat(t.There)
			}
		}
	}
}

// presume takes a sum that no figure of another family tells for known all the
// same, since what is told around it may bound it; not one of few people, which
// nothing of this family could be told beside.
func (f *Family) presume(sum Sum) {
	if f.measure(sum).value > small {
		f.stat(sum).kind = given
	}
}

// within says whether a stat is part of a sum.
func (s *stat) within(sum Sum) bool { return subsetOf(s.rows, sum.Rows) && subsetOf(s.cols, sum.Cols) }

func subsetOf(part, all []int) bool {
	for _, i := range part {
		if !slices.Contains(all, i) {
			return false
		}
	}
	return true
}

// write takes hidden values out of the figures and rounds what is told roughly.
func (d *decision) write() {
	for _, f := range d.figures {
		d.result.Figures++
		if ruleOf(*f) == differ && d.hide[f] == "" && !d.bothTold(f) {
			d.hide[f] = whyFew
		}
		d.writeOne(f)
	}
}

func (d *decision) writeOne(f *figure.Figure) {
	stats := d.claims[f]
	if len(stats) > 0 && stats[0].whole && f.Value.Kind == figure.Count && d.hide[f] == "" {
		d.hide[f] = whyFew
	}
	switch {
	case f.State != figure.Shown:
		return
	case d.hide[f] != "":
		d.withhold(f, d.hide[f])
	case len(stats) > 0 && f.Value.Kind == figure.Ratio && (stats[0].whole || ruleOf(*f) == whole):
		d.round(f)
	}
}

// withhold takes a figure's value away.
func (d *decision) withhold(f *figure.Figure, why string) {
	*f = *f.Withheld(figure.Suppressed, why)
	f.N, d.touched[f] = 0, true
	d.result.Hidden++
}

// round prints a share as its family tells it: in whole percent, or by a bound. A
// share on another base than the rows has no such words and is hidden, unless it
// is the whole of its base.
func (d *decision) round(f *figure.Figure) {
	s, v := d.claims[f][0], f.Value
	switch {
	case v.Num == v.Den:
		if s.bound == 0 && s.value != s.total {
			return
		}
	case v.Den != s.total || v.Num != s.value:
		d.withhold(f, whyFew)
		return
	}
	*f = *f.Rounded(wholePercent(s.value, s.total), s.bound)
	d.result.Rounded++
	if s.bound != 0 {
		d.touched[f] = true
	}
}

// bothTold says whether a difference follows from two figures that are told as
// they are.
func (d *decision) bothTold(f *figure.Figure) bool {
	to := *f
	from, ok := figure.From(f)
	to.Indicator, to.Keys = figure.Base(f), to.Keys[:max(len(to.Keys)-1, 0)]
	return ok && d.plain(from) && d.plain(figure.ID(to))
}

// plain says whether a figure is told exactly.
func (d *decision) plain(id string) bool {
	stats, ok := d.byID[id]
	for _, s := range stats {
		ok = ok && !s.hidden && s.low == s.high
	}
	return ok
}
