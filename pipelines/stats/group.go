package stats

import "math"

// Boundary says where a fit lies that has no maximum inside.
type Boundary string

// The boundaries. Inside is an ordinary fit.
const (
	Inside Boundary = ""
	// NoSpread: the units scatter no more than coins would; the likelihood
	// grows towards a+b → ∞ at the pooled rate. A+B is [HighestPrecision],
	// which says that peers are alike beyond doubt; Fit.Prior doubts it.
	NoSpread Boundary = "no_spread"
	// AllOrNone: in each unit everybody or nobody is placed, and both occur; the
	// likelihood grows towards a+b → 0. A+B is [LowestPrecision], the mean the
	// share of units with everybody placed.
	AllOrNone Boundary = "all_or_none"
	// AllAlike: in all units everybody is placed, or in all nobody; the
	// likelihood is 1 at a mean of 1 or 0 whatever a+b. The fit is Jeffreys'
	// posterior of all people together, A = K+½ and B = N−K+½.
	AllAlike Boundary = "all_alike"
	// NoUnits: there is nobody to fit to. The fit is [Jeffreys].
	NoUnits Boundary = "no_units"
)

// What stands for infinite and for no precision a+b.
const (
	HighestPrecision = 1e6
	LowestPrecision  = 1e-3
)

// Fit is the beta distribution of a group's rates.
type Fit struct {
	A, B     float64
	LogLik   float64 // Σ ln P(K of N); on a boundary its limit there
	Units    int     // with people
	Boundary Boundary
	Weakest  float64 // NoSpread only: the smallest a+b that the peers do not refute
}

// Prior is the fit as a prior for a unit that had no part in it: Beta(A, B).
// Peers without visible spread, ten small ones for instance, must not overrule
// the unit's own graduates, so there the prior has the pooled rate and the
// precision Weakest.
func (f Fit) Prior() Beta {
	if f.Boundary != NoSpread {
		return Beta{f.A, f.B}
	}
	m := f.A / (f.A + f.B)
	return Beta{f.Weakest * m, f.Weakest * (1 - m)}
}

// Group is a group of peers, prepared for fitting with one unit left out.
// Its methods may be called from several goroutines at once.
type Group struct {
	placed, left, both tail // of K, N−K and N
	moments            moments
	members            map[Count]int
	fit                Fit
	single             bool // the likelihood has one peak, and it lies inside
}

// NewGroup fits the beta-binomial distribution to the counts by maximum
// likelihood. Counts without people say nothing and are left out.
func NewGroup(cs []Count) *Group {
	g := &Group{members: map[Count]int{}}
	var placed, left, both []int64
	for _, c := range cs {
		if c.N == 0 {
			continue
		}
		g.members[c]++
		g.moments.add(c, 1)
		placed, left, both = append(placed, c.K), append(left, c.N-c.K), append(both, c.N)
	}
	g.placed, g.left, g.both = newTail(placed), newTail(left), newTail(both)
	peaks := 0
	g.fit, peaks = view{g, Count{}, g.moments}.search()
	g.single = peaks == 1 && g.fit.Boundary == Inside
	return g
}

// Fit is the maximum-likelihood fit to the whole group.
func (g *Group) Fit() Fit { return g.fit }

// Without is the maximum-likelihood fit to the group with one unit of count c
// left out. A count that is not in the group leaves nothing out.
func (g *Group) Without(c Count) Fit {
	if g.members[c] == 0 {
		return g.fit
	}
	v := view{g, c, g.moments}
	v.moments.add(c, -1)
	if g.single && v.boundary() == Inside {
		if p, ok := v.climb(g.fit.A, g.fit.B); ok {
			fit, _ := v.best([]Beta{p})
			return fit
		}
	}
	fit, _ := v.search()
	return fit
}

// view is a group without one of its units; the zero Count leaves out nobody.
type view struct {
	*Group
	out     Count
	moments moments
}

// boundary is the boundary that follows from the counts alone.
func (v view) boundary() Boundary {
	switch m := v.moments; {
	case m.units == 0:
		return NoUnits
	case m.count.K == 0 || m.count.K == m.count.N:
		return AllAlike
	case m.count.N == int64(m.units):
		return NoSpread // classes of one tell nothing about scatter
	case m.none+m.all == m.units:
		return AllOrNone
	}
	return Inside
}

// search finds the highest peak and says how many there are.
func (v view) search() (Fit, int) {
	m, f := v.moments, Fit{Units: v.moments.units, Boundary: v.boundary()}
	switch f.Boundary {
	case Inside:
		return v.best(v.peaks())
	case NoUnits:
		f.A, f.B = Jeffreys.A, Jeffreys.B
	case AllAlike:
		f.A, f.B = float64(m.count.K)+0.5, float64(m.count.N-m.count.K)+0.5
	case NoSpread:
		f = v.noSpread()
		f.Weakest = Jeffreys.A + Jeffreys.B // nor about its absence
	case AllOrNone:
		p := float64(m.all) / float64(m.units)
		f.A, f.B = LowestPrecision*p, LowestPrecision*(1-p)
		f.LogLik = float64(m.all)*math.Log(p) + float64(m.none)*math.Log1p(-p)
	}
	return f, 1
}

// noSpread is the fit of one rate for all.
func (v view) noSpread() Fit {
	p := v.moments.count.rate()
	return Fit{
		A: HighestPrecision * p, B: HighestPrecision * (1 - p),
		LogLik: v.moments.coins(), Units: v.moments.units, Boundary: NoSpread,
	}
}

// rounding is what a log-likelihood may be wrong by, relative to its size: a
// peak no higher than that above one rate for all is none.
const rounding = 1e-12

// best is the highest of the peaks inside and the limit of one rate for all,
// and how many of these are peaks: the limit is one where the score there does
// not lead away from it.
func (v view) best(inside []Beta) (Fit, int) {
	best, peaks := v.noSpread(), len(inside)
	if v.moments.score() <= 0 {
		peaks++
	}
	for _, p := range inside {
		if l := v.logLik(p); l-best.LogLik > rounding*max(1, -l) {
			best.A, best.B, best.LogLik, best.Boundary = p.A, p.B, l, Inside
		}
	}
	if best.Boundary == NoSpread {
		best.Weakest = v.weakest(best.LogLik)
	}
	return best, peaks
}

// logLik is the log-likelihood at a beta.
func (v view) logLik(p Beta) float64 {
	return v.moments.binomial + v.placed.logs(p.A, v.out.K) +
		v.left.logs(p.B, v.out.N-v.out.K) - v.both.logs(p.A+p.B, v.out.N)
}
