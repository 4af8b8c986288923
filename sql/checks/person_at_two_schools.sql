-- one person at one level at two schools of a province in one cohort: legal,
-- but rare enough to be looked at
with

travellers as (
    select g.person_key
    from warehouse.fct_graduate as g
    cross join reference.run_parameter as p
    where
        p.workspace_level = 'province'
        and g.counted = 1
        and g.person_key is not null
    group by g.person_key
    having min(g.institution_code) <> max(g.institution_code)
),

people as (
    select
        g.cohort,
        g.cutoff,
        g.level,
        g.person_key,
        g.institution_code
    from warehouse.fct_graduate as g
    inner join travellers as t on g.person_key = t.person_key
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
