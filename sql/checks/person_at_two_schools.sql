-- one person at one level at two schools of a province in one cohort: legal,
-- but rare enough to be looked at
with

people as (
    select
        g.cohort,
        g.cutoff,
        g.level,
        g.person_key,
        g.institution_code
    from warehouse.fct_graduate as g
    inner join (
        select distinct record_key
        from warehouse.record_appearance
        where elsewhere
    ) as a on g.record_key = a.record_key
    where g.counted = 1
),

twice as (
    select cohort, cutoff, level, person_key
    from people
    group by cohort, cutoff, level, person_key
    having min(institution_code) <> max(institution_code)
)

select
    p.cohort,
    p.cutoff,
    p.level,
    p.institution_code,
    count(*) as persons
from people as p
inner join twice as t
    on
        p.cohort = t.cohort
        and p.cutoff = t.cutoff
        and p.level = t.level
        and p.person_key = t.person_key
group by p.cohort, p.cutoff, p.level, p.institution_code
order by p.cohort, p.cutoff, p.level, p.institution_code
