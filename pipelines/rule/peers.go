package rule

import (
	"slices"
	"sort"
)

// group names a set of peers in a cohort.
type group struct {
	level, within string
	cohort        int
}

// standing is a group's pooled rate and its rates, the worst first.
type standing struct {
	pooled ratio // hundredths
	rates  []ratio
}

// stand ranks the units of each group and cohort, once for all of them.
func stand(units []*unit, r *Rule) map[group]*standing {
	if r.Peers == "" || r.Needs > 0 {
		return nil
	}
	standings := map[group]*standing{}
	for _, u := range units {
		for c, t := range u.tallies {
			if t.usable() {
				standings[u.group(r, c)] = standings[u.group(r, c)].take(t, r)
			}
		}
	}
	for _, s := range standings {
		slices.SortFunc(s.rates, r.worseFirst)
	}
	return standings
}

func (s *standing) take(t *tally, r *Rule) *standing {
	if s == nil {
		s = &standing{}
	}
	rate := indicators[r.Indicator].rate(&t.Counts)
	s.pooled.num += rate.num
	s.pooled.den += rate.den
	if t.Graduates >= r.MinGraduates {
		s.rates = append(s.rates, rate)
	}
	return s
}

func (u *unit) group(r *Rule, cohort int) group {
	g := group{level: u.key.Level, cohort: cohort}
	switch r.Peers {
	case PeersClass:
		g.within = u.history.Class
	case PeersType:
		g.within = u.history.InstitutionType
	case PeersMajor:
		g.within = u.key.Major
	}
	return g
}

func (r *Rule) worseFirst(a, b ratio) int {
	if indicators[r.Indicator].lowIsBad {
		return a.compare(b)
	}
	return b.compare(a)
}

// position is 1 + the peers whose rate is strictly worse.
func (s *standing) position(rate ratio, r *Rule) int {
	return 1 + sort.Search(len(s.rates), func(i int) bool { return r.worseFirst(s.rates[i], rate) >= 0 })
}

// places is how many positions get the card, 0 where the peers are too few.
func (s *standing) places(l *Level) int {
	peers := int64(len(s.rates))
	if l.Comparator == BottomPercent {
		return int(peers * l.Amount / percent)
	}
	if peers <= l.Amount {
		return 0
	}
	return int(l.Amount)
}
