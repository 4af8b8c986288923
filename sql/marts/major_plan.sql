select
    p.institution_code,
    p.year,
    coalesce(p.level, '未识别') as level,
    coalesce(m.current_major_key, p.major_key, '未识别') as major_key,
    cast(sum(p.plan) as bigint) as plan
from warehouse.fct_admission_plan as p
left join warehouse.dim_school_major as m
    on p.institution_code = m.institution_code and p.major_key = m.major_key
where p.year is not null
group by
    p.institution_code,
    p.year,
    coalesce(p.level, '未识别'),
    coalesce(m.current_major_key, p.major_key, '未识别')
