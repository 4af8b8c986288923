select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cast(parse_year(r.year) as integer) as year,
    coalesce(province.code, province_text.code) as province_code,
    nullif(norm_label(r.subject), '') as subject,
    try_cast(norm_label(r.score) as decimal(9, 3)) as score,
    parse_count(r.head_count) as head_count,
    parse_count(r.cumulative) as cumulative
from raw.score_rank as r
left join reference.province as province
    on left(norm_label(r.province_code), 2) = province.code
left join reference.label as province_text
    on
        province_text.dimension = 'province' and province_text.rank = 1
        and norm_label(r.province) = province_text.label
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
