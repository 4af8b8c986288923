-- The report by the end of the year: what this program released, and what the
-- ledger says was published. That there is none is known only once the year is
-- over, of a school that keeps the ledger. Of alumni, the survey of the year.
with

deeds as (
    select * from warehouse.fct_work
),

answers as (
    select * from warehouse.fct_alumni_response
),

own as (
    select
        p.institution_code,
        r.cohort,
        count(*) as releases
    from staging.stg_release as r
    cross join reference.run_parameter as p
    where
        p.workspace_level <> 'province'
        and r.kind = '年度报告'
        and r.audience = 'public'
        and r.released_on <= make_date(r.cohort, 12, 31)
    group by p.institution_code, r.cohort
),

noted as (
    select
        institution_code,
        cohort,
        sum(
            case
                when
                    matter = '发布年度报告'
                    and done_on <= make_date(cohort, 12, 31)
                    then 1
                else 0
            end
        ) as releases
    from deeds
    group by institution_code, cohort
),

latest as (
    select cast(max(loaded_at) + interval '8 hours' as date) as day
    from staging.stg_load
),

released as (
    select
        coalesce(o.institution_code, n.institution_code) as institution_code,
        coalesce(o.cohort, n.cohort) as cohort,
        coalesce(o.releases, 0) + coalesce(n.releases, 0) as releases
    from own as o
    full join noted as n
        on o.institution_code = n.institution_code and o.cohort = n.cohort
),

years as (
    select * from (
        values
        (3),
        (4),
        (5)
    ) as v(years)
),

surveys as (
    select distinct institution_code, survey_year
    from answers
    where invalid is null
),

tracked as (
    select
        s.institution_code,
        s.survey_year,
        s.survey_year - y.years as cohort,
        count(a.cohort) as people
    from surveys as s
    cross join years as y
    left join answers as a
        on
            s.institution_code = a.institution_code
            and s.survey_year = a.survey_year
            and s.survey_year - y.years = a.cohort
            and a.invalid is null
    group by s.institution_code, s.survey_year, s.survey_year - y.years
)

select
    r.institution_code,
    r.cohort,
    'report_released' as measure,
    cast(null as text) as college_key,
    cast(null as text) as item,
    cast(r.releases as bigint) as num,
    cast(null as bigint) as den
from released as r
cross join latest as l
where r.releases > 0 or l.day > make_date(r.cohort, 12, 31)
union all
select
    institution_code,
    survey_year,
    'alumni_tracked',
    null,
    cast(cohort as text),
    people,
    null
from tracked
