select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    employer_key_of(r.credit_code, r.employer_name) as employer_key,
    nullif(norm_label(r.credit_code), '') as credit_code,
    nullif(trim(r.employer_name), '') as employer_name,
    nullif(norm_label(r.kind), '') as kind,
    nullif(trim(r.reason), '') as reason,
    parse_year(r.valid_from) as valid_from,
    parse_year(r.valid_to) as valid_to
from raw.employer_note as r
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
