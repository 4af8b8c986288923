select
    m.entry_year,
    m.level,
    m.admission_type,
    m.institution_code,
    m.major,
    m.unmatched as difference
from marts.linkage as m
inner join marts.entry_cohort as c
    on
        m.institution_code = c.institution_code
        and m.entry_year = c.entry_year
        and m.level = c.level
        and m.admission_type = c.admission_type
where c.covered = 1 and m.unmatched + m.registration_unknown < 0
order by 1, 2, 3, 4, 5
