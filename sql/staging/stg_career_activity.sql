select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    parse_date(r.held_on) as held_on,
    nullif(trim(r.activity), '') as activity,
    nullif(norm_label(r.kind), '') as kind,
    nullif(norm_label(r.stage), '') as stage,
    unit_level_of(r.unit_level, r.college) as unit_level,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    count_of(r.attended) as attended,
    count_of(r.invited) as invited,
    count_of(r.employers) as employers,
    count_of(r.vacancies) as vacancies
from raw.career_activity as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
