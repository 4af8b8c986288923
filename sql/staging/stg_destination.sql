with

source as (
    select *
    from raw.destination as r
    where r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
),

-- levels: the code and the text name the same level, and the code may add how
-- the studies ended
levels as (
    select
        r.*,
        agreed(by_code.level, by_text.level) as study_level,
        coalesce(
            ended.code,
            case
                when norm_label(r.completion) <> '' then '未识别'
                else coalesce(by_code.completion, by_text.completion)
            end,
            '未注明'
        ) as conclusion
    from source as r
    left join reference.education_level as by_code
        on two_digits(r.level_code) = by_code.code
    left join reference.label as level_text
        on
            level_text.dimension = 'education_level' and level_text.rank = 1
            and norm_label(r.level) = level_text.label
    left join reference.education_level as by_text
        on level_text.code = by_text.code
    left join reference.label as ended
        on
            ended.dimension = 'completion' and ended.rank = 1
            and norm_label(r.completion) = ended.label
),

majors as (
    select
        r.*,
        lv.catalogue_level,
        major_digits(r.major_code, lv.catalogue_level) as digits,
        major_base(r.major) as major_name
    from levels as r
    left join reference.level as lv on r.study_level = lv.level
),

-- two digits of a three-digit code count where they are known; of several
-- meanings the one valid for the cohort
codes as (
    select
        r.*,
        coalesce(
            whole.code is null
            and regexp_full_match(norm_label(r.destination_code), '[0-9]{3}'),
            false
        ) as shortened,
        coalesce(whole.code, prefix.code) as known_code
    from majors as r
    left join (select distinct code from reference.destination) as whole
        on norm_label(r.destination_code) = whole.code
    left join (select distinct code from reference.destination) as prefix
        on
            case
                when length(norm_label(r.destination_code)) = 3
                    then left(norm_label(r.destination_code), 2)
            end = prefix.code
),

-- a text that is known decides, unless the code says something else
destinations as (
    select
        r.*,
        coalesce(detail.code, spelled.code) as text_code,
        valid.resolves_to as code_code,
        nullif(spelled.subtype, '') as subtype,
        case when detail.code = spelled.code or spelled.code is null
            then nullif(detail.subtype, '')
        end as detail_subtype,
        coalesce(
            spelled.code <> valid.resolves_to
            or detail.code <> valid.resolves_to
            or detail.code <> spelled.code,
            false
        ) as code_text_disagree
    from codes as r
    left join reference.destination as valid
        on
            r.known_code = valid.code
            and r._cohort >= valid.valid_from
            and r._cohort <= coalesce(valid.valid_to, 9999)
    left join reference.destination_label as spelled
        on norm_label(r.destination) = spelled.label
    left join reference.destination_label as detail
        on norm_label(r.destination_detail) = detail.label
),

resolved as (
    select
        *,
        case
            when code_text_disagree then '99'
            else coalesce(code_code, text_code, '99')
        end as final_code
    from destinations
)

select
    r._load_id as load_id,
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cast(r._cohort as integer) as cohort,
    r._as_of as as_of,
    cutoff_of(r._as_of, r._cohort) as cutoff,
    coalesce(r._head_count, 1) as head_count,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    r.pid_idcard,
    r.pid_exam,
    r.pid_student,
    coalesce(r.study_level, '未识别') as level,
    r.conclusion as completion,
    case
        when norm_label(r.study_form) <> '' then coalesce(form.code, '未识别')
        else '未注明'
    end as study_form,
    case
        when norm_label(r.student_type) <> '' then coalesce(kind.code, '未识别')
        else '未注明'
    end as student_type,
    programme_kind_of(r.programme_kind, r.major, r.major_code)
        as programme_kind,
    nullif(trim(r.direction), '') as direction,
    nullif(trim(r.campus), '') as campus,
    unit_key(parameter.workspace_level, r._institution, r.college)
        as college_key,
    unit_name(
        parameter.workspace_level,
        r._institution,
        r.institution_name,
        r.college
    ) as college,
    coalesce(
        nullif(r.digits, ''), catalogue.digits,
        '名称:' || nullif(norm_label(r.major_name), '')
    ) as major_digits,
    nullif(r.major_name, '') as major_name,
    agreed(gender.code, gender_text.code) as gender_code,
    agreed(ethnicity.code, ethnicity_text.code) as ethnicity_code,
    agreed(political.code, political_text.code) as political_code,
    urban_rural.code as urban_rural_code,
    agreed(difficulty.code, difficulty_text.code) as difficulty_code,
    agreed(training.code, training_text.code) as training_mode_code,
    agreed(normal.code, normal_text.code) as normal_code,
    agreed(province.code, place.province_code) as origin_province_code,
    case
        when province.code <> place.province_code then null
        else coalesce(city.code4, place.city_code)
    end as origin_city_code,
    parse_year(r.entry_date) as entry_year,
    r.final_code as destination_code,
    coalesce(
        case when not r.code_text_disagree
            then coalesce(r.detail_subtype, r.subtype)
        end,
        named.name
    ) as destination_label,
    r.code_text_disagree,
    r.shortened as code_shortened,
    nullif(trim(r.unplaced_type), '') as unplaced_type,
    agreed(nature.code, nature_text.code) as employer_nature_code,
    agreed(industry.code, industry_text.code) as industry_code,
    agreed(job.code, job_text.code) as occupation_code,
    agreed(work_province.code, work_place.province_code)
        as work_province_code,
    case
        when work_province.code <> work_place.province_code then null
        else coalesce(work_city.code4, work_place.city_code)
    end as work_city_code,
    parse_date(r.registered_at) as registered_at,
    case
        when
            norm_label(r.related) in (
                '1', '是', 'Y', '对口', '相关', '很相关', '非常相关',
                '比较相关', '基本相关'
            )
            then 1
        when
            norm_label(r.related) in (
                '0', '否', 'N', '不对口', '不相关', '很不相关', '不太相关'
            )
            then 0
    end as related,
    try_cast(norm_label(r.monthly_pay) as decimal(12, 2)) as monthly_pay,
    nullif(norm_label(r.credit_code), '') as credit_code,
    nullif(norm_label(r.employer_size), '') as employer_size,
    parse_date(r.employer_founded) as employer_founded,
    r.pid_contact
