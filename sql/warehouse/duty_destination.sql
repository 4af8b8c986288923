-- Who is registered, and who changed after 31 August of the year of graduation.
-- A person who changed twice is one; a first registration is no change.
with

counts as (
    select * from warehouse.duty_count
),

registrations as (
    select
        institution_code,
        cohort,
        person_key,
        as_of,
        destination_code,
        lag(destination_code) over (
            partition by institution_code, cohort, record_key
            order by as_of, cutoff
        ) as code_before
    from warehouse.fct_graduate
    where
        counted = 1
        and person_key is not null
        and institution_code is not null
        and destination_code <> '00'
        and as_of >= make_date(cohort, 8, 31)
),

changes as (
    select
        institution_code,
        cohort,
        count(
            distinct case
                when destination_code <> code_before then person_key
            end
        ) as people
    from registrations
    group by institution_code, cohort
    having count(distinct as_of) > 1
)

select
    institution_code,
    cohort,
    'registered' as measure,
    college_key,
    cast(null as text) as item,
    registered as num,
    graduates as den
from counts
where registered is not null and graduates > 0
union all
select
    institution_code,
    cohort,
    'late_change',
    null,
    null,
    people,
    null
from changes
