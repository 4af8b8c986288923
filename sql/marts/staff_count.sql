with

posts as (
    select * from warehouse.fct_staff
)

select
    p.institution_code,
    p.cohort,
    p.unit_level,
    p.college_key,
    coalesce(min(c.current_name), p.college_key) as college,
    p.post,
    coalesce(p.full_time, '未注明') as full_time,
    cast(count(distinct p.staff_key) as bigint) as people,
    cast(
        count(distinct case when p.trained then p.staff_key end) as bigint
    ) as trained
from posts as p
left join warehouse.dim_college as c on p.college_key = c.college_key
group by
    p.institution_code,
    p.cohort,
    p.unit_level,
    p.college_key,
    p.post,
    coalesce(p.full_time, '未注明')
