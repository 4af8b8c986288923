package quota

import (
	"cmp"
	"slices"
)

// Proposal is the plan that is put before the committee (建议方案), or the
// contradictions that leave none. The committee's own column is not in it.
type Proposal struct {
	Lines     []Planned  // in the order of the lines given; none with Conflicts
	Groups    []Sum      // levels, then their colleges
	Total     Sum        // of all
	Conflicts []Conflict // empty where there is a proposal
	Problem   Problem    // what was solved, for the page's sliders
	Table     *Table     // whose citation is to be printed; nil without one
}

// Planned is a line with its proposal and the reasons for it.
type Planned struct {
	Line
	Row       string // of the rule table; empty where none applies
	Low, High int64  // interval
	Ideal     int64  // by base × index alone, as if nothing bound the line
	Proposed  int64
	Change    int64 // Proposed less the base
	Action    Action
	Binds     string   // the bound that Proposed touches, in words; empty: none
	Flags     []string // TooSmall, LacksIndex
	Reasons   []string
}

// Action is what the proposal does with a line, in one word.
type Action string

// The actions. Decide stands where the rule leaves the line to the committee,
// whatever is proposed.
const (
	Grow   Action = "增"
	Stay   Action = "稳"
	Shrink Action = "减"
	Stop   Action = "停"
	Decide Action = "人工"
)

// The flags of a line.
const (
	TooSmall   = "规模不足最小班额"
	LacksIndex = "指标不足"
)

// Sum is a group, or the whole, with what its lines add up to.
type Sum struct {
	Level, College string
	Lines          int
	Base, Proposed int64
	Low, High      int64 // bounds of the sum; High is 0 for none
}

// Propose shares the total out among the lines. The table may be nil. What
// contradicts itself is named, all of it, and nothing is proposed then.
func Propose(lines []Line, table *Table, caps Caps) Proposal {
	p := Proposal{Table: table}
	if p.Conflicts = invalid(lines, caps); len(p.Conflicts) > 0 {
		return p
	}
	judgements := make([]judged, len(lines))
	for i := range lines {
		judgements[i] = judge(&lines[i], table)
	}
	// Equal lines are served in the order of their keys.
	slices.SortFunc(judgements, func(a, b judged) int { return cmp.Compare(a.Key, b.Key) })
	p.Problem = problem(judgements, caps)
	s := p.Problem.Solve()
	if !s.OK {
		for _, c := range s.Clashes {
			p.Conflicts = append(p.Conflicts, p.Problem.conflict(c, judgements))
		}
		return p
	}
	planned, ideals := map[string]Planned{}, p.Problem.ideals()
	for i := range judgements {
		planned[judgements[i].Key] = p.Problem.planned(&judgements[i], s.Lines[i], ideals[i])
	}
	for i := range lines {
		p.Lines = append(p.Lines, planned[lines[i].Key])
	}
	p.Groups, p.Total = sums(p.Lines, caps)
	return p
}

// problem is what the solver and the page's script take.
func problem(judgements []judged, caps Caps) Problem {
	p := Problem{Total: caps.Total, Up: caps.UpPercent, Down: caps.DownPercent, Least: caps.LeastClass}
	groups := newGrouping(judgements, caps)
	p.Groups = groups.bounds
	for i := range judgements {
		e := judgements[i].entry()
		e.Group = groups.places[groupKey(judgements[i].Level, judgements[i].College)]
		p.Lines = append(p.Lines, e)
	}
	p.claims(func(line int) string { return judgements[line].Level })
	return p
}

// grouping is the levels, then their colleges, with the places of their keys.
type grouping struct {
	bounds []Bound
	places map[string]int
	asked  map[string]GroupBound
}

func newGrouping(judgements []judged, caps Caps) grouping {
	g := grouping{places: map[string]int{"": -1}, asked: map[string]GroupBound{}}
	for _, b := range caps.Groups {
		g.asked[b.key()] = b
	}
	for i := range judgements {
		g.add(judgements[i].Level, "")
	}
	for i := range judgements {
		g.add(judgements[i].Level, judgements[i].College)
	}
	return g
}

// add makes a group's bound the first time that it is met.
func (g *grouping) add(level, college string) {
	key := groupKey(level, college)
	if _, known := g.places[key]; known {
		return
	}
	b := Bound{Key: key, Parent: -1, Low: g.asked[key].Low, High: g.asked[key].High}
	if college != "" {
		b.Parent = g.places[level]
	}
	if b.High == 0 {
		b.High = MaxTotal
	}
	g.places[key] = len(g.bounds)
	g.bounds = append(g.bounds, b)
}

// planned words a line's share.
func (p *Problem) planned(j *judged, s Share, ideal int64) Planned {
	out := Planned{Line: *j.Line, Low: s.Low, High: s.High, Ideal: ideal,
		Proposed: s.X, Change: s.X - j.Base, Binds: p.bindingWords(j, s.Binds)}
	if j.row != nil {
		out.Row = j.row.Name
	}
	out.Action = j.action(s.X)
	if s.High < p.Least && !j.Suspended && s.High > 0 {
		out.Flags = append(out.Flags, TooSmall)
	}
	if j.IndexNote != "" {
		out.Flags = append(out.Flags, j.IndexNote)
	}
	out.Reasons = p.reasons(j, s, ideal)
	return out
}

func (j *judged) action(x int64) Action {
	stopped := j.Suspended
	switch {
	case j.Pinned != nil:
		stopped = stopped || *j.Pinned == 0
	case j.row != nil:
		stopped = stopped || j.row.act.kind == suspend
	}
	switch {
	case j.byHand():
		return Decide
	case stopped:
		return Stop
	case x > j.Base:
		return Grow
	case x < j.Base:
		return Shrink
	}
	return Stay
}

// sums adds the lines up by level and by college within it, in the order of
// the levels and then of the colleges as they first come.
func sums(lines []Planned, caps Caps) (groups []Sum, total Sum) {
	bounds := map[string]GroupBound{}
	for _, g := range caps.Groups {
		bounds[g.key()] = g
	}
	places := map[string]int{}
	add := func(level, college string, l *Planned) {
		key := groupKey(level, college)
		at, known := places[key]
		if !known {
			at = len(groups)
			places[key] = at
			groups = append(groups, Sum{Level: level, College: college, Low: bounds[key].Low, High: bounds[key].High})
		}
		groups[at].add(l)
	}
	for i := range lines {
		total.add(&lines[i])
		add(lines[i].Level, "", &lines[i])
	}
	for i := range lines {
		if lines[i].College != "" {
			add(lines[i].Level, lines[i].College, &lines[i])
		}
	}
	return groups, total
}

func (s *Sum) add(l *Planned) {
	s.Lines++
	s.Base += l.Base
	s.Proposed += l.Proposed
}
