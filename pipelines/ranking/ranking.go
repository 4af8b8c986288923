// Package ranking compares majors, and the schools of a province, with one
// another: the raw rate, the rate drawn towards its peers (empirical Bayes),
// the rank with the interval that chance leaves it, and how likely the unit is
// among the last tenth. It is for the internal edition, and it ranks majors and
// schools only: there is no ranking of classes, 辅导员 or helpers to be had
// (三不得), because nothing it reads has that grain.
package ranking

import (
	"cmp"
	"slices"

	"quxiang/pipelines/card"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/stats"
)

// The kinds of unit that are ranked.
const (
	Majors       = "major"       // a major, over all schools that offer it
	Institutions = "institution" // a school, at one level of study
)

// Question is what is to be ranked.
type Question struct {
	Unit      string // Majors, Institutions
	Indicator string // of rule.Measures
	Cohort    int
	Cutoff    string
	Peers     string // PeersLevel, PeersTier, PeersType
	Major     string // Institutions: by the graduates of this major only; empty: of all
}

// The groups within which units are ranked; always also by level of study.
const (
	PeersLevel = "level"
	PeersTier  = "tier" // of the school: 本科, 高职
	PeersType  = "type" // of the school: 综合, 理工, …; of a major: its discipline
)

// Unit is a unit with its place. Rates are shares of one.
type Unit struct {
	Question
	Group       string // of peers, as printed: 本科，理工
	Level       string
	Key, Name   string // a major's key, or a school's code
	Count       stats.Count
	Offered     int // schools at which the major is offered (布点数); majors that a school offers
	Shrunken    stats.Shrunken
	Place       stats.Rank
	TopTenth    float64 // probability of being in the first tenth
	Units       int     // in the group
	Phi         float64
	Boundary    stats.Boundary
	Signal      string // 过剩, 紧缺; empty: neither
	prior, post stats.Beta
}

// draws is how many times the rates are drawn: the ends of an interval of ranks
// are then right to about one per cent of probability.
const draws = 2000

// leastPeers is the fewest other units that make a prior; see card.
const leastPeers = 10

// Rank answers the question from the years of the majors. The seed fixes the
// draws. Units without graduates are not ranked.
func Rank(data *card.Data, q Question, seed uint64) []Unit {
	m, ok := rule.MeasureOf(q.Indicator)
	if !ok {
		return nil
	}
	phi := dispersions(data.Histories, m, q.Cutoff)
	groups := gather(data, q, m)
	var units []Unit
	for _, name := range sortedKeys(groups) {
		units = append(units, rankGroup(groups[name], m, phi, seed)...)
	}
	if q.Unit == Majors {
		signal(units)
	}
	return units
}

// rankGroup ranks the units of one group; the best comes first.
func rankGroup(units []Unit, m rule.Measure, phi map[string]float64, seed uint64) []Unit {
	counts := make([]stats.Count, len(units))
	for i := range units {
		counts[i] = units[i].Count
	}
	group := stats.NewGroup(counts)
	posteriors := make([]stats.Beta, len(units))
	for i := range units {
		u := &units[i]
		u.Units, u.Phi, u.prior = len(units), max(1, phi[u.Level]), stats.Jeffreys
		if len(units) > leastPeers {
			fit := group.Without(u.Count)
			u.prior, u.Boundary = fit.Prior(), fit.Boundary
		}
		u.Shrunken = stats.Shrink(u.Count, u.Phi, u.prior, 0.90)
		u.post = stats.Posterior(u.Count, u.Phi, u.prior)
		posteriors[i] = good(u.post, m)
	}
	places, reverse := stats.Ranks(posteriors, draws, seed), stats.Ranks(flipped(posteriors), draws, seed)
	for i := range units {
		units[i].Place, units[i].TopTenth = places[i], reverse[i].BottomTenth
	}
	slices.SortStableFunc(units, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(a.Place.Rank, b.Place.Rank), cmp.Compare(a.Key, b.Key))
	})
	return units
}

// good is the posterior of doing well: of an indicator whose high values are
// bad, the rate turned round.
func good(d stats.Beta, m rule.Measure) stats.Beta {
	if m.HighIsBad {
		return stats.Beta{A: d.B, B: d.A}
	}
	return d
}

func flipped(all []stats.Beta) []stats.Beta {
	out := make([]stats.Beta, len(all))
	for i, d := range all {
		out[i] = stats.Beta{A: d.B, B: d.A}
	}
	return out
}

// The majors of a province that deserve a look: offered at many schools and,
// rather surely, in the last tenth; or rather surely in the first tenth and
// offered at few. Conventions, printed with the list.
const (
	surplus  = "过剩"
	shortage = "紧缺"
	sure     = 0.75
)

// signal marks them, by group: many and few are above the upper quartile and
// at most the median of schools offering. Where no major is offered at more
// than one school, as within a school, nothing is marked.
func signal(units []Unit) {
	offered := map[string][]int{}
	for _, u := range units {
		offered[u.Group] = append(offered[u.Group], u.Offered)
	}
	for _, of := range offered {
		slices.Sort(of)
	}
	for i := range units {
		u, of := &units[i], offered[units[i].Group]
		many, few := of[len(of)*3/4], of[len(of)/2]
		switch {
		case of[len(of)-1] < 2 || len(of) <= leastPeers:
		case u.Place.BottomTenth >= sure && u.Offered >= many:
			u.Signal = surplus
		case u.TopTenth >= sure && u.Offered <= few:
			u.Signal = shortage
		}
	}
}
