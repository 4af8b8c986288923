package card

import (
	"runtime"
	"sync"

	"quxiang/pipelines/stats"
)

// The groups that a prior may come from, the closest first. Of the first with
// at least leastPeers others in it a prior is made; where there is none, the
// prior is Jeffreys'.
const (
	sameMajor    = "major"    // the same major at other schools
	sameCategory = "category" // the same level and discipline
	sameLevel    = "level"
	allMajors    = "all" // of every level
	noPeers      = "none"
)

// leastPeers is the fewest peers that make a prior; of fewer the scatter is
// not known.
const leastPeers = 10

// Prior is what a major's peers and the classes of its level say beforehand.
type Prior struct {
	stats.Beta
	Group    string // major, category, level, all, none
	Peers    int    // majors in the group, itself left out
	Boundary stats.Boundary
	Phi      float64 // overdispersion, 1 at least
	PhiUnits int     // majors with three or more cohorts that φ was pooled over
}

// unitYear is a present major's count in a cohort at a cut-off.
type unitYear struct {
	yearKey
	category string
	stats.Count
}

// groupKey names a group of peers.
type groupKey struct {
	kind, level, within, cutoff string
	cohort                      int
}

// groupsOf are the groups that a unit belongs to, the closest first.
func groupsOf(u unitYear) [4]groupKey {
	in := groupKey{level: u.Level, cutoff: u.cutoff, cohort: u.cohort}
	major, category, level, all := in, in, in, in
	major.kind, major.within = sameMajor, u.Major
	category.kind, category.within = sameCategory, u.category
	level.kind = sameLevel
	all.kind, all.level = allMajors, ""
	return [4]groupKey{major, category, level, all}
}

// peers are the groups of all units, each prepared when it is first needed.
type peers struct {
	groups map[groupKey]*group
	phi    map[dispersionKey]dispersion
}

type group struct {
	counts []stats.Count
	once   sync.Once
	fitted *stats.Group
}

// fit prepares the group once, whichever unit comes first.
func (g *group) fit() *stats.Group {
	g.once.Do(func() { g.fitted = stats.NewGroup(g.counts) })
	return g.fitted
}

// dispersionKey is where one φ holds: a level at a cut-off.
type dispersionKey struct{ level, cutoff string }

type dispersion struct {
	phi   float64
	units int
}

// leastCohorts is the fewest cohorts that a major needs to tell about φ.
const leastCohorts = 3

func newPeers(units []unitYear) *peers {
	p := &peers{groups: map[groupKey]*group{}, phi: map[dispersionKey]dispersion{}}
	for _, u := range units {
		for _, key := range groupsOf(u) {
			if p.groups[key] == nil {
				p.groups[key] = &group{}
			}
			p.groups[key].counts = append(p.groups[key].counts, u.Count)
		}
	}
	for key, classes := range classesOf(units) {
		p.phi[key] = dispersion{stats.ClassDispersion(classes), len(classes)}
	}
	return p
}

// classesOf are the cohorts of each major that has enough of them.
func classesOf(units []unitYear) map[dispersionKey][][]stats.Count {
	years := map[yearKey][]stats.Count{} // by major and cut-off, without the cohort
	var order []yearKey
	for _, u := range units {
		key := u.yearKey
		key.cohort = 0
		if years[key] == nil {
			order = append(order, key)
		}
		years[key] = append(years[key], u.Count)
	}
	classes := map[dispersionKey][][]stats.Count{}
	for _, key := range order {
		if len(years[key]) >= leastCohorts {
			at := dispersionKey{key.Level, key.cutoff}
			classes[at] = append(classes[at], years[key])
		}
	}
	return classes
}

// prior is the unit's, from the closest group that is large enough without it.
func (p *peers) prior(u unitYear) Prior {
	d, ok := p.phi[dispersionKey{u.Level, u.cutoff}]
	if !ok {
		d = dispersion{phi: 1}
	}
	for _, key := range groupsOf(u) {
		g := p.groups[key]
		if g == nil || len(g.counts)-1 < leastPeers {
			continue
		}
		fit := g.fit().Without(u.Count)
		return Prior{fit.Prior(), key.kind, len(g.counts) - 1, fit.Boundary, d.phi, d.units}
	}
	return Prior{stats.Jeffreys, noPeers, 0, stats.Inside, d.phi, d.units}
}

// priors fits one for each unit, on all processors; they come in the units'
// order.
func priors(units []unitYear) []Prior {
	p := newPeers(units)
	out := make([]Prior, len(units))
	workers := runtime.GOMAXPROCS(0)
	var running sync.WaitGroup
	for w := range workers {
		running.Go(func() {
			for i := w; i < len(units); i += workers {
				out[i] = p.prior(units[i])
			}
		})
	}
	running.Wait()
	return out
}
