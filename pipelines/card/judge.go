package card

import (
	"context"
	"math"

	"quxiang/pipelines/query"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/stats"
)

// Card is what a rule says of a major in a year (规则结论), and beside it how
// sure that is (证据).
type Card struct {
	rule.Verdict
	Name        string // of the major
	Class       string // discipline
	Institution Institution
	Evidence    rule.Evidence
	Probability float64 // that the rates of all cohorts used lie beyond their lines; NaN: not weighed
	Shown, Mark string  // the card as it prints, and 关注 beside it
	Years       []Year  // the cohorts used, with their evidence
	Pooled      stats.Count
}

// Year is one of the cohorts that a verdict rests on.
type Year struct {
	rule.UsedYear
	Wilson      stats.Interval // 95 %
	Probability float64        // that the rate lies beyond the line
	Prior       Prior
}

// Judge applies the rules in one year, and weighs the evidence of every major
// that they judge.
func Judge(data *Data, rules []rule.Rule, year int) []Card {
	verdicts := rule.Evaluate(data.Histories, rules, year)
	j := newJudge(data, rule.InForce(rules, year))
	cards := make([]Card, len(verdicts))
	for i, v := range verdicts {
		cards[i] = j.card(v)
	}
	return cards
}

// judge finds a verdict's rule, major and peers.
type judge struct {
	data      *Data
	rules     map[string]*rule.Rule
	histories map[rule.Key]*rule.History
	fitted    map[measure]*fitted // of indicators whose priors no mart holds
}

func newJudge(data *Data, rules []rule.Rule) *judge {
	j := &judge{data: data, rules: map[string]*rule.Rule{}, histories: map[rule.Key]*rule.History{}, fitted: map[measure]*fitted{}}
	for i := range rules {
		j.rules[rules[i].Name] = &rules[i]
	}
	for i := range data.Histories {
		h := &data.Histories[i]
		j.histories[rule.Key{Institution: h.Institution, Level: h.Level, Major: h.Major}] = h
	}
	return j
}

func (j *judge) card(v rule.Verdict) Card {
	key := v.Key
	key.Kind = ""
	h := j.histories[key]
	c := Card{Verdict: v, Name: h.Name, Class: h.Class, Institution: j.data.Institutions[v.Key.Institution], Probability: math.NaN()}
	var each []float64
	for _, used := range v.Used {
		y := j.weigh(j.rules[v.Rule], v, used)
		c.Years = append(c.Years, y)
		c.Pooled.K, c.Pooled.N = c.Pooled.K+used.Num, c.Pooled.N+used.Den
		each = append(each, y.Probability)
	}
	c.Probability = stats.AllBelow(each)
	c.Evidence = rule.Judge(c.Probability)
	c.Shown, c.Mark = rule.Mark(v, c.Evidence)
	return c
}

// weigh says how sure it is that a cohort's rate lies beyond its line.
func (j *judge) weigh(r *rule.Rule, v rule.Verdict, used rule.UsedYear) Year {
	count := stats.Count{K: used.Num, N: used.Den}
	y := Year{UsedYear: used, Wilson: stats.Wilson(count, 0.95), Prior: j.prior(r, v.Key, used), Probability: math.NaN()}
	if used.LineDen == 0 {
		return y // too few peers for a line
	}
	line := float64(used.LineNum) / float64(used.LineDen) / 10000
	y.Probability = stats.RateBelow(line, count, y.Prior.Phi, y.Prior.Beta)
	if r.HighIsBad() {
		y.Probability = 1 - y.Probability
	}
	return y
}

// prior is the one of the major as a whole: its peers are majors, whatever
// grain the rule has.
func (j *judge) prior(r *rule.Rule, key rule.Key, used rule.UsedYear) Prior {
	key.Kind = ""
	at := yearKey{key, used.Cohort, r.Cutoff}
	if p, ok := j.data.priors[at]; ok && r.Indicator == placement {
		return p
	}
	m := measure{r.Indicator, r.Edition, r.Cutoff}
	if j.fitted[m] == nil {
		j.fitted[m] = fit(j.data.Histories, r)
	}
	return j.fitted[m].prior(at)
}

// placement is the indicator whose priors marts.major_prior holds.
const placement = "settled_rate"

// measure is what a rule reads of a major's years.
type measure struct{ indicator, edition, cutoff string }

// fitted are the priors of an indicator, each made when it is asked for.
type fitted struct {
	*peers
	units map[yearKey]unitYear
}

func fit(histories []rule.History, r *rule.Rule) *fitted {
	f := &fitted{units: map[yearKey]unitYear{}}
	var units []unitYear
	for _, h := range histories {
		for cohort, n := range r.Tally(h) {
			u := unitYear{yearKey{rule.Key{Institution: h.Institution, Level: h.Level, Major: h.Major}, cohort, r.Cutoff},
				h.Class, stats.Count{K: n.Num, N: n.Den}}
			f.units[u.yearKey] = u
			units = append(units, u)
		}
	}
	f.peers = newPeers(units)
	return f
}

func (f *fitted) prior(at yearKey) Prior { return f.peers.prior(f.units[at]) }

// readPriors reads marts.major_prior.
func (d *Data) readPriors(ctx context.Context, q query.Querier) error {
	return query.Each(ctx, q, "majors", `select institution_code, level, major_key, cohort, cutoff, prior_a, prior_b, peer_group, peers,
			coalesce(boundary, ''), phi, phi_units
		from marts.major_prior order by 1, 2, 3, 4, 5`, func(scan func(...any) error) error {
		var at yearKey
		var p Prior
		err := scan(&at.Institution, &at.Level, &at.Major, &at.cohort, &at.cutoff, &p.A, &p.B, &p.Group, &p.Peers,
			(*string)(&p.Boundary), &p.Phi, &p.PhiUnits)
		d.priors[at] = p
		return err
	})
}
