-- What other graduates of a school started on, for surveys that know nobody's
-- own first pay: the registered pay of the nearest other cohort that graduated
-- no later than the survey.
with

starts as (
    select
        g.institution_code,
        g.cohort,
        count(*) as paid,
        cast(round(avg(g.monthly_pay) * 100) as bigint) as pay
    from warehouse.last_cutoff as c
    cross join reference.survey_rule as u
    inner join warehouse.fct_graduate as g
        on
            c.institution_code = g.institution_code
            and c.cohort = g.cohort
            and c.cutoff = g.cutoff
            and g.counted = 1
            and g.monthly_pay between u.pay_low and u.pay_high
    inner join reference.population_member as p
        on
            g.destination_code = p.destination_code
            and p.population = 'placed_local'
    group by g.institution_code, g.cohort, u.least_to_name
    having count(*) >= u.least_to_name
),

surveys as (
    select distinct institution_code, survey_year, cohort
    from warehouse.fct_alumni_response
),

choices as (
    select
        s.institution_code,
        s.survey_year,
        s.cohort,
        t.cohort as start_cohort,
        t.paid,
        t.pay,
        row_number() over (
            partition by s.institution_code, s.survey_year, s.cohort
            order by abs(t.cohort - s.cohort) asc, t.cohort desc
        ) as choice
    from surveys as s
    inner join starts as t
        on
            s.institution_code = t.institution_code
            and s.cohort <> t.cohort
            and s.survey_year >= t.cohort
)

select
    institution_code,
    survey_year,
    cohort,
    start_cohort,
    cast(paid as bigint) as paid,
    pay
from choices
where choice = 1
