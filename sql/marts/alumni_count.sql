-- Answers beside the people who could have answered: the counted graduates of
-- the cohort at its last cut-off.
with

surveys as (
    select distinct survey_year, cohort
    from warehouse.fct_alumni_response
),

answers as (
    select
        a.survey_year,
        a.cohort,
        coalesce(a.level, '未识别') as level,
        coalesce(m.current_major_key, a.major_key, '未识别') as major_key,
        sum(a.counted) as answers,
        sum(1 - a.counted) as repeated_answers,
        sum(case when a.record_key is null then a.counted else 0 end)
            as unmatched
    from warehouse.fct_alumni_response as a
    left join warehouse.dim_major as m on a.major_key = m.major_key
    group by
        a.survey_year,
        a.cohort,
        coalesce(a.level, '未识别'),
        coalesce(m.current_major_key, a.major_key, '未识别')
),

last_cutoffs as (
    select cohort, max(as_of) as as_of
    from warehouse.dim_cutoff
    group by cohort
),

graduates as (
    select
        s.survey_year,
        s.cohort,
        g.level,
        coalesce(m.current_major_key, g.major_key, '未识别') as major_key,
        sum(g.head_count) as graduates
    from surveys as s
    inner join last_cutoffs as c on s.cohort = c.cohort
    inner join warehouse.fct_graduate as g
        on c.cohort = g.cohort and c.as_of = g.as_of and g.counted = 1
    left join warehouse.dim_major as m on g.major_key = m.major_key
    group by
        s.survey_year,
        s.cohort,
        g.level,
        coalesce(m.current_major_key, g.major_key, '未识别')
),

joined as (
    select
        coalesce(g.survey_year, a.survey_year) as survey_year,
        coalesce(g.cohort, a.cohort) as cohort,
        coalesce(g.level, a.level) as level,
        coalesce(g.major_key, a.major_key) as major_key,
        coalesce(g.graduates, 0) as graduates,
        coalesce(a.answers, 0) as answers,
        coalesce(a.repeated_answers, 0) as repeated_answers,
        coalesce(a.unmatched, 0) as unmatched
    from graduates as g
    full outer join answers as a
        on
            g.survey_year = a.survey_year
            and g.cohort = a.cohort
            and g.level = a.level
            and g.major_key = a.major_key
)

select
    j.survey_year,
    j.cohort,
    j.level,
    j.major_key,
    coalesce(m.name, '未识别') as major,
    cast(j.graduates as bigint) as graduates,
    cast(j.answers as bigint) as answers,
    cast(j.repeated_answers as bigint) as repeated_answers,
    cast(j.unmatched as bigint) as unmatched
from joined as j
left join warehouse.dim_major as m on j.major_key = m.major_key
