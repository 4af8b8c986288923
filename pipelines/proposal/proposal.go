package proposal

import (
	"context"
	"maps"

	"quxiang/pipelines/query"
	"quxiang/pipelines/quota"
)

// seed fixes the draws of weights, so that the same data give the same ranges.
const seed = 20250601

// Options are what the configuration or the command says.
type Options struct {
	Preset  string           // equal, custom
	Weights map[string]int64 // by component, for custom
	Table   *quota.Table     // rule table; nil: none
	Total   int64            // next year's plan; 0: as many as this year's
	Up      int64            // whole percent by which a major may grow
	Down    int64
	Least   int64 // smallest class
	Groups  []quota.GroupBound
	Decided map[string]int64 // people that the committee has fixed, by major
	Tried   map[string]int64 // the same of the command; goes before Decided
}

// Result is an index and a proposal for one school.
type Result struct {
	Institution string
	PlanYear    int // of the plan that the proposal starts from
	Scored      []quota.Scored
	Stability   quota.Stability
	Lines       []line
	Base        int64 // this year's plan of all lines
	Caps        quota.Caps
	Proposal    quota.Proposal

	stale []string // majors decided on that have no plan
}

// line is a major of the plan as marts.quota_line has it, with what package
// quota takes of it.
type line struct {
	quota.Line
	planYear                    int
	own, class, other           int64 // this year's plan: at the major, from a 大类, of other kinds of admission
	classYear, entryYear        int   // 0: none
	placed, graduates           int64
	planned, admitted           int64  // of the entry year
	came                        *int64 // of the admitted; nil: not known
	firstChoice, choiceEligible int64
}

// Compute makes index and proposal of a build. Without a plan on file there are
// no lines, and no proposal; the index stands by itself.
func Compute(ctx context.Context, q query.Querier, o Options) (*Result, error) {
	r := reader{ctx: ctx, q: q}
	components, err := r.components(o)
	if err != nil {
		return nil, err
	}
	units, err := r.units()
	if err != nil {
		return nil, err
	}
	phi, err := r.dispersions()
	if err != nil {
		return nil, err
	}
	result := &Result{Scored: quota.Index(units, components, phi)}
	result.Stability = quota.Sensitivity(result.Scored, components, seed)
	if result.Lines, err = r.lines(); err != nil {
		return nil, err
	}
	result.Institution = r.institution
	if err := result.decide(o); err != nil {
		return nil, err
	}
	result.propose(o)
	return result, nil
}

// decide fixes what the committee has decided. Without a plan on file there is
// nothing yet to decide on. A decision in the configuration on a major that has
// no plan any more leaves no proposal, but must not stop a build.
func (r *Result) decide(o Options) error {
	if len(r.Lines) == 0 {
		return nil
	}
	r.stale = r.pin(o.Decided)
	return badDecisions(r.pin(o.Tried))
}

// pin fixes majors, and returns those that have no plan.
func (r *Result) pin(decided map[string]int64) []string {
	known := map[string]bool{}
	for i := range r.Lines {
		l := &r.Lines[i]
		known[l.Key] = true
		if n, ok := decided[l.Key]; ok {
			l.Pinned = &n
		}
	}
	return unknown(known, decided)
}

// unknown lists the names of a table that are not known.
func unknown(known map[string]bool, table map[string]int64) []string {
	var names []string
	for name := range table {
		if !known[name] {
			names = append(names, name)
		}
	}
	return names
}

// propose gives every line its index and shares the total out.
func (r *Result) propose(o Options) {
	index := map[string]quota.Scored{}
	for _, s := range r.Scored {
		index[s.Key] = s
	}
	r.Caps = quota.Caps{Total: o.Total, UpPercent: o.Up, DownPercent: o.Down, LeastClass: o.Least, Groups: o.Groups}
	lines, sum := make([]quota.Line, len(r.Lines)), int64(0)
	for i := range r.Lines {
		l := &r.Lines[i]
		l.Index, l.IndexNote = quota.Neutral, quota.LacksIndex
		if s, ok := index[l.Key]; ok {
			l.Index, l.IndexNote, l.IndexWhy = s.Index, s.Note, s.Why()
		}
		lines[i], sum = l.Line, sum+l.Base
		r.PlanYear = l.planYear
	}
	r.Base = sum
	if o.Total == 0 {
		r.Caps.Total = r.Base
	}
	if len(lines) > 0 {
		r.Proposal = quota.Propose(lines, o.Table, r.Caps)
	}
	if conflicts := staleDecisions(r.stale); len(conflicts) > 0 {
		r.Proposal = quota.Proposal{Table: o.Table, Conflicts: append(conflicts, r.Proposal.Conflicts...)}
	}
}

// reader reads a build's marts.
type reader struct {
	ctx         context.Context
	q           query.Querier
	institution string
}

// weight is what a component counts in the index, in hundredths; equal is 1 for
// those that the preset equal takes.
func (o Options) weight(component string, equal int64) int64 {
	if o.Preset == "custom" {
		return 100 * o.Weights[component]
	}
	return 100 * equal
}

