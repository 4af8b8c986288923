-- What the duties of the policy are judged by, register by register. A register
-- that isn't there has no row, so that nobody is judged for want of data.
with

measures as (
    select * from warehouse.duty_staff
    union all
    select * from warehouse.duty_budget
    union all
    select * from warehouse.duty_course
    union all
    select * from warehouse.duty_activity
    union all
    select * from warehouse.duty_visit
    union all
    select * from warehouse.duty_destination
    union all
    select * from warehouse.duty_verification
    union all
    select * from warehouse.duty_report
    union all
    select * from warehouse.duty_help
    union all
    select * from warehouse.duty_startup
    union all
    select * from warehouse.duty_work
    union all
    select * from marts.duty_posting
    union all
    select
        institution_code,
        cohort,
        'internship_as_job' as measure,
        cast(null as text) as college_key,
        cast(null as text) as item,
        head_count as num,
        cast(null as bigint) as den
    from marts.suspicion_count
    where
        signal = 'internship_as_job'
        and coalesce(college_key, '') = ''
        and testable
)

select
    m.institution_code,
    m.cohort,
    m.measure,
    m.college_key,
    c.current_name as college,
    m.item,
    m.num,
    m.den
from measures as m
left join warehouse.dim_college as c on m.college_key = c.college_key
