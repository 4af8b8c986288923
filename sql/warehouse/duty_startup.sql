-- Start-ups of a cohort's graduates, and the places that take them in.
with

projects as (
    select
        institution_code,
        cohort,
        count(*) as projects,
        sum(case when funding > 0 then 1 else 0 end) as funded,
        sum(incubated) as incubated
    from warehouse.fct_startup
    group by institution_code, cohort
),

-- a place that is listed twice is one
places as (
    select
        institution_code,
        cohort,
        incubator,
        max(area) as area
    from staging.stg_incubator
    where cohort is not null and incubator is not null
    group by institution_code, cohort, incubator
),

incubators as (
    select
        institution_code,
        cohort,
        count(*) as places,
        sum(area) as area
    from places
    group by institution_code, cohort
),

measured as (
    select
        institution_code,
        cohort,
        'startup_projects' as measure,
        projects as num
    from projects
    union all
    select institution_code, cohort, 'startup_funded', funded
    from projects
    union all
    select institution_code, cohort, 'startup_incubated', incubated
    from projects
    union all
    select institution_code, cohort, 'incubators', places
    from incubators
    union all
    select institution_code, cohort, 'incubator_area', area
    from incubators
    where area is not null
)

select
    institution_code,
    cohort,
    measure,
    cast(null as text) as college_key,
    cast(null as text) as item,
    cast(num as bigint) as num,
    cast(null as bigint) as den
from measured
