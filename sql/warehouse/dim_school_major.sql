-- What each major of a school is now: a school's own change goes first, then
-- one of the whole workspace. Another school's change is none of its business.
with

offered as (
    select institution_code, major_key
    from warehouse.fct_graduate
    where major_key is not null
    union
    select institution_code, level || ':' || major_digits
    from staging.stg_exchange
    where major_digits is not null
    union
    select institution_code, major_key
    from warehouse.fct_admission_plan
    where major_key is not null
    union
    select institution_code, level || ':' || major_digits
    from staging.stg_major_indicator
    where major_digits is not null
    union
    -- whoever looks up a major of a list of admissions, a change of 学籍 or a
    -- vacancy finds its own change here; what has none is in dim_major
    select institution_code, level || ':' || major_digits
    from staging.stg_major_history
    where
        institution_code is not null
        and level is not null
        and major_digits is not null
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
    coalesce(now.name, m.name, f.own_major_key) as name,
    coalesce(now.category, m.category) as category
from followed as f
left join warehouse.dim_major as m on f.own_major_key = m.major_key
left join warehouse.dim_major as now on m.current_major_key = now.major_key
