-- Positions offered beside the graduates who may take them, at the last
-- cut-off of the cohort.
with

majors as (
    select
        v.institution_code,
        v.cohort,
        v.level,
        coalesce(
            s.current_major_key, m.current_major_key,
            v.level || ':' || v.major_digits
        ) as major_key,
        coalesce(s.name, m.name, v.major_name, v.major_digits) as major,
        v.positions
    from staging.stg_vacancy as v
    left join warehouse.dim_school_major as s
        on
            v.institution_code = s.institution_code
            and v.level || ':' || v.major_digits = s.major_key
    left join warehouse.dim_major as m
        on v.level || ':' || v.major_digits = m.major_key
    where v.cohort is not null and v.major_digits is not null
),

offers as (
    select
        institution_code,
        cohort,
        level,
        major_key,
        min(major) as major,
        sum(coalesce(positions, 0)) as positions
    from majors
    group by institution_code, cohort, level, major_key
),

cutoffs as (
    select
        cohort,
        cutoff,
        row_number() over (
            partition by cohort
            order by as_of desc nulls last, cutoff desc
        ) as place
    from warehouse.dim_cutoff
)

select
    o.institution_code,
    o.cohort,
    o.level,
    o.major_key,
    coalesce(y.major, o.major) as major,
    cast(o.positions as bigint) as positions,
    c.cutoff,
    y.graduates
from offers as o
left join cutoffs as c on o.cohort = c.cohort and c.place = 1
left join marts.major_year as y
    on
        o.institution_code = y.institution_code
        and o.cohort = y.cohort
        and c.cutoff = y.cutoff
        and o.level = y.level
        and o.major_key = y.major_key
