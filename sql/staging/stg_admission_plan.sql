select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cast(parse_year(r.year) as integer) as year,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    by_text.level,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    nullif(norm_label(r.plan_code), '') as plan_code,
    coalesce(
        '名称:' || norm_label(class.name),
        nullif(major_digits(r.major_code, lv.catalogue_level), ''),
        named.digits,
        -- a plan for a 大类 names it where others name the major
        '名称:' || nullif(norm_label(class_base(major_base(
            coalesce(nullif(trim(r.major), ''), r.major_class)
        ))), '')
    ) as major_digits,
    coalesce(
        nullif(class_base(major_base(r.major)), ''),
        nullif(class_base(major_base(r.major_class)), ''),
        class.name
    ) as major_name,
    coalesce(nullif(trim(r.major), ''), nullif(trim(r.major_class), ''))
        as programme,
    nullif(trim(r.major_class), '') as major_class,
    coalesce(province.code, province_text.code) as province_code,
    case when norm_label(r.province) in ('全国', '各省') then 1 else 0 end
        as is_nationwide,
    nullif(norm_label(r.subject), '') as subject,
    nullif(norm_label(r.batch), '') as batch,
    nullif(norm_label(r.admission_type), '') as admission_type,
    parse_count(r.plan) as plan
from raw.admission_plan as r
cross join reference.run_parameter as parameter
left join reference.province as province
    on left(norm_label(r.province_code), 2) = province.code
left join reference.label as province_text
    on
        province_text.dimension = 'province' and province_text.rank = 1
        and norm_label(r.province) = province_text.label
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
left join reference.major_class as class
    on
        case when by_text.level = '本科' then norm_label(r.major_code) end
            = class.code
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
