package duty

import (
	"context"

	"quxiang/pipelines/query"
)

// key names the facts of a school and cohort.
type key struct {
	institution string
	cohort      int
}

// Read brings the marts of the cohorts from first to last to facts, by school
// and cohort.
func Read(ctx context.Context, q query.Querier, first, last int) ([]Facts, error) {
	r := reader{ctx: ctx, q: q, first: first, last: last, at: map[key]int{}}
	for _, part := range []func() error{r.cohorts, r.colleges, r.numbers} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return r.all, nil
}

type reader struct {
	ctx         context.Context
	q           query.Querier
	first, last int
	all         []Facts
	at          map[key]int
}

// cohorts finds what is to be judged: wherever a mart has a number or a college.
func (r *reader) cohorts() error {
	return query.Each(r.ctx, r.q, "duties", `select c.institution_code, c.cohort, coalesce(i.tier, '')
		from (select institution_code, cohort from marts.duty_college union select institution_code, cohort from marts.duty_measure) as c
		left join marts.institution as i on c.institution_code = i.institution_code
		where c.cohort between ? and ? order by 1, 2`, func(scan func(...any) error) error {
		var f Facts
		err := scan(&f.Institution, &f.Cohort, &f.Tier)
		r.at[key{f.Institution, f.Cohort}] = len(r.all)
		r.all = append(r.all, f)
		return err
	}, r.first, r.last)
}

func (r *reader) colleges() error {
	return query.Each(r.ctx, r.q, "duties", `select institution_code, cohort, college_key, college,
			coalesce(prev_settled, 0), coalesce(prev_graduates, 0), coalesce(school_prev_settled, 0), coalesce(school_prev_graduates, 0)
		from marts.duty_college where cohort between ? and ? order by 1, 2, 4, 3`, func(scan func(...any) error) error {
		var k key
		var c CollegeFacts
		var school Ratio
		err := scan(&k.institution, &k.cohort, &c.Key, &c.Name, &c.Prev.K, &c.Prev.N, &school.K, &school.N)
		f := &r.all[r.at[k]]
		f.Prev, f.Colleges = school, append(f.Colleges, c)
		return err
	}, r.first, r.last)
}

func (r *reader) numbers() error {
	return query.Each(r.ctx, r.q, "duties", `select institution_code, cohort, measure, coalesce(college_key, ''), coalesce(item, ''), num, den
		from marts.duty_measure where cohort between ? and ? order by 1, 2, 3, 4, 5`, func(scan func(...any) error) error {
		var k key
		var n Number
		err := scan(&k.institution, &k.cohort, &n.Measure, &n.College, &n.Item, &n.Num, &n.Den)
		f := &r.all[r.at[k]]
		f.Numbers = append(f.Numbers, n)
		return err
	}, r.first, r.last)
}
