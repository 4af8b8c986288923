select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    nullif(trim(r.course_name), '') as course_name,
    nullif(norm_label(r.kind), '') as kind,
    nullif(norm_label(r.nature), '') as nature,
    scaled_of(r.hours, 10) as hours10,
    scaled_of(r.credits, 100) as credits100,
    nullif(norm_label(r.level), '') as level,
    nullif(trim(r.stage), '') as stage,
    yes_no(r.in_plan) as in_plan,
    count_of(r.should_take) as should_take,
    count_of(r.took) as took,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college
from raw.course as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
