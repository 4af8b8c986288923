select
    i.institution_code,
    i.cohort,
    i.incubator,
    min(coalesce(i.kind, '未注明')) as kind,
    min(coalesce(i.rank, '未注明')) as rank,
    max(i.area) as area,
    max(i.projects) as projects,
    max(i.mentors) as mentors
from staging.stg_incubator as i
where i.cohort is not null and i.incubator is not null
group by i.institution_code, i.cohort, i.incubator
