with

latest as (
    select
        i.*,
        i.level || ':' || i.major_digits as major_key,
        row_number() over (
            partition by
                i.institution_code, i.year, i.level, i.major_digits, i.indicator
            order by i.file_id desc, i.sheet asc, i.row_no desc
        ) as place
    from staging.stg_major_indicator as i
    where i.value is not null and i.major_digits is not null
)

select
    i.institution_code,
    i.year as cohort,
    i.level,
    i.major_key,
    coalesce(m.current_major_key, i.major_key) as current_major_key,
    i.indicator,
    cast(i.value * 100 as bigint) as hundredths
from latest as i
left join warehouse.dim_school_major as m
    on i.institution_code = m.institution_code and i.major_key = m.major_key
where i.place = 1