from resolved as r
cross join reference.run_parameter as parameter
inner join reference.destination as named
    on r.final_code = named.code and named.code = named.resolves_to
left join staging.stg_major_name as catalogue
    on
        r.catalogue_level = catalogue.catalogue_level
        and norm_label(r.major_name) = catalogue.name
left join reference.label as form
    on
        form.dimension = 'study_form' and form.rank = 1
        and norm_label(r.study_form) = form.label
left join reference.label as kind
    on
        kind.dimension = 'student_type' and kind.rank = 1
        and norm_label(r.student_type) = kind.label
left join reference.gender as gender
    on norm_label(r.gender_code) = gender.code
left join reference.label as gender_text
    on
        gender_text.dimension = 'gender' and gender_text.rank = 1
        and norm_label(r.gender) = gender_text.label
left join reference.ethnicity as ethnicity
    on two_digits(r.ethnicity_code) = ethnicity.code
left join reference.label as ethnicity_text
    on
        ethnicity_text.dimension = 'ethnicity' and ethnicity_text.rank = 1
        and norm_label(r.ethnicity) = ethnicity_text.label
left join reference.political_status as political
    on two_digits(r.political_code) = political.code
left join reference.label as political_text
    on
        political_text.dimension = 'political_status'
        and political_text.rank = 1
        and norm_label(r.political) = political_text.label
left join reference.label as urban_rural
    on
        urban_rural.dimension = 'urban_rural' and urban_rural.rank = 1
        and norm_label(r.urban_rural) = urban_rural.label
left join reference.difficulty as difficulty
    on norm_label(r.difficulty_code) = difficulty.code
left join reference.label as difficulty_text
    on
        difficulty_text.dimension = 'difficulty' and difficulty_text.rank = 1
        and norm_label(r.difficulty) = difficulty_text.label
left join reference.training_mode as training
    on norm_label(r.training_mode_code) = training.code
left join reference.label as training_text
    on
        training_text.dimension = 'training_mode' and training_text.rank = 1
        and norm_label(r.training_mode) = training_text.label
left join reference.normal_student as normal
    on norm_label(r.normal_code) = normal.code
left join reference.label as normal_text
    on
        normal_text.dimension = 'normal_student' and normal_text.rank = 1
        and norm_label(r.normal) = normal_text.label
left join reference.province as province
    on left(norm_label(r.origin_code), 2) = province.code
left join reference.city as city
    on left(norm_label(r.origin_code), 4) = city.code4
left join staging.stg_place as place
    on norm_label(r.origin) = place.place
left join reference.employer_nature as nature
    on norm_label(r.employer_nature_code) = nature.code
left join reference.label as nature_text
    on
        nature_text.dimension = 'employer_nature' and nature_text.rank = 1
        and norm_label(r.employer_nature) = nature_text.label
left join reference.industry as industry
    on norm_label(r.industry_code) = industry.code
left join reference.label as industry_text
    on
        industry_text.dimension = 'industry' and industry_text.rank = 1
        and norm_label(r.industry) = industry_text.label
left join reference.occupation as job
    on norm_label(r.occupation_code) = job.code
left join reference.label as job_text
    on
        job_text.dimension = 'occupation' and job_text.rank = 1
        and norm_label(r.occupation) = job_text.label
left join reference.province as work_province
    on left(norm_label(r.work_place_code), 2) = work_province.code
left join reference.city as work_city
    on left(norm_label(r.work_place_code), 4) = work_city.code4
left join staging.stg_place as work_place
    on norm_label(r.work_place) = work_place.place
