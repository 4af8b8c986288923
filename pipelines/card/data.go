// Package card judges every major by the rules that a workspace has chosen and
// says how sure each judgement is. It reads what the marts hold of the majors'
// years, lets package rule draw the conclusion and package stats weigh the
// evidence, and keeps the two apart: 规则结论 is the rule's alone, 证据 never
// changes it.
//
// The build stores the verdicts of the configured rules by the same function
// (Judge) that the command and its what-if call.
package card

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"quxiang/pipelines/query"
	"quxiang/pipelines/rule"
)

// Data is what judging needs of a build.
type Data struct {
	Institutions map[string]Institution // by code
	Histories    []rule.History
	Unidentified []rule.History // of graduates whose major nobody knows: no major, so never judged or ranked as one
	Cohorts      []int          // in which anybody graduated, ascending
	priors       map[yearKey]Prior
}

// Institution is a school as marts.institution has it.
type Institution struct{ Code, Name, Tier, Type string }

// yearKey names a present major in a cohort at a cut-off.
type yearKey struct {
	rule.Key
	cohort int
	cutoff string
}

// Read reads the years, changes, plans and other indicators of every major:
// the years in the edition in force for each cohort, or in every edition.
func Read(ctx context.Context, q query.Querier, every bool) (*Data, error) {
	r := &reader{ctx: ctx, q: q, every: every, data: &Data{Institutions: map[string]Institution{}, priors: map[yearKey]Prior{}},
		histories: map[rule.Key]*rule.History{}, present: map[present]string{}}
	for _, read := range []func() error{r.institutions, r.years, r.changes, r.values, r.plans} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return r.done(), nil
}

// ReadPriors reads what judging by the rules needs: the priors too, which the
// build has fitted before.
func ReadPriors(ctx context.Context, q query.Querier, rules []rule.Rule) (*Data, error) {
	every := slices.ContainsFunc(rules, func(r rule.Rule) bool { return r.Edition != rule.EditionAuto })
	data, err := Read(ctx, q, every)
	if err != nil {
		return nil, err
	}
	return data, data.readPriors(ctx, q)
}

// reader gathers rows into histories.
type reader struct {
	ctx       context.Context
	q         query.Querier
	every     bool // edition
	data      *Data
	histories map[rule.Key]*rule.History
	present   map[present]string // the present key of a major that a school has had
}

// present names a major, by any key, at a school.
type present struct{ institution, key string }

// done puts the histories in order.
func (r *reader) done() *Data {
	cohorts := map[int]bool{}
	for _, h := range r.histories {
		for _, y := range h.Years {
			cohorts[y.Cohort] = true
		}
		if strings.HasSuffix(h.Major, ":未识别") {
			r.data.Unidentified = append(r.data.Unidentified, *h)
		} else {
			r.data.Histories = append(r.data.Histories, *h)
		}
	}
	for _, all := range [][]rule.History{r.data.Histories, r.data.Unidentified} {
		slices.SortFunc(all, func(a, b rule.History) int {
			return cmp.Or(cmp.Compare(a.Institution, b.Institution), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Major, b.Major))
		})
	}
	r.data.Cohorts = slices.Sorted(maps.Keys(cohorts))
	return r.data
}

// history is the one of a present major, made when it is first asked for.
func (r *reader) history(institution, level, major string) *rule.History {
	key := rule.Key{Institution: institution, Level: level, Major: major}
	h := r.histories[key]
	if h == nil {
		h = &rule.History{Institution: institution, Level: level, Major: major, InstitutionType: r.data.Institutions[institution].Type}
		r.histories[key] = h
	}
	return h
}
