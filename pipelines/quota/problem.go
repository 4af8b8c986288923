package quota

import (
	"encoding/json"
	"strconv"
)

// The ranges within which every product of the apportionment stays below 2^53,
// the largest whole number up to which JavaScript's numbers are exact: a step's
// numerator is at most 400,001 and a claim at most 10^10.
const (
	MaxBase  = 20_000  // a line's plan of this year, its capacity, a pinned number
	MaxTotal = 200_000 // of all lines together; also stands for "no upper bound"
	MaxLines = 2_000
	MaxIndex = 1_000
	MaxUp    = 1_000 // percent
	MaxDown  = 100   // percent
)

// Problem is an apportionment in whole numbers and nothing else: what Solve
// and the page's script (templates/quota.js) both take, so that a slider in
// the page finds what the program would have found.
type Problem struct {
	Lines  []Entry `json:"lines"`  // in the order in which ties are broken
	Groups []Bound `json:"groups"` // a group after the one it lies in
	Total  int64   `json:"total"`  // what the lines must add up to
	Up     int64   `json:"up"`     // whole percent of its base by which a free line may grow
	Down   int64   `json:"down"`   // and shrink
	Least  int64   `json:"least"`  // people in the smallest class worth teaching
}

// Entry is a line of a Problem. Low and High do not depend on the sliders; the
// ± cap and the least class are applied to them by interval.
type Entry struct {
	Key    string `json:"key"`
	Base   int64  `json:"base"`  // this year's plan
	Index  int64  `json:"index"` // 0–1000
	Claim  int64  `json:"claim"` // what its share is in proportion to
	Low    int64  `json:"low"`   // never below
	High   int64  `json:"high"`  // never above
	LowBy  string `json:"lowBy"` // where Low comes from: By…
	HighBy string `json:"highBy"`
	Free   bool   `json:"free"`  // the ± cap applies; Low is then 0
	Group  int    `json:"group"` // innermost group, -1 for none but the whole
}

// size is what a line claims of its level: base × index.
func (e *Entry) size() int64 { return max(1, e.Base) * max(1, e.Index) }

// claims gives every line its claim: base × index, scaled so that each level
// claims 500 times its base. An index is a score within a level; of 520 in one
// and 480 in another nobody can say which is better, so that the levels share
// as their plans do, and only majors of one level compete by index.
func (p *Problem) claims(level func(line int) string) {
	bases, sizes := map[string]int64{}, map[string]int64{}
	for i := range p.Lines {
		bases[level(i)] += max(1, p.Lines[i].Base)
		sizes[level(i)] += p.Lines[i].size()
	}
	for i := range p.Lines {
		// all factors are far below 2^63: 2e7 · 500 · 4e7, twice
		whole := 2*p.Lines[i].size()*Neutral*bases[level(i)] + sizes[level(i)]
		p.Lines[i].Claim = max(1, whole/(2*sizes[level(i)]))
	}
}

// ideals are the shares of the total in proportion to the claims, half up, as if
// nothing bound them.
func (p *Problem) ideals() []int64 {
	sum := int64(0)
	for i := range p.Lines {
		sum += p.Lines[i].Claim
	}
	out := make([]int64, len(p.Lines))
	for i := range p.Lines {
		// both factors and the sum are far below 2^63: 1e10 · 4e5
		out[i] = (2*p.Lines[i].Claim*p.Total + sum) / (2 * sum)
	}
	return out
}

// Bound is a group of lines and what they may add up to.
type Bound struct {
	Key    string `json:"key"`    // 本科, 本科/理学院
	Parent int    `json:"parent"` // the group it lies in, -1 for the whole
	Low    int64  `json:"low"`
	High   int64  `json:"high"`
}

// Where a bound comes from.
const (
	ByRule       = "rule"
	ByPinned     = "pinned"
	BySuspended  = "suspended"
	ByCapacity   = "capacity"
	ByControlled = "controlled"
	ByUp         = "up"
	ByDown       = "down"
	ByLeast      = "least"
	ByGroup      = "group:" // and the key of a group that is full, or has only what it must have
)

// Share is what a line of a Problem gets.
type Share struct {
	Key   string `json:"key"`
	X     int64  `json:"x"`
	Low   int64  `json:"lo"`
	High  int64  `json:"hi"`
	Binds string `json:"binds"` // the bound that X touches: By…; empty: none
}

// Clash is a reason why there is no solution: a code, the line, group or
// number that it is about, and the most (…_low) or the least (…_high) that the
// lines can add up to.
type Clash struct {
	Code string `json:"code"`
	Key  string `json:"key"`
	At   int64  `json:"at"`
}

// The codes of a Clash.
const (
	ClashRange     = "range"      // total, up, down or least outside the ranges above
	ClashLine      = "line"       // of a line: Low above High
	ClashBounds    = "bounds"     // of a group: its lower bound is above its upper
	ClashGroupLow  = "group_low"  // of a group: its lines cannot reach its lower bound
	ClashGroupHigh = "group_high" // of a group: its lines need more than its upper bound
	ClashTotalLow  = "total_low"  // all lines together cannot reach the total
	ClashTotalHigh = "total_high" // all lines together need more than the total
)

// Solution is the cheapest apportionment, or why there is none.
type Solution struct {
	OK      bool    `json:"ok"`
	Lines   []Share `json:"lines"` // X is 0 in all unless OK
	Clashes []Clash `json:"conflicts"`
	Totals  []int64 `json:"totals"` // of the groups, in their order, and last of all lines
}

// JSON is the form in which the page's script takes a problem.
func (p Problem) JSON() []byte {
	if p.Lines == nil {
		p.Lines = []Entry{}
	}
	if p.Groups == nil {
		p.Groups = []Bound{}
	}
	text, err := json.Marshal(p)
	if err != nil {
		panic(err) // whole numbers and strings always marshal
	}
	return text
}

// interval applies the ± cap and the least class to an entry. The two are
// wishes of the committee: where they ask for more than the entry's High, they
// yield. Low above High remains, as a contradiction.
func (p *Problem) interval(e *Entry) (low, high limit) {
	low, high = limit{e.Low, e.LowBy}, limit{e.High, e.HighBy}
	if e.Free {
		high = high.atMost(e.Base+e.Base*p.Up/100, ByUp)
		low = low.atLeast(min(e.Base-e.Base*p.Down/100, high.at), ByDown)
	}
	return low.atLeast(min(p.Least, e.Base, high.at), ByLeast), high
}

// limit is a bound with where it comes from.
type limit struct {
	at int64
	by string
}

func (l limit) atLeast(at int64, by string) limit {
	if at > l.at {
		return limit{at, by}
	}
	return l
}

func (l limit) atMost(at int64, by string) limit {
	if at < l.at {
		return limit{at, by}
	}
	return l
}

// outOfRange lists the numbers that the sliders may have pushed too far.
func (p *Problem) outOfRange() []Clash {
	var found []Clash
	for _, n := range []struct {
		key       string
		value, to int64
	}{{"total", p.Total, MaxTotal}, {"up", p.Up, MaxUp}, {"down", p.Down, MaxDown}, {"least", p.Least, MaxBase}} {
		if n.value < 0 || n.value > n.to {
			found = append(found, Clash{Code: ClashRange, Key: n.key})
		}
	}
	return found
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
