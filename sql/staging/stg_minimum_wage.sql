select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    coalesce(
        nullif(
            regexp_replace(norm_label(r.place_code), '^(.{2,4}?)(00)+$', '\1'),
            ''
        ),
        p.city_code,
        p.province_code
    ) as place_code,
    nullif(trim(r.place), '') as place,
    parse_date(r.valid_from) as valid_from,
    fen_of(r.amount, '元') as amount,
    nullif(trim(r.source), '') as source
from raw.minimum_wage as r
left join staging.stg_place as p on norm_label(r.place) = p.place
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
