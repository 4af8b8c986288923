-- The line of the register says who employs a graduate; only lines in work
-- with an employer count here.
select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    employer_key_of(
        coalesce(
            nullif(trim(r.credit_code), ''), nullif(trim(r.employer_code), '')
        ),
        r.employer_name
    ) as employer_key
from raw.destination as r
where
    r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
    and (
        nullif(trim(r.credit_code), '') is not null
        or nullif(trim(r.employer_code), '') is not null
        or nullif(trim(r.employer_name), '') is not null
    )
