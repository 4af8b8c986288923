select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    nullif(norm_label(r.incubator), '') as incubator,
    nullif(norm_label(r.kind), '') as kind,
    nullif(norm_label(r.rank), '') as rank,
    quantity_of(r.area, '平方米') as area,
    count_of(r.projects) as projects,
    count_of(r.mentors) as mentors
from raw.incubator as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
