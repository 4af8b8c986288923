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
    coalesce(
        nullif(major_digits(r.major_code, lv.catalogue_level), ''),
        named.digits,
        '名称:' || nullif(norm_label(major_base(r.major)), '')
    ) as major_digits,
    nullif(major_base(r.major), '') as major_name,
    case when parse_count(r.capacity) >= 0 then parse_count(r.capacity) end
        as capacity,
    nullif(trim(r.capacity), '') as capacity_text,
    case
        when norm_label(r.controlled) in ('1', '是', '国控', 'Y') then 1
        when norm_label(r.controlled) in ('0', '否', '非国控', 'N') then 0
    end as controlled,
    case
        when norm_label(r.suspended) in ('1', '是', '停招', 'Y') then 1
        when norm_label(r.suspended) in ('0', '否', '招生', 'N') then 0
    end as suspended
from raw.major_capacity as r
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
