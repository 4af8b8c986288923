-- Deeds of the school and of its colleges; where a line doesn't say whose, the
-- college it names tells.
select
    w.institution_code,
    w.cohort,
    w.done_on,
    coalesce(
        w.unit_level,
        case when w.college_key is null then '校级' else '院级' end
    ) as unit_level,
    coalesce(c.current_college_key, w.college_key) as college_key,
    w.matter,
    w.file_id,
    w.sheet,
    w.row_no
from staging.stg_work_record as w
left join warehouse.dim_college as c on w.college_key = c.college_key
where w.cohort is not null and w.matter is not null
