select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    nullif(r._institution, parameter.institution_code) as institution_code,
    by_text.level,
    major_digits(r.major_code, lv.catalogue_level) as major_digits,
    major_base(r.major) as major_name,
    nullif(major_digits(r.current_major_code, lv.catalogue_level), '')
        as current_major_digits,
    nullif(major_base(r.current_major), '') as current_major_name,
    nullif(trim(r.change_kind), '') as change_kind,
    cast(parse_count(r.from_cohort) as integer) as from_cohort,
    cast(parse_count(r.to_cohort) as integer) as to_cohort,
    nullif(trim(r.document), '') as document
from raw.major_history as r
cross join reference.run_parameter as parameter
left join reference.label as level_text
    on
        level_text.dimension = 'education_level' and level_text.rank = 1
        and norm_label(r.level) = level_text.label
left join reference.education_level as by_text
    on level_text.code = by_text.code
left join reference.level as lv on by_text.level = lv.level
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
