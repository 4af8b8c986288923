-- A list that has no column for the level is of the level that its batch
-- names; a 大类 is kept under its name, whether the list writes name or code.
with

levels as (
    select
        r.*,
        coalesce(
            by_text.level,
            case
                when norm_label(r.admission_type) like '%专升本%' then '本科'
                when norm_label(r.batch) like '%专升本%' then '本科'
                when
                    regexp_matches(r.batch, '专科|高职')
                    and r.batch like '%本科%'
                    then null
                when regexp_matches(r.batch, '专科|高职') then '专科'
                when r.batch like '%本科%' then '本科'
            end
        ) as study_level
    from raw.admission as r
    left join reference.label as level_text
        on
            level_text.dimension = 'education_level' and level_text.rank = 1
            and norm_label(r.level) = level_text.label
    left join reference.education_level as by_text
        on level_text.code = by_text.code
    where r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
),

majors as (
    select
        r.*,
        lv.catalogue_level,
        class_base(major_base(r.major)) as major_name
    from levels as r
    left join reference.level as lv on r.study_level = lv.level
)

select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    coalesce(r._head_count, 1) as head_count,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    r.pid_idcard,
    r.pid_exam,
    cast(parse_year(r.year) as integer) as year,
    agreed(gender.code, gender_text.code) as gender_code,
    coalesce(province.code, province_text.code) as province_code,
    nullif(norm_label(r.subject), '') as subject,
    nullif(norm_label(r.batch), '') as batch,
    nullif(norm_label(r.admission_type), '') as admission_type,
    try_cast(norm_label(r.score) as decimal(9, 3)) as score,
    try_cast(norm_label(r.filing_score) as decimal(9, 3)) as filing_score,
    nullif(norm_label(r.admitted_plan_code), '') as admitted_plan_code,
    nullif(norm_label(r.choice_1), '') as choice_1,
    nullif(norm_label(r.choice_2), '') as choice_2,
    nullif(norm_label(r.choice_3), '') as choice_3,
    nullif(norm_label(r.choice_4), '') as choice_4,
    nullif(norm_label(r.choice_5), '') as choice_5,
    nullif(norm_label(r.choice_6), '') as choice_6,
    r.study_level as level,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    coalesce(
        '名称:' || norm_label(class.name),
        nullif(major_digits(r.major_code, r.catalogue_level), ''),
        named.digits,
        '名称:' || nullif(norm_label(r.major_name), '')
    ) as major_digits,
    coalesce(nullif(r.major_name, ''), class.name) as major_name,
    case
        when norm_label(r.registered) in ('1', '是', '已报到', '报到', 'Y')
            then 1
        when norm_label(r.registered) in ('0', '否', '未报到', 'N') then 0
    end as registered
from majors as r
cross join reference.run_parameter as parameter
left join reference.gender as gender
    on norm_label(r.gender) = gender.code
left join reference.label as gender_text
    on
        gender_text.dimension = 'gender' and gender_text.rank = 1
        and norm_label(r.gender) = gender_text.label
left join reference.province as province
    on left(norm_label(r.province_code), 2) = province.code
left join reference.label as province_text
    on
        province_text.dimension = 'province' and province_text.rank = 1
        and norm_label(r.province) = province_text.label
left join staging.stg_major_name as named
    on
        r.catalogue_level = named.catalogue_level
        and norm_label(r.major_name) = named.name
left join reference.major_class as class
    on
        case when r.study_level = '本科' then norm_label(r.major_code) end
            = class.code
