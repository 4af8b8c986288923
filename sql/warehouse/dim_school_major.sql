-- What each major of a school is now: a school's own change goes first, then
-- one of the whole workspace. Another school's change is none of its business.
with

-- every major that a file of the school names, so that whoever looks one up
-- finds it here
named as (
    select institution_code, major_key
    from warehouse.fct_graduate
    union
    select institution_code, level || ':' || major_digits
    from staging.stg_exchange
    union
    select institution_code, major_key
    from warehouse.fct_admission_plan
    union
    select institution_code, major_key
    from warehouse.fct_admission
    union
    select institution_code, from_major_key
    from warehouse.fct_status_change
    union
    select institution_code, to_major_key
    from warehouse.fct_status_change
    union
    select institution_code, level || ':' || major_digits
    from staging.stg_major_indicator
    union
    select institution_code, level || ':' || major_digits
    from staging.stg_major_capacity
    union
    select institution_code, level || ':' || major_digits
    from staging.stg_vacancy
    union
    select institution_code, level || ':' || major_digits
    from warehouse.unlevelled_major
),

-- one that a list leaves without a level is a major of the level that the list
-- turns out to be of
offered as (
    select institution_code, major_key
    from named
    where major_key is not null
    union
    select n.institution_code, v.level || substring(n.major_key, 4)
    from named as n
    cross join reference.level as v
    where n.major_key like '未识别:%'
    union
    select n.institution_code, v.level || ':' || c.digits
    from named as n
    inner join staging.stg_major_name as c
        on n.major_key = '未识别:名称:' || c.name
    inner join reference.level as v on c.catalogue_level = v.catalogue_level
),

-- two changes of one major that contradict each other say nothing
own as (
    select
        institution_code,
        level || ':' || major_digits as major_key,
        min(level || ':' || current_major_digits) as current_major_key
    from staging.stg_major_history
    where
        institution_code is not null
        and current_major_digits is not null
        and current_major_digits <> major_digits
    group by institution_code, level, major_digits
    having count(distinct current_major_digits) = 1
),

-- a successor may itself have been renamed later, by the school or by all
followed as (
    select
        o.institution_code,
        o.major_key,
        coalesce(b.current_major_key, a.current_major_key, o.major_key)
            as own_major_key
    from offered as o
    left join own as a
        on
            o.institution_code = a.institution_code
            and o.major_key = a.major_key
    left join own as b
        on
            a.institution_code = b.institution_code
            and a.current_major_key = b.major_key
)

select
    f.institution_code,
    f.major_key,
    coalesce(m.current_major_key, f.own_major_key) as current_major_key,
    coalesce(now.name, m.name) as name,
    coalesce(now.category, m.category) as category
from followed as f
left join warehouse.dim_major as m on f.own_major_key = m.major_key
left join warehouse.dim_major as now on m.current_major_key = now.major_key
