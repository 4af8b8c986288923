with

lines as (
    select
        nullif(norm_label(r.institution_code), '') as institution_code,
        nullif(trim(r.institution_name), '') as name,
        nullif(norm_label(r.tier), '') as tier,
        nullif(norm_label(r.type), '') as type,
        nullif(trim(r.place), '') as place,
        r._file_id as file_id,
        coalesce(r._sheet, '') as sheet,
        r._row as row_no
    from raw.institution as r
    where r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
),

-- of two lines about one school the later loaded
ranked as (
    select
        *,
        row_number() over (
            partition by institution_code
            order by file_id desc, sheet asc, row_no desc
        ) as place_of
    from lines
    where institution_code is not null
)

select
    institution_code,
    name,
    tier,
    type,
    place,
    file_id,
    sheet,
    row_no
from ranked
where place_of = 1
