-- One line from the plan to the career: an entry cohort's major, what became of
-- its graduates, what the latest survey of the cohort that graduated on time
-- says, and the positions that stood beside it. Counts are of the entry cohort;
-- the survey's estimates are of all graduates of that major and cohort.
with

-- a major of five years in a cohort of four graduates a year later: the years
-- are those of most of its people
durations as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        major_key,
        percentile_disc(0.5) within group (order by years asc) as years
    from warehouse.fct_entrant
    group by institution_code, entry_year, level, admission_type, major_key
),

entries as (
    select
        l.*,
        l.entry_year + coalesce(d.years, e.years) as due_cohort
    from marts.linkage as l
    inner join marts.entry_cohort as e
        on
            l.institution_code = e.institution_code
            and l.entry_year = e.entry_year
            and l.level = e.level
            and l.admission_type = e.admission_type
    left join durations as d
        on
            l.institution_code = d.institution_code
            and l.entry_year = d.entry_year
            and l.level = d.level
            and l.admission_type = d.admission_type
            and l.major_key = d.major_key
    where l.is_class = 0 and l.admission_type in ('普通', '研究生')
),

-- whose own year of graduation is on file
due as (
    select e.*
    from entries as e
    inner join warehouse.last_cutoff as c
        on
            e.institution_code = c.institution_code
            and e.due_cohort = c.cohort
),

-- as far as the report looks
latest_surveys as (
    select r.institution_code, r.cohort, max(r.survey_year) as survey_year
    from marts.survey_response as r
    inner join reference.run_parameter as p
        on r.survey_year <= p.report_year + 1
    where r.survey = '校友'
    group by r.institution_code, r.cohort
),

answers as (
    select
        r.institution_code,
        r.cohort,
        r.survey_year,
        r.level,
        r.major_key,
        r.valid,
        r.people
    from marts.survey_response as r
    inner join latest_surveys as s
        on
            r.institution_code = s.institution_code
            and r.cohort = s.cohort
            and r.survey_year = s.survey_year
    where r.survey = '校友' and r.unit = '专业'
),

-- what is withheld has no estimate, and says why
estimates as (
    select
        institution_code,
        cohort,
        survey_year,
        level,
        major_key,
        max(case when indicator = 'related' then weighted end) as related,
        max(case when indicator = 'satisfaction' then weighted end)
            as satisfaction,
        max(case when indicator = 'pay' then median end) as pay,
        max(case when indicator = 'related' then withheld end)
            as related_withheld,
        max(case when indicator = 'satisfaction' then withheld end)
            as satisfaction_withheld,
        max(case when indicator = 'pay' then withheld end) as pay_withheld
    from marts.survey_indicator
    where
        survey = '校友' and unit = '专业'
        and indicator in ('related', 'satisfaction', 'pay')
    group by institution_code, cohort, survey_year, level, major_key
),

-- whom nobody answered has no estimate either
unanswered as (
    select
        a.institution_code,
        a.cohort,
        a.survey_year,
        a.level,
        a.major_key,
        case when t.related is null then '没有答此题的' end as related,
        case when t.satisfaction is null then '没有答此题的' end
            as satisfaction,
        case when t.pay is null then '没有答此题的' end as pay
    from answers as a
    left join estimates as t
        on
            a.institution_code = t.institution_code
            and a.cohort = t.cohort
            and a.survey_year = t.survey_year
            and a.level = t.level
            and a.major_key = t.major_key
)

select
    e.institution_code,
    e.entry_year,
    e.level,
    e.admission_type,
    e.major_key,
    e.major,
    e.due_cohort,
    e.plan + e.plan_split as plan,
    e.admitted + e.admitted_split as admitted,
    e.registered,
    e.graduated,
    e.graduated_on_time,
    e.settled,
    e.related,
    e.related_base,
    a.survey_year,
    a.people as survey_people,
    a.valid as survey_valid,
    cast(t.related as bigint) as later_related,
    cast(t.satisfaction as bigint) as later_satisfaction,
    cast(t.pay as bigint) as later_pay,
    coalesce(t.related_withheld, n.related) as related_withheld,
    coalesce(t.satisfaction_withheld, n.satisfaction)
        as satisfaction_withheld,
    coalesce(t.pay_withheld, n.pay) as pay_withheld,
    v.positions,
    v.graduates as vacancy_graduates
from due as e
left join answers as a
    on
        e.institution_code = a.institution_code
        and e.due_cohort = a.cohort
        and e.level = a.level
        and e.major_key = a.major_key
left join estimates as t
    on
        a.institution_code = t.institution_code
        and a.cohort = t.cohort
        and a.survey_year = t.survey_year
        and a.level = t.level
        and a.major_key = t.major_key
left join unanswered as n
    on
        a.institution_code = n.institution_code
        and a.cohort = n.cohort
        and a.survey_year = n.survey_year
        and a.level = n.level
        and a.major_key = n.major_key
left join marts.vacancy as v
    on
        e.institution_code = v.institution_code
        and e.due_cohort = v.cohort
        and e.level = v.level
        and e.major_key = v.major_key
