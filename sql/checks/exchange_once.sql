-- schools of which a cohort came both as rows and as counts
with

people as (
    select distinct institution_code, cohort from staging.stg_destination
    union
    select distinct institution_code, cohort from staging.stg_roster
)

select
    m.institution_code,
    m.cohort,
    m.cutoff,
    m.graduates
from staging.stg_exchange_manifest as m
inner join people as p
    on m.institution_code = p.institution_code and m.cohort = p.cohort
order by m.institution_code, m.cohort, m.cutoff
