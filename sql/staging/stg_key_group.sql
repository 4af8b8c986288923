select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    r.pid_idcard,
    r.pid_student,
    cast(coalesce(parse_year(r.cohort), r._cohort) as integer) as cohort,
    nullif(norm_label(r.college), '') as college_key,
    nullif(norm_label(r.group_name), '') as group_name
from raw.key_group as r
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
