select
    s.institution_code,
    s.cohort,
    count(*) as projects,
    cast(sum(s.alive) as bigint) as alive,
    cast(sum(case when s.funding > 0 then 1 else 0 end) as bigint) as funded,
    cast(coalesce(sum(s.funding), 0) as bigint) as funding,
    cast(coalesce(sum(s.jobs), 0) as bigint) as jobs
from warehouse.fct_startup as s
group by s.institution_code, s.cohort
