select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    cast(parse_year(r.survey_year) as integer) as survey_year,
    employer_key_of(r.credit_code, r.employer_name) as employer_key,
    parse_date(r.answered_at) as answered_at,
    nullif(norm_label(r.overall), '') as overall,
    nullif(norm_label(r.knowledge), '') as knowledge,
    nullif(norm_label(r.skill), '') as skill,
    nullif(norm_label(r.attitude), '') as attitude,
    nullif(norm_label(r.teamwork), '') as teamwork,
    nullif(norm_label(r.communication), '') as communication,
    nullif(norm_label(r.innovation), '') as innovation,
    nullif(norm_label(r.learning), '') as learning,
    nullif(norm_label(r.rehire), '') as rehire
from raw.employer_answer as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
