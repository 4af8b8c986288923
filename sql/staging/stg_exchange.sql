-- Counts that schools sent, as far as a manifest in force names their file.
with

lines as (
    select
        norm_label(r.institution_code) as institution_code,
        cast(parse_count(r.cohort) as integer) as cohort,
        trim(r.cutoff) as cutoff,
        trim(r.level) as level,
        trim(r.destination_code) as destination_code,
        trim(r.dimension) as dimension,
        trim(r.code) as code,
        nullif(trim(r.name), '') as name,
        parse_count(r.head_count) as head_count,
        r._load_id as load_id,
        r._file_id as file_id,
        coalesce(r._sheet, '') as sheet,
        r._row as row_no
    from raw.exchange as r
    where r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
),

named as (
    select distinct
        m.institution_code,
        m.cohort,
        m.cutoff,
        f.file_id
    from staging.stg_exchange_manifest as m
    inner join meta.file as f on m.sha256 = f.sha256
)

select
    l.institution_code,
    l.cohort,
    l.cutoff,
    l.level,
    l.destination_code,
    l.dimension,
    l.code,
    l.name,
    case
        when l.dimension = 'major' and split_part(l.code, '|', 1) <> '未识别'
            then split_part(l.code, '|', 1)
    end as major_digits,
    case
        when l.dimension = 'major' then nullif(split_part(l.code, '|', 2), '')
    end as programme_kind,
    l.head_count,
    l.load_id,
    l.file_id,
    l.sheet,
    l.row_no
from lines as l
inner join named as n
    on
        l.institution_code = n.institution_code
        and l.cohort = n.cohort
        and l.cutoff = n.cutoff
        and l.file_id = n.file_id
