package stats

import (
	"maps"
	"math"
	"slices"
)

// Cell is the part of a unit that belongs to one stratum: a school's graduates
// of one discipline and level.
type Cell struct {
	Unit    string
	Stratum string
	Count   Count
}

// Expected compares a unit with what the others' rates make of its composition.
type Expected struct {
	Unit       string
	N          int64   // people compared
	Missing    int64   // people left out: nobody else is in their stratum
	Observed   float64 // rate of the people compared
	Expected   float64 // their rate if each stratum did as elsewhere
	OwnShare   float64 // of the unit's own people in the strata it is compared with
	Difference float64 // Observed − Expected
	P          float64 // two-sided, of a difference this large where there is none; NaN unless OK
	OK         bool    // false: not comparable, the rates are not to be shown
	Why        string  // why not, in Chinese
}

// mostOwn is the largest share of a unit's own people in its strata at which
// the others still are a reference.
const mostOwn = 0.5

// Standardise is indirect standardisation (HESA's benchmarks; Draper & Gittoes
// 2004). A unit u with n_us people in stratum s is expected to place
//
//	E_u = Σ_s n_us (K_s − k_us) / (N_s − n_us)
//
// the unit itself being left out of the reference. Its own share is
// Σ_s (n_us/n_u) (n_us/N_s). The difference is judged by the normal
// distribution with the variance that it has if the unit does as the others,
// p_s = K_s/N_s being the rate of the whole stratum and φ the overdispersion,
// at least 1:
//
//	Var(O_u − E_u) = φ Σ_s n_us p_s(1−p_s) N_s/(N_s − n_us)
//
// The units come in the order in which they first appear.
func Standardise(cells []Cell, phi float64) []Expected {
	strata := map[string]Count{}
	parts := map[string]map[string]Count{} // of a unit, by stratum
	var units []string
	for _, c := range cells {
		if parts[c.Unit] == nil {
			parts[c.Unit] = map[string]Count{}
			units = append(units, c.Unit)
		}
		parts[c.Unit][c.Stratum] = parts[c.Unit][c.Stratum].plus(c.Count)
		strata[c.Stratum] = strata[c.Stratum].plus(c.Count)
	}
	compared := make([]Expected, len(units))
	for i, unit := range units {
		compared[i] = expect(unit, parts[unit], strata, max(1, phi))
	}
	return compared
}

// expect compares one unit, given by stratum, with the rest of the strata.
func expect(unit string, parts, strata map[string]Count, phi float64) Expected {
	e := Expected{Unit: unit, P: math.NaN()}
	var sums comparison
	for _, stratum := range slices.Sorted(maps.Keys(parts)) {
		own, all := parts[stratum], strata[stratum]
		if own.N == all.N {
			e.Missing += own.N
			continue
		}
		sums.add(own, all)
	}
	e.N = sums.own.N
	if e.N == 0 {
		e.Why = "没有可与其他单位相比的毕业生"
		return e
	}
	n := float64(e.N)
	e.Observed, e.Expected = sums.own.rate(), sums.expected/n
	e.OwnShare, e.Difference = sums.weight/n, (float64(sums.own.K)-sums.expected)/n
	if e.OwnShare > mostOwn {
		e.Why = "参照人群一半以上是本单位的人"
		return e
	}
	e.P, e.OK = sums.p(phi), true
	return e
}

// comparison sums a unit over its strata.
type comparison struct {
	own                        Count
	expected, weight, variance float64 // variance before overdispersion
}

// add compares a unit's part of a stratum with the rest of it.
func (c *comparison) add(own, all Count) {
	n, size, p := float64(own.N), float64(all.N), all.rate()
	c.own = c.own.plus(own)
	c.expected += n * float64(all.K-own.K) / (size - n)
	c.weight += n * n / size
	c.variance += n * p * (1 - p) * size / (size - n)
}

// p is the two-sided p-value. Without variance everybody in the strata does
// the same, and there is no difference.
func (c *comparison) p(phi float64) float64 {
	if c.variance == 0 {
		return 1
	}
	z := math.Abs(float64(c.own.K)-c.expected) / math.Sqrt(phi*c.variance)
	return math.Erfc(z / math.Sqrt2)
}
