select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    parse_date(r.published_on) as published_on,
    nullif(trim(r.posting_no), '') as posting_no,
    nullif(norm_label(r.channel), '') as channel,
    employer_key_of(r.credit_code, r.employer_name) as employer_key,
    nullif(norm_label(r.credit_code), '') as credit_code,
    nullif(trim(r.employer_name), '') as employer_name,
    yes_no(r.legal_person) as legal_person,
    yes_no(r.agency) as agency,
    nullif(trim(r.permit_no), '') as permit_no,
    nullif(trim(r.position), '') as position,
    nullif(trim(r.description), '') as description,
    nullif(trim(r.requirement), '') as requirement,
    nullif(trim(r.level_required), '') as level_required,
    nullif(trim(r.school_required), '') as school_required,
    nullif(trim(r.gender_required), '') as gender_required,
    nullif(trim(r.age_required), '') as age_required,
    nullif(trim(r.hukou_required), '') as hukou_required,
    nullif(trim(r.place), '') as place,
    count_of(r.headcount) as headcount,
    nullif(trim(r.pay), '') as pay,
    nullif(trim(r.fee), '') as fee,
    parse_date(r.reviewed_on) as reviewed_on,
    yes_no(r.reviewed) as reviewed
from raw.posting as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
