select
    a.institution_code,
    a.cohort,
    a.held_on,
    a.kind,
    a.stage,
    a.unit_level,
    coalesce(c.current_college_key, a.college_key) as college_key,
    a.attended,
    a.employers,
    a.vacancies,
    a.file_id,
    a.sheet,
    a.row_no
from staging.stg_career_activity as a
left join warehouse.dim_college as c on a.college_key = c.college_key
where a.cohort is not null
