with

lines as (
    select
        h.institution_code,
        h.level,
        coalesce(h.level, '未识别') || ':' || h.major_digits as major_key,
        coalesce(h.level, '未识别') || ':'
        || coalesce(h.current_major_digits, h.major_digits)
            as current_major_key,
        h.change_kind,
        h.from_cohort,
        h.to_cohort,
        h.document
    from staging.stg_major_history as h
    where h.major_digits is not null
)

select distinct
    l.institution_code,
    l.level,
    l.major_key,
    coalesce(m.name, l.major_key) as major,
    l.current_major_key,
    coalesce(now.name, l.current_major_key) as current_major,
    l.change_kind,
    l.from_cohort,
    l.to_cohort,
    l.document
from lines as l
left join warehouse.dim_major as m on l.major_key = m.major_key
left join warehouse.dim_major as now on l.current_major_key = now.major_key
