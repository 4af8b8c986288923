with

lines as (
    select
        p.institution_code,
        p.year,
        p.level,
        coalesce(
            s.current_major_key, m.current_major_key,
            p.level || ':' || p.major_digits
        ) as major_key,
        coalesce(s.name, m.name, p.major_name, p.major_digits) as major,
        coalesce(c.current_name, p.college, '未识别') as college,
        p.capacity,
        coalesce(p.controlled, now.controlled, m.controlled, 0) as controlled,
        coalesce(p.suspended, 0) as suspended
    from staging.stg_major_capacity as p
    left join warehouse.dim_school_major as s
        on
            p.institution_code = s.institution_code
            and p.level || ':' || p.major_digits = s.major_key
    left join warehouse.dim_major as m
        on p.level || ':' || p.major_digits = m.major_key
    left join warehouse.dim_major as now on m.current_major_key = now.major_key
    left join warehouse.dim_college as c on p.college_key = c.college_key
    where p.year is not null and p.major_digits is not null
)

-- programmes of one major add up; it recruits no more when all have stopped
select
    institution_code,
    year,
    level,
    major_key,
    college,
    min(major) as major,
    cast(sum(capacity) as bigint) as capacity,
    max(controlled) as controlled,
    min(suspended) as suspended
from lines
group by institution_code, year, level, major_key, college
