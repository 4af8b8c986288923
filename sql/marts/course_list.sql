select
    c.institution_code,
    c.cohort,
    c.course_name,
    c.kind,
    c.nature,
    max(c.hours10) as hours10,
    max(c.credits100) as credits100,
    cast(sum(c.should_take) as bigint) as should_take,
    cast(sum(c.took) as bigint) as took
from warehouse.fct_course as c
group by c.institution_code, c.cohort, c.course_name, c.kind, c.nature
