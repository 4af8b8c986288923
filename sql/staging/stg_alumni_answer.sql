select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    r.pid_idcard,
    r.pid_student,
    cast(parse_year(r.survey_year) as integer) as survey_year,
    cast(coalesce(parse_year(r.cohort), r._cohort) as integer) as cohort,
    parse_date(r.answered_at) as answered_at,
    parse_date(r.consent_date) as consent_date,
    parse_count(r.answered_seconds) as answered_seconds,
    nullif(norm_label(r.employment_status), '') as employment_status,
    try_cast(norm_label(r.monthly_pay) as decimal(12, 2)) as monthly_pay,
    try_cast(norm_label(r.first_pay) as decimal(12, 2)) as first_pay,
    nullif(norm_label(r.related), '') as related,
    nullif(norm_label(r.satisfaction), '') as satisfaction,
    nullif(norm_label(r.expectation_match), '') as expectation_match,
    nullif(norm_label(r.adaptability), '') as adaptability,
    parse_count(r.employer_count) as employer_count,
    parse_count(r.tenure_months) as tenure_months,
    nullif(norm_label(r.promoted), '') as promoted,
    agreed(industry.code, industry_text.code) as industry_code,
    job_text.code as occupation_code,
    work_province.code as work_province_code,
    nullif(norm_label(r.school_satisfaction), '') as school_satisfaction,
    nullif(norm_label(r.recommend), '') as recommend,
    nullif(norm_label(r.teaching_satisfaction), '') as teaching_satisfaction
from raw.alumni_answer as r
cross join reference.run_parameter as parameter
left join reference.industry as industry
    on norm_label(r.industry_code) = industry.code
left join reference.label as industry_text
    on
        industry_text.dimension = 'industry' and industry_text.rank = 1
        and norm_label(r.industry) = industry_text.label
left join reference.label as job_text
    on
        job_text.dimension = 'occupation' and job_text.rank = 1
        and norm_label(r.occupation) = job_text.label
left join reference.province as work_province
    on left(norm_label(r.work_place_code), 2) = work_province.code
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