// components are those that have a weight, in their order.
func (r *reader) components(o Options) ([]quota.Component, error) {
	var all []quota.Component
	known := map[string]bool{}
	err := query.Each(r.ctx, r.q, "marts.index_component", `select component, title, kind, higher_is_better, equal
		from marts.index_component order by sort`, func(scan func(...any) error) error {
		var c quota.Component
		var higher, equal int64
		err := scan(&c.Name, &c.Title, &c.Kind, &higher, &equal)
		c.HigherIsBetter = higher == 1
		known[c.Name] = true
		if c.Weight = o.weight(c.Name, equal); c.Weight > 0 {
			all = append(all, c)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, badWeights(unknown(known, o.Weights))
}

// units are the majors with their observations.
func (r *reader) units() ([]quota.Unit, error) {
	var units []quota.Unit
	err := query.Each(r.ctx, r.q, "marts.index_value", `select v.institution_code, v.level, v.major_key, m.major, v.component,
			coalesce(v.num, 0), coalesce(v.den, 0), coalesce(v.mean, 0), coalesce(v.se, 0), coalesce(v.missing, '')
		from marts.index_value as v
		inner join (select institution_code, major_key, max(major) as major from marts.major_year group by institution_code, major_key) as m
			on v.institution_code = m.institution_code and v.major_key = m.major_key
		order by 1, 2, 3, 5`, func(scan func(...any) error) error {
		var u quota.Unit
		var component string
		var o quota.Observation
		if err := scan(&r.institution, &u.Level, &u.Key, &u.Name, &component, &o.K, &o.N, &o.Mean, &o.SE, &o.Why); err != nil {
			return err
		}
		o.Mean, o.SE = o.Mean/1e4, o.SE/1e4
		if n := len(units); n == 0 || units[n-1].Key != u.Key {
			u.Values = map[string]quota.Observation{}
			units = append(units, u)
		}
		units[len(units)-1].Values[component] = o
		return nil
	})
	return units, err
}

// dispersions are the φ of the placement rate by level, as the evidence of
// cards has it. Further study and seeking are counted in the same classes, and
// by convention take the same φ; nobody has estimated one for the others: 1.
func (r *reader) dispersions() (map[quota.Series]float64, error) {
	phi := map[quota.Series]float64{}
	err := query.Each(r.ctx, r.q, "marts.major_prior", `select p.level, max(p.phi)
		from marts.major_prior as p
		inner join reference.run_parameter as u on p.cohort = u.report_year and p.cutoff = u.main_cutoff
		group by p.level order by 1`, func(scan func(...any) error) error {
		var level string
		var f float64
		err := scan(&level, &f)
		for _, c := range []string{"settled", "further_study", "seeking"} {
			phi[quota.Series{Level: level, Component: c}] = max(1, f)
		}
		return err
	})
	return phi, err
}

// lines are the majors of the plan, by level, college and code.
func (r *reader) lines() ([]line, error) {
	settled, err := r.settled()
	if err != nil {
		return nil, err
	}
	var lines []line
	err = query.Each(r.ctx, r.q, "marts.quota_line", `select institution_code, level, major_key, code, major, college, plan_year, own_plan, class_plan,
			coalesce(class_basis_year, 0), other_plan, capacity, controlled = 1, suspended = 1, is_new = 1, coalesce(placed, 0), coalesce(graduates, 0),
			coalesce(entry_year, 0), planned, admitted, registered, first_choice, choice_eligible
		from marts.quota_line order by level, college, code, major_key`, func(scan func(...any) error) error {
		var l line
		err := scan(&r.institution, &l.Level, &l.Key, &l.Code, &l.Name, &l.College, &l.planYear, &l.own, &l.class,
			&l.classYear, &l.other, &l.Capacity, &l.Controlled, &l.Suspended, &l.New, &l.placed, &l.graduates,
			&l.entryYear, &l.planned, &l.admitted, &l.came, &l.firstChoice, &l.choiceEligible)
		l.Base, l.Entry = l.own+l.class, l.entryYear
		l.Fill = quota.Ratio{K: l.admitted, N: l.planned}
		if l.came != nil {
			l.Registered = quota.Ratio{K: *l.came, N: l.admitted}
		}
		l.FirstChoice, l.Settled = quota.Ratio{K: l.firstChoice, N: l.choiceEligible}, settled[l.Key]
		lines = append(lines, l)
		return err
	})
	return lines, err
}

// settled are the placement rates of every major that has one of the report's
// cohort, the newest first.
func (r *reader) settled() (map[string][]quota.Cohort, error) {
	out, year := map[string][]quota.Cohort{}, 0
	err := query.Each(r.ctx, r.q, "marts.major_year", `select y.major_key, y.cohort, y.settled, y.graduates, p.report_year
		from marts.major_year as y
		inner join reference.run_parameter as p on y.cutoff = p.main_cutoff and y.cohort <= p.report_year
		where not y.rate_refused order by 1, 2 desc`, func(scan func(...any) error) error {
		var key string
		var c quota.Cohort
		err := scan(&key, &c.Year, &c.K, &c.N, &year)
		out[key] = append(out[key], c)
		return err
	})
	return of(year, out), err
}

// of leaves the histories that reach a year: where a major has no rate of the
// report's cohort, an older one must not pass for last year's.
func of(year int, histories map[string][]quota.Cohort) map[string][]quota.Cohort {
	maps.DeleteFunc(histories, func(_ string, h []quota.Cohort) bool { return h[0].Year != year || h[0].N == 0 })
	return histories
}
