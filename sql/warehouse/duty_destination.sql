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
        cutoff,
        as_of,
        record_key,
        person_key,
        destination_code
    from warehouse.fct_graduate
    where
        counted = 1
        and person_key is not null
        and institution_code is not null
        and destination_code <> '00'
        and as_of >= make_date(cohort, 8, 31)
),

-- only where there is a later day can anything have changed
compared as (
    select institution_code, cohort
    from registrations
    group by institution_code, cohort
    having count(distinct as_of) > 1
),

followed as (
    select
        r.institution_code,
        r.cohort,
        r.person_key,
        r.destination_code,
        lag(r.destination_code) over (
            partition by r.institution_code, r.cohort, r.record_key
            order by r.as_of, r.cutoff
        ) as code_before
    from registrations as r
    inner join compared as c
        on r.institution_code = c.institution_code and r.cohort = c.cohort
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
    from followed
    group by institution_code, cohort
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
