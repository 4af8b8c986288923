-- A visitor's college is the line's, else that of the person's only one.
with

homes as (
    select
        institution_code,
        cohort,
        staff_key,
        min(college_key) as college_key
    from warehouse.fct_staff
    group by institution_code, cohort, staff_key
    having count(distinct college_key) = 1
)

select
    v.institution_code,
    v.cohort,
    v.visited_on,
    v.pid_staff as staff_key,
    v.role,
    coalesce(c.current_college_key, v.college_key, h.college_key)
        as college_key,
    v.employer_key,
    v.way,
    v.is_new,
    v.vacancies,
    v.hired,
    v.file_id,
    v.sheet,
    v.row_no
from staging.stg_employer_visit as v
left join warehouse.dim_college as c on v.college_key = c.college_key
left join homes as h
    on
        v.institution_code = h.institution_code
        and v.cohort = h.cohort
        and v.pid_staff = h.staff_key
where v.cohort is not null
