with

-- a firm written once with its code and once without is one firm, where its
-- name goes with one code only
named as (
    select
        r.*,
        min(nullif(norm_label(r.credit_code), '')) over same_name as least,
        max(nullif(norm_label(r.credit_code), '')) over same_name as most
    from raw.employer_visit as r
    where r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
    window same_name as (
        partition by r._institution, norm_label(r.employer_name)
    )
),

source as (
    select
        n.*,
        coalesce(
            nullif(norm_label(n.credit_code), ''),
            case
                when n.least = n.most and norm_label(n.employer_name) <> ''
                    then n.least
            end
        ) as known_code
    from named as n
)

select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    parse_date(r.visited_on) as visited_on,
    r.pid_staff,
    nullif(norm_label(r.role), '') as role,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    employer_key_of(r.known_code, r.employer_name) as employer_key,
    nullif(norm_label(r.way), '') as way,
    yes_no(r.is_new) as is_new,
    count_of(r.vacancies) as vacancies,
    count_of(r.hired) as hired
from source as r
cross join reference.run_parameter as parameter
