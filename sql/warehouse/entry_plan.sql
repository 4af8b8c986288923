-- The plan as the entry cohorts are counted: by kind of admission and present
-- major or 大类, all provinces and 科类 together. A plan without levels is of
-- the level of the same year's list, where that has one only.
with

list_levels as (
    select
        institution_code,
        year,
        min(level) as level
    from warehouse.admission_profile
    where level in ('本科', '专科')
    group by institution_code, year
    having count(distinct level) = 1
),

plans as (
    select
        p.institution_code,
        p.year as entry_year,
        coalesce(p.level, l.level, '未识别') as level,
        p.admission_type,
        case
            when p.level is null and l.level is not null
                then l.level || substring(p.major_key, 4)
            else p.major_key
        end as stated_major_key,
        coalesce(p.plan, 0) as plan
    from warehouse.fct_admission_plan as p
    left join list_levels as l
        on p.institution_code = l.institution_code and p.year = l.year
    where p.year is not null
),

typed as (
    select
        p.institution_code,
        p.entry_year,
        p.level,
        case
            when p.level in ('硕士', '博士') then '研究生'
            else coalesce(t.admission_type, '普通')
        end as admission_type,
        coalesce(
            s.current_major_key, m.current_major_key, p.stated_major_key,
            p.level || ':未识别'
        ) as major_key,
        p.plan
    from plans as p
    left join reference.admission_type as t on p.admission_type = t.label
    left join warehouse.dim_school_major as s
        on
            p.institution_code = s.institution_code
            and p.stated_major_key = s.major_key
    left join warehouse.dim_major as m on p.stated_major_key = m.major_key
)

select
    institution_code,
    entry_year,
    level,
    admission_type,
    major_key,
    cast(sum(plan) as bigint) as plan
from typed
group by institution_code, entry_year, level, admission_type, major_key
