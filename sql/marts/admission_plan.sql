select
    p.year,
    coalesce(p.level, '未识别') as level,
    coalesce(m.current_major_key, p.major_key, '未识别') as major_key,
    coalesce(now.name, m.name, '未识别') as major,
    coalesce(c.name, '未识别') as college,
    coalesce(r.name, '未识别') as province,
    cast(sum(p.plan) as bigint) as plan
from warehouse.fct_admission_plan as p
left join warehouse.dim_major as m on p.major_key = m.major_key
left join warehouse.dim_major as now on m.current_major_key = now.major_key
left join warehouse.dim_college as c on p.college_key = c.college_key
left join reference.province as r on p.province_code = r.code
group by
    p.year,
    coalesce(p.level, '未识别'),
    coalesce(m.current_major_key, p.major_key, '未识别'),
    coalesce(now.name, m.name, '未识别'),
    coalesce(c.name, '未识别'),
    coalesce(r.name, '未识别')
