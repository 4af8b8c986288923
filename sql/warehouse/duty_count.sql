-- What duties are divided by: a school's graduates and those of its present
-- colleges. In a province's files a school is all the college there is.
with

colleges as (
    select
        g.institution_code,
        g.cohort,
        coalesce(c.current_college_key, g.college_key) as college_key,
        k.tells_unregistered,
        sum(g.head_count) as head_count,
        sum(g.head_count * d.settled) as settled,
        sum(
            case when d.part_2024 = 'unregistered' then 0 else g.head_count end
        ) as registered
    from warehouse.duty_cutoff as k
    inner join warehouse.fct_graduate as g
        on
            k.institution_code = g.institution_code
            and k.cohort = g.cohort
            and k.cutoff = g.cutoff
            and g.counted = 1
    inner join warehouse.dim_destination as d
        on g.destination_code = d.destination_code
    left join warehouse.dim_college as c on g.college_key = c.college_key
    group by
        g.institution_code,
        g.cohort,
        coalesce(c.current_college_key, g.college_key),
        k.tells_unregistered
),

units as (
    select
        institution_code,
        cohort,
        cast(null as text) as college_key,
        tells_unregistered,
        head_count,
        settled,
        registered
    from colleges
    union all
    select
        r.institution_code,
        r.cohort,
        r.college_key,
        r.tells_unregistered,
        r.head_count,
        r.settled,
        r.registered
    from colleges as r
    cross join reference.run_parameter as p
    where p.workspace_level <> 'province' and r.college_key is not null
)

select
    institution_code,
    cohort,
    college_key,
    cast(sum(head_count) as bigint) as graduates,
    cast(sum(settled) as bigint) as settled,
    cast(sum(case when tells_unregistered then registered end) as bigint)
        as registered
from units
group by institution_code, cohort, college_key
