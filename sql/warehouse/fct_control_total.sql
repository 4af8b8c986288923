with

totals as (
    select * from staging.stg_control_total
)

select
    t.cohort,
    t.cutoff,
    t.as_of,
    t.level,
    c.current_college_key as college_key,
    coalesce(c.current_name, t.college) as college,
    t.major_digits as major_code,
    t.destination_code,
    t.head_count,
    t.source,
    t.source_date,
    t.file_id,
    t.sheet,
    t.row_no
from totals as t
left join warehouse.dim_college as c on t.college_key = c.college_key
