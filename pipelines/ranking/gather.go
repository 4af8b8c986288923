package ranking

import (
	"maps"
	"slices"

	"quxiang/pipelines/card"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/stats"
)

// gather adds up the graduates of every unit, by group of peers.
func gather(data *card.Data, q Question, m rule.Measure) map[string][]Unit {
	units := map[string]*Unit{} // by group and key
	histories := data.Histories
	if q.Unit == Institutions { // whose graduates count, whether or not their major is known
		histories = slices.Concat(histories, data.Unidentified)
	}
	for i := range histories {
		h := &histories[i]
		if q.Major != "" && h.Major != q.Major {
			continue
		}
		c := tally(h, m, q.Cutoff)[q.Cohort]
		if c.N == 0 {
			continue
		}
		add(units, q, h, data.Institutions[h.Institution], c)
	}
	groups := map[string][]Unit{}
	for _, key := range sortedKeys(units) {
		groups[units[key].Group] = append(groups[units[key].Group], *units[key])
	}
	return groups
}

func add(units map[string]*Unit, q Question, h *rule.History, school card.Institution, c stats.Count) {
	u := Unit{Question: q, Level: h.Level, Key: h.Major, Name: h.Name, Group: groupOf(q, h, school)}
	if q.Unit == Institutions {
		u.Key, u.Name = school.Code, school.Name
	}
	at := u.Group + "|" + u.Level + "|" + u.Key
	if units[at] == nil {
		units[at] = &u
	}
	units[at].Count.K += c.K
	units[at].Count.N += c.N
	units[at].Offered++
}

// groupOf names the peers of a unit as they print.
func groupOf(q Question, h *rule.History, school card.Institution) string {
	within := ""
	switch {
	case q.Peers == PeersType && q.Unit == Majors:
		within = h.Class
	case q.Peers == PeersType:
		within = known(school.Type)
	case q.Peers == PeersTier && q.Unit == Institutions:
		within = known(school.Tier)
	}
	if within == "" {
		return h.Level
	}
	return h.Level + "，" + within
}

func known(s string) string {
	if s == "" {
		return "类型不明"
	}
	return s
}

// tally counts a major's cohorts at a cut-off, in the edition in force,
// predecessors and all 办学类型 together. One that may have no rate is left
// out.
func tally(h *rule.History, m rule.Measure, cutoff string) map[int]stats.Count {
	counts, refused := map[int]stats.Count{}, map[int]bool{}
	for i := range h.Years {
		y := &h.Years[i]
		if y.Cutoff != cutoff || !y.InForce {
			continue
		}
		refused[y.Cohort] = refused[y.Cohort] || y.Refused != ""
		c := counts[y.Cohort]
		counts[y.Cohort] = stats.Count{K: c.K + m.Of(&y.Counts), N: c.N + y.Graduates}
	}
	maps.DeleteFunc(counts, func(cohort int, _ stats.Count) bool { return refused[cohort] })
	return counts
}

// leastCohorts is the fewest cohorts that a major needs to tell about φ.
const leastCohorts = 3

// dispersions is the φ of each level: how much more the classes of one major
// at one school vary than independent graduates would. Sums over classes keep
// it, so it serves schools as well as majors.
func dispersions(histories []rule.History, m rule.Measure, cutoff string) map[string]float64 {
	classes := map[string][][]stats.Count{}
	for i := range histories {
		counts := tally(&histories[i], m, cutoff)
		if len(counts) < leastCohorts {
			continue
		}
		var years []stats.Count
		for _, cohort := range slices.Sorted(maps.Keys(counts)) {
			years = append(years, counts[cohort])
		}
		level := histories[i].Level
		classes[level] = append(classes[level], years)
	}
	phi := map[string]float64{}
	for level, units := range classes {
		phi[level] = stats.ClassDispersion(units)
	}
	return phi
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
