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
    nullif(trim(r.project), '') as project,
    nullif(norm_label(r.credit_code), '') as credit_code,
    parse_date(r.registered_on) as registered_on,
    nullif(norm_label(r.incubator), '') as incubator,
    count_of(r.jobs) as jobs,
    fen_of(r.funding, '元') as funding,
    nullif(norm_label(r.status), '') as status
from raw.startup as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
