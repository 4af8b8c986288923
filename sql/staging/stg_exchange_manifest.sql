-- What schools say of the counts that they sent. Of two files about one
-- school's cohort the later loaded counts; a school's own workspace takes none.
with

lines as (
    select
        nullif(norm_label(r.institution_code), '') as institution_code,
        nullif(trim(r.institution_name), '') as institution_name,
        cast(parse_count(r.cohort) as integer) as cohort,
        nullif(trim(r.cutoff), '') as cutoff,
        parse_date(r.as_of) as as_of,
        nullif(trim(r.edition), '') as edition,
        nullif(trim(r.state), '') as state,
        nullif(trim(r.coverage), '') as coverage,
        nullif(trim(r.refusal_reason), '') as refusal_reason,
        parse_count(r.graduates) as graduates,
        parse_count(r.row_count) as row_count,
        nullif(trim(r.program), '') as program,
        nullif(trim(r.build), '') as build,
        nullif(trim(r.sha256), '') as sha256,
        r._file_id as file_id,
        coalesce(r._sheet, '') as sheet,
        r._row as row_no
    from raw.exchange_manifest as r
    cross join reference.run_parameter as p
    where
        p.workspace_level = 'province'
        and r._load_id not in (
            select l.load_id from meta.load as l
            where l.state = 'superseded'
        )
),

latest as (
    select
        institution_code,
        cohort,
        max(file_id) as file_id
    from lines
    group by institution_code, cohort
)

select l.*
from lines as l
inner join latest as t
    on
        l.institution_code = t.institution_code
        and l.cohort = t.cohort
        and l.file_id = t.file_id
