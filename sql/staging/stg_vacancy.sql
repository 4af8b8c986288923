select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cast(
        coalesce(parse_year(replace(r.cohort, '届', '')), r._cohort) as integer
    ) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    by_text.level,
    coalesce(
        nullif(major_digits(r.major_code, lv.catalogue_level), ''),
        named.digits,
        '名称:' || nullif(norm_label(major_base(r.major)), '')
    ) as major_digits,
    nullif(major_base(r.major), '') as major_name,
    case when parse_count(r.positions) >= 0 then parse_count(r.positions) end
        as positions,
    nullif(trim(r.positions), '') as positions_text,
    nullif(trim(r.source), '') as source
from raw.vacancy as r
cross join reference.run_parameter as parameter
left join reference.label as level_text
    on
        level_text.dimension = 'education_level' and level_text.rank = 1
        and norm_label(r.level) = level_text.label
left join reference.education_level as by_text
    on level_text.code = by_text.code
left join reference.level as lv on by_text.level = lv.level
left join staging.stg_major_name as named
    on
        lv.catalogue_level = named.catalogue_level
        and norm_label(major_base(r.major)) = named.name
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
