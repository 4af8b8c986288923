select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    r.pid_idcard,
    r.pid_exam,
    r.pid_student,
    nullif(norm_label(r.change_type), '') as change_type,
    parse_date(r.change_date) as change_date,
    parse_year(replace(r.entry_year, '级', '')) as entry_year,
    parse_year(replace(r.from_grade, '级', '')) as from_grade,
    parse_year(replace(r.to_grade, '级', '')) as to_grade,
    by_text.level,
    coalesce(
        nullif(major_digits(r.from_major_code, lv.catalogue_level), ''),
        named_from.digits,
        '名称:' || nullif(
            norm_label(class_base(major_base(r.from_major))), ''
        )
    ) as from_major_digits,
    nullif(norm_label(r.from_college), '') as from_college_key,
    coalesce(
        nullif(major_digits(r.to_major_code, lv.catalogue_level), ''),
        named_to.digits,
        '名称:' || nullif(norm_label(major_base(r.to_major)), '')
    ) as to_major_digits,
    nullif(norm_label(r.to_college), '') as to_college_key
from raw.status_change as r
cross join reference.run_parameter as parameter
left join reference.label as level_text
    on
        level_text.dimension = 'education_level' and level_text.rank = 1
        and norm_label(r.level) = level_text.label
left join reference.education_level as by_text
    on level_text.code = by_text.code
left join reference.level as lv on by_text.level = lv.level
left join staging.stg_major_name as named_from
    on
        lv.catalogue_level = named_from.catalogue_level
        and norm_label(major_base(r.from_major)) = named_from.name
left join staging.stg_major_name as named_to
    on
        lv.catalogue_level = named_to.catalogue_level
        and norm_label(major_base(r.to_major)) = named_to.name
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
