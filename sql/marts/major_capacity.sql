with

stated as (
    select
        p.*,
        coalesce(p.level, u.level) as study_level,
        coalesce(p.level, u.level) || ':'
        || coalesce(u.major_digits, p.major_digits) as stated_major_key
    from staging.stg_major_capacity as p
    left join warehouse.unlevelled_major as u
        on
            p.level is null
            and p.institution_code = u.institution_code
            and p.major_digits = u.stated_digits
    where p.year is not null and p.major_digits is not null
),

lines as (
    select
        p.institution_code,
        p.year,
        p.study_level as level,
        coalesce(s.current_major_key, p.stated_major_key) as major_key,
        coalesce(s.name, p.major_name, p.major_digits) as major,
        coalesce(c.current_name, p.college, '未识别') as college,
        p.capacity,
        coalesce(p.controlled, now.controlled, m.controlled, 0) as controlled,
        coalesce(p.suspended, 0) as suspended
    from stated as p
    left join warehouse.dim_school_major as s
        on
            p.institution_code = s.institution_code
            and p.stated_major_key = s.major_key
    left join warehouse.dim_major as m on p.stated_major_key = m.major_key
    left join warehouse.dim_major as now on s.current_major_key = now.major_key
    left join warehouse.dim_college as c on p.college_key = c.college_key
    -- the check capacity_used names the lines whose level nobody can tell
    where p.study_level is not null
)

-- programmes of one major add up, and are unknown together where one is; it
-- recruits no more when all have stopped
select
    institution_code,
    year,
    level,
    major_key,
    college,
    min(major) as major,
    cast(
        case when count(*) = count(capacity) then sum(capacity) end as bigint
    ) as capacity,
    max(controlled) as controlled,
    min(suspended) as suspended
from lines
group by institution_code, year, level, major_key, college
