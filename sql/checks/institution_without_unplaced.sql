-- a school of a province without one unplaced graduate may have sent only the
-- placed ones
with

rows_of as (
    select
        r.cohort,
        r.cutoff,
        r.institution_code,
        sum(r.head_count) as head_count,
        sum(
            case when d.settled = 1 then 0 else r.head_count end
        ) as unplaced
    from staging.stg_destination as r
    inner join warehouse.dim_destination as d
        on r.destination_code = d.destination_code
    inner join warehouse.dim_cutoff as c
        on r.cohort = c.cohort and r.cutoff = c.cutoff and not c.has_roster
    cross join reference.run_parameter as p
    where p.workspace_level = 'province'
    group by r.cohort, r.cutoff, r.institution_code
)

select
    r.cohort,
    r.cutoff,
    r.institution_code,
    i.name,
    r.head_count
from rows_of as r
left join warehouse.dim_institution as i
    on r.institution_code = i.institution_code
where r.unplaced = 0 and r.head_count >= 30
order by r.cohort, r.cutoff, r.institution_code
