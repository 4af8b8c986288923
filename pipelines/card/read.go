package card

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"quxiang/pipelines/query"
	"quxiang/pipelines/rule"
)

func (r *reader) institutions() error {
	return query.Each(r.ctx, r.q, "majors", `select institution_code, name, coalesce(tier, ''), coalesce(type, '')
		from marts.institution order by 1`, func(scan func(...any) error) error {
		var i Institution
		err := scan(&i.Code, &i.Name, &i.Tier, &i.Type)
		r.data.Institutions[i.Code] = i
		return err
	})
}

// years reads the counts, with what the cut-off says of them: whether a rate
// may be made, and whether it may be compared with the cohort before.
func (r *reader) years() error {
	return query.Each(r.ctx, r.q, "majors", `select h.institution_code, h.level, h.current_major_key, h.major, h.category,
			h.cohort, h.cutoff, h.edition, h.in_force, h.major_key, coalesce(h.programme_kind, ''),
			h.graduates, h.settled, h.employed, h.startup, h.flexible, h.further_study, h.settled_other,
			h.seeking, h.not_seeking, h.unregistered, h.unrecognised, h.agreement, h.contract, h.other_form,
			case when c.rate_refused then coalesce(c.refusal_reason, '不能计算落实率') else '' end,
			case when b.breaks then coalesce(b.why, '') else '' end
		from marts.major_history as h
		left join marts.cutoff as c on h.cohort = c.cohort and h.cutoff = c.cutoff
		left join marts.trend_break as b on h.cohort = b.cohort and h.cutoff = b.cutoff
		where h.in_force or `+strconv.FormatBool(r.every)+`
		order by h.institution_code, h.level, h.current_major_key, h.cohort, h.cutoff, h.edition, h.major_key, 11`, r.year)
}

func (r *reader) year(scan func(...any) error) error {
	var institution, level, major, name, class string
	var y rule.Year
	err := scan(&institution, &level, &major, &name, &class, &y.Cohort, &y.Cutoff, &y.Edition, &y.InForce, &y.Major, &y.Kind,
		&y.Graduates, &y.Settled, &y.Employed, &y.Startup, &y.Flexible, &y.FurtherStudy, &y.SettledOther,
		&y.Seeking, &y.NotSeeking, &y.Unregistered, &y.Unrecognised, &y.Agreement, &y.Contract, &y.OtherForm,
		&y.Refused, &y.Breaks)
	h := r.history(institution, level, major)
	h.Name, h.Class = name, class
	h.Years = append(h.Years, y)
	r.present[present{institution, y.Major}] = major
	r.present[present{institution, major}] = major
	return err
}

// changes gives each history the changes of its own keys, those of the whole
// workspace among them.
func (r *reader) changes() error {
	schools := slices.Sorted(maps.Keys(r.data.Institutions))
	return query.Each(r.ctx, r.q, "majors", `select coalesce(institution_code, ''), coalesce(level, ''), major_key, current_major_key,
			change_kind, coalesce(from_cohort, 0), coalesce(to_cohort, 0), coalesce(document, '')
		from marts.major_change where change_kind is not null order by all`, func(scan func(...any) error) error {
		var institution, level string
		var c rule.Change
		err := scan(&institution, &level, &c.From, &c.To, &c.Kind, &c.FromCohort, &c.ToCohort, &c.Document)
		for _, school := range schools {
			if institution == "" || institution == school {
				r.change(school, level, c)
			}
		}
		return err
	})
}

// change belongs to the major that its keys have become.
func (r *reader) change(institution, level string, c rule.Change) {
	major := cmp.Or(r.present[present{institution, c.To}], r.present[present{institution, c.From}])
	if h := r.histories[rule.Key{Institution: institution, Level: level, Major: major}]; h != nil {
		h.Changes = append(h.Changes, c)
	}
}

func (r *reader) values() error {
	return query.Each(r.ctx, r.q, "majors", `select institution_code, level, current_major_key, cohort, indicator, hundredths
		from marts.major_indicator order by all`, func(scan func(...any) error) error {
		var institution, level, major string
		var v rule.Value
		err := scan(&institution, &level, &major, &v.Cohort, &v.Indicator, &v.Hundredths)
		if h := r.histories[rule.Key{Institution: institution, Level: level, Major: major}]; h != nil {
			h.Values = append(h.Values, v)
		}
		return err
	})
}

// plans finds from which plan year on each major has no intake.
func (r *reader) plans() error {
	b := planBook{}
	err := query.Each(r.ctx, r.q, "majors", `select institution_code, level, major_key, year, plan
		from marts.major_plan order by all`, func(scan func(...any) error) error {
		var k rule.Key
		var year int
		var plan int64
		err := scan(&k.Institution, &k.Level, &k.Major, &year, &plan)
		b.add(k, year, plan)
		return err
	})
	known := func(k rule.Key) bool { return r.histories[k] != nil }
	for k, since := range b.stopped(known) {
		r.histories[k].PlanStopped = since
	}
	return err
}

// planBook is the plans of each major by year.
type planBook map[rule.Key]map[int]int64

func (b planBook) add(k rule.Key, year int, plan int64) {
	if b[k] == nil {
		b[k] = map[int]int64{}
	}
	b[k][year] = plan
}

// stopped finds the first plan year from which a known major has no intake
// though its school still plans for the level. A major that no plan ever names
// says nothing; nor does one whose school plans, after its last intake, for
// what no major is known by: it may have gone over to 大类招生.
func (b planBook) stopped(known func(rule.Key) bool) map[rule.Key]int {
	planned, other := map[rule.Key]int{}, map[rule.Key]int{} // by school and level, the last year of any plan, and of one for no known major
	for k, years := range b {
		school := rule.Key{Institution: k.Institution, Level: k.Level}
		for year := range years {
			planned[school] = max(planned[school], year)
			if !known(k) {
				other[school] = max(other[school], year)
			}
		}
	}
	since := map[rule.Key]int{}
	for k, years := range b {
		school := rule.Key{Institution: k.Institution, Level: k.Level}
		if year := afterLast(years, planned[school]); known(k) && year > other[school] {
			since[k] = year
		}
	}
	return since
}

// afterLast is the year after the last intake, 0 where that was the last plan.
func afterLast(plan map[int]int64, last int) int {
	latest := 0
	for year, n := range plan {
		if n > 0 {
			latest = max(latest, year)
		}
	}
	if latest == 0 || latest >= last {
		return 0
	}
	return latest + 1
}
