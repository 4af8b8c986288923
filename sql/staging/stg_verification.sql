select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    r.pid_idcard,
    r.pid_student,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    parse_date(r.checked_on) as checked_on,
    nullif(norm_label(r.unit_level), '') as unit_level,
    nullif(norm_label(r.way), '') as way,
    nullif(norm_label(r.evidence), '') as evidence,
    nullif(norm_label(r.result), '') as result,
    nullif(norm_label(r.breach), '') as breach
from raw.verification as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
