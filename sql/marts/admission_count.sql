select
    a.year,
    coalesce(a.level, '未识别') as level,
    coalesce(m.current_major_key, a.major_key, '未识别') as major_key,
    coalesce(now.name, m.name, '未识别') as major,
    coalesce(c.name, '未识别') as college,
    coalesce(r.name, '未识别') as province,
    cast(sum(a.head_count) as bigint) as admitted,
    cast(sum(case a.registered when 1 then a.head_count else 0 end) as bigint)
        as registered,
    cast(
        sum(case when a.registered is null then a.head_count else 0 end)
        as bigint
    ) as registration_unknown,
    cast(
        sum(case a.first_choice when 1 then a.head_count else 0 end) as bigint
    ) as first_choice,
    cast(sum(case a.adjusted when 1 then a.head_count else 0 end) as bigint)
        as adjusted,
    cast(
        sum(case when a.adjusted is null then a.head_count else 0 end)
        as bigint
    ) as choice_unknown
from warehouse.fct_admission as a
left join warehouse.dim_major as m on a.major_key = m.major_key
left join warehouse.dim_major as now on m.current_major_key = now.major_key
left join warehouse.dim_college as c on a.college_key = c.college_key
left join reference.province as r on a.province_code = r.code
group by
    a.year,
    coalesce(a.level, '未识别'),
    coalesce(m.current_major_key, a.major_key, '未识别'),
    coalesce(now.name, m.name, '未识别'),
    coalesce(c.name, '未识别'),
    coalesce(r.name, '未识别')
