-- with a roster, only those on it are graduates: a school that sent none would
-- vanish
with

registered as (
    select
        r.cohort,
        r.institution_code,
        sum(r.head_count) as registered
    from staging.stg_destination as r
    inner join warehouse.dim_cutoff as c
        on r.cohort = c.cohort and r.cutoff = c.cutoff and c.has_roster
    group by r.cohort, r.institution_code
),

rosters as (
    select distinct cohort, institution_code
    from staging.stg_roster
)

select
    r.cohort,
    r.institution_code,
    i.name,
    r.registered
from registered as r
left join rosters as t
    on r.cohort = t.cohort and r.institution_code = t.institution_code
left join warehouse.dim_institution as i
    on r.institution_code = i.institution_code
where t.cohort is null
order by r.cohort, r.institution_code
