select
    a.institution_code,
    a.cohort,
    coalesce(a.kind, '其他') as kind,
    coalesce(a.stage, '未注明') as stage,
    coalesce(a.unit_level, '未注明') as unit_level,
    a.college_key,
    coalesce(min(c.current_name), a.college_key) as college,
    count(*) as events,
    cast(coalesce(sum(a.attended), 0) as bigint) as attended,
    cast(coalesce(sum(a.employers), 0) as bigint) as employers,
    cast(coalesce(sum(a.vacancies), 0) as bigint) as vacancies
from warehouse.fct_activity as a
left join warehouse.dim_college as c on a.college_key = c.college_key
group by
    a.institution_code,
    a.cohort,
    coalesce(a.kind, '其他'),
    coalesce(a.stage, '未注明'),
    coalesce(a.unit_level, '未注明'),
    a.college_key
