package quota

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Kind is what a component of the index measures.
type Kind string

// The kinds of component.
const (
	Rate Kind = "rate" // a share of people, as counts
	Mean Kind = "mean" // a mean with its standard error: pay, satisfaction
)

// Component is a part of the composite index.
type Component struct {
	Name, Title    string
	Weight         int64 // hundredths
	HigherIsBetter bool
	Kind           Kind
}

// Observation is what is known of a component for one unit. A rate is K of N
// people; a mean has its standard error and the N that answered.
type Observation struct {
	K, N     int64
	Mean, SE float64
	Why      string // why there is none, in Chinese; the rest is then ignored
}

// Unit is a major whose index is wanted.
type Unit struct {
	Level, Key, Name string
	Values           map[string]Observation // by name of the component
}

// Series is a component at a level of study.
type Series struct{ Level, Component string }

// Part is a component of one unit's index with every step on the way. Rates
// are shares of one.
type Part struct {
	Component
	Observation
	Raw, Shrunken float64
	Score         int64 // 0–1000
	Used          bool
	Missing       string // why it is not used
}

// Scored is a unit with its index.
type Scored struct {
	Unit
	Parts          []Part // one a component, in their order
	Index          int64  // 0–1000; Neutral unless OK
	OK             bool
	Note           string // LacksIndex unless OK
	Present, Whole int64  // weight of the parts used, and of all
}

const (
	// Neutral is the index of a unit that has none, and of the average major.
	Neutral = 500
	// spread is how many points a standard deviation is worth.
	spread = 100
	// leastMajors is how many majors of a level must have a component for it to
	// be used there.
	leastMajors = 5
)

// Index scores units within their level of study. phi is the overdispersion of
// a rate (1 where it is not given); see the package comment for the steps. The
// result is in the order of the units.
func Index(units []Unit, components []Component, phi map[Series]float64) []Scored {
	scored := make([]Scored, len(units))
	levels := map[string][]*Scored{}
	for i, u := range units {
		scored[i] = Scored{Unit: u, Parts: make([]Part, len(components)), Index: Neutral, Note: LacksIndex}
		levels[u.Level] = append(levels[u.Level], &scored[i])
	}
	for c := range components {
		for level, peers := range levels {
			scoreComponent(peers, c, components[c], phi[Series{level, components[c].Name}])
		}
	}
	for i := range scored {
		scored[i].compose()
	}
	return scored
}

// scoreComponent fills in the c-th part of all units of a level.
func scoreComponent(peers []*Scored, c int, component Component, phi float64) {
	var known []*Part
	for _, s := range peers {
		p := &s.Parts[c]
		p.Component = component
		if p.observe(s.Values); p.Missing == "" {
			known = append(known, p)
		}
	}
	if len(known) < leastMajors {
		for _, p := range known {
			p.Missing = "本层次有数据的专业不足五个"
		}
		return
	}
	if component.Kind == Rate {
		standardise(known, shrinkRates(known, phi))
	} else {
		standardise(known, shrinkMeans(known))
	}
}

// observe takes over what is known of the component.
func (p *Part) observe(values map[string]Observation) {
	o, given := values[p.Name]
	p.Observation = o
	switch {
	case o.Why != "":
		p.Missing = o.Why
	case !given || o.N <= 0:
		p.Missing = "无数据"
	case p.Kind == Rate:
		p.Raw = float64(o.K) / float64(o.N)
	case !(o.SE > 0):
		p.Missing = "没有标准误"
	default:
		p.Raw = o.Mean
	}
}

// standardise turns the shrunken values of a level into scores: 500 points at
// the mean of its majors, every major counting once, 100 for each standard
// deviation by which majors truly differ. Where little is known of a difference
// the shrunken values, and with them the scores, lie close together: a component
// that is mostly chance moves nobody far.
func standardise(parts []*Part, deviation float64) {
	mean := middle(parts)
	for _, p := range parts {
		p.Used = true
		points := 0.0
		if deviation > 1e-12*max(1, math.Abs(mean)) { // less is rounding: all alike
			points = spread * (p.Shrunken - mean) / deviation
		}
		if !p.HigherIsBetter {
			points = -points
		}
		p.Score = int64(math.Floor(min(max(Neutral+points, 0), MaxIndex) + 0.5))
	}
}

// middle is summed from the smallest value up, so that the order of the units
// plays no part in the last digit.
func middle(parts []*Part) float64 {
	values := make([]float64, len(parts))
	for i, p := range parts {
		values[i] = p.Shrunken
	}
	slices.SortFunc(values, cmp.Compare[float64])
	mean := 0.0
	for _, v := range values {
		mean += v
	}
	return mean / float64(len(values))
}

// compose weighs the scores that are present, half up; with less than half of
// the weight present there is no index.
func (s *Scored) compose() {
	sum := int64(0)
	for _, p := range s.Parts {
		s.Whole += p.Weight
		if p.Used {
			s.Present += p.Weight
			sum += p.Weight * p.Score
		}
	}
	if s.Present <= 0 || 2*s.Present < s.Whole {
		return
	}
	s.Index, s.OK, s.Note = (2*sum+s.Present)/(2*s.Present), true, ""
}

// Missing lists the components that are left out, each with its reason.
func (s *Scored) Missing() []string {
	var missing []string
	for _, p := range s.Parts {
		if !p.Used {
			missing = append(missing, p.Title+"（"+p.Missing+"）")
		}
	}
	return missing
}

const (
	// telling is how many points from the average a score must be to be named
	// among the reasons: a third of a standard deviation.
	telling = 33
	// toldOf is how many scores are named on each side.
	toldOf = 3
)

// Why names the components that raise and lower an index most, by weight times
// distance from the average.
func (s *Scored) Why() string {
	parts := slices.DeleteFunc(slices.Clone(s.Parts), func(p Part) bool { return !p.Used || p.Score > Neutral-telling && p.Score < Neutral+telling })
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(b.pull(), a.pull()) })
	var sides []string
	for _, side := range []struct {
		word string
		of   func(Part) bool
	}{{"偏高：", func(p Part) bool { return p.Score > Neutral }}, {"偏低：", func(p Part) bool { return p.Score < Neutral }}} {
		var told []string
		for _, p := range parts {
			if side.of(p) && len(told) < toldOf {
				told = append(told, p.Title+" "+number(p.Score))
			}
		}
		if len(told) > 0 {
			sides = append(sides, side.word+list(told))
		}
	}
	return strings.Join(sides, "，")
}

// pull is how much a part moves the index, up or down.
func (p Part) pull() int64 { return p.Weight * max(p.Score-Neutral, Neutral-p.Score) }
