-- A school's workspace has one institution, its own; a province's those of the
-- list of schools and of the files.
with

mentions as (
    select institution_code, college as name
    from staging.stg_roster
    union all
    select institution_code, college
    from staging.stg_destination
    union all
    select institution_code, institution_name
    from staging.stg_exchange_manifest
    union all
    select institution_code, institution_name
    from staging.stg_graduate_fact
    union all
    select institution_code, name
    from staging.stg_institution
),

institutions as (
    select
        institution_code,
        min(name) as name
    from mentions
    where institution_code is not null
    group by institution_code
)

select
    p.institution_code,
    p.institution_name as name,
    cast(null as text) as tier,
    cast(null as text) as type,
    cast(null as text) as place
from reference.run_parameter as p
where p.workspace_level <> 'province'
union all
select
    m.institution_code,
    coalesce(i.name, m.name, m.institution_code),
    i.tier,
    i.type,
    i.place
from institutions as m
cross join reference.run_parameter as p
left join staging.stg_institution as i
    on m.institution_code = i.institution_code
where p.workspace_level = 'province'
