select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    r.pid_idcard,
    r.pid_student,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    nullif(norm_label(r.college), '') as college_key,
    nullif(norm_label(r.group_name), '') as group_name,
    yes_no(r.helped) as helped,
    yes_no(r.able) as able,
    parse_date(r.filed_on) as filed_on,
    yes_no(r.plan) as planned,
    count_of(r.talks) as talks,
    count_of(r.activities) as activities,
    count_of(r.postings) as postings,
    count_of(r.valid_postings) as valid_postings,
    yes_no(r.training) as training,
    yes_no(r.internship) as internship,
    yes_no(r.subsidy) as subsidy
from raw.key_group as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
