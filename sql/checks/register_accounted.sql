-- every line of the register is in the fact once, counted or with its reason
with

register as (
    select cohort, cutoff, sum(head_count) as head_count, count(*) as n
    from staging.stg_destination
    group by cohort, cutoff
),

facts as (
    select cohort, cutoff, sum(head_count) as head_count, count(*) as n
    from warehouse.fct_graduate
    where file_id is not null
    group by cohort, cutoff
)

select
    r.cohort,
    r.cutoff,
    r.n as register_lines,
    f.n as fact_lines,
    r.head_count as register_people,
    f.head_count as fact_people
from register as r
left join facts as f on r.cohort = f.cohort and r.cutoff = f.cutoff
left join warehouse.dim_cutoff as c
    on r.cohort = c.cohort and r.cutoff = c.cutoff
where
    f.n is null
    or r.n <> f.n
    or (not c.has_roster and r.head_count <> f.head_count)
order by r.cohort, r.cutoff
