select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    employer_key_of(r.credit_code, r.employer_name) as employer_key,
    nullif(norm_label(r.credit_code), '') as credit_code,
    nullif(trim(r.employer_name), '') as employer_name,
    count_of(r.students) as students
from raw.internship_employer as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
