-- A college goes into its present one where the history says so wholly and
-- without contradiction; one that was split keeps its own name.
with

mentions as (
    select college_key, college, cohort
    from staging.stg_roster
    where college_key is not null
    union all
    select college_key, college, cohort
    from staging.stg_destination
    where college_key is not null
    union all
    select institution_code, institution_name, cohort
    from staging.stg_exchange_manifest
    union all
    select institution_code, institution_name, cohort
    from staging.stg_graduate_fact
    union all
    select college_key, college, null
    from staging.stg_admission
    where college_key is not null
    union all
    select college_key, college, null
    from staging.stg_admission_plan
    where college_key is not null
    union all
    select current_college_key, current_college, null
    from staging.stg_college_history
),

-- in a province they are schools, which a list of schools may name
colleges as (
    select
        m.college_key,
        coalesce(min(i.name), min(m.college)) as name,
        min(m.cohort) as from_cohort,
        max(m.cohort) as to_cohort
    from mentions as m
    left join staging.stg_institution as i
        on m.college_key = i.institution_code
    group by m.college_key
),

successors as (
    select
        college_key,
        min(current_college_key) as current_college_key
    from staging.stg_college_history
    where share = 1 and current_college_key <> college_key
    group by college_key
    having count(distinct current_college_key) = 1
),

-- a successor may itself have been merged later
followed as (
    select
        c.college_key,
        coalesce(
            b.current_college_key, a.current_college_key, c.college_key
        ) as current_college_key
    from colleges as c
    left join successors as a on c.college_key = a.college_key
    left join successors as b on a.current_college_key = b.college_key
)

select
    c.college_key,
    c.name,
    f.current_college_key,
    present.name as current_name,
    c.from_cohort,
    c.to_cohort
from colleges as c
inner join followed as f on c.college_key = f.college_key
inner join colleges as present on f.current_college_key = present.college_key
