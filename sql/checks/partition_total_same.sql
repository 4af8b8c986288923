select
    a.cohort,
    a.cutoff,
    a.grain,
    a.level,
    a.college,
    a.major,
    a.settled as settled_2021,
    b.settled as settled_2024
from marts.placement as a
inner join marts.placement as b
    on
        a.cohort = b.cohort
        and a.cutoff = b.cutoff
        and a.grain = b.grain
        and coalesce(a.level, '') = coalesce(b.level, '')
        and coalesce(a.college_key, '') = coalesce(b.college_key, '')
        and coalesce(a.major_key, '') = coalesce(b.major_key, '')
        and coalesce(a.gender, '') = coalesce(b.gender, '')
        and coalesce(a.origin, '') = coalesce(b.origin, '')
        and coalesce(a.difficulty, '') = coalesce(b.difficulty, '')
        and coalesce(a.urban_rural, '') = coalesce(b.urban_rural, '')
        and coalesce(a.completion, '') = coalesce(b.completion, '')
where
    a.edition = '2021' and b.edition = '2024'
    and (a.settled <> b.settled or a.graduates <> b.graduates)
order by a.cohort, a.cutoff, a.grain, a.level, a.college, a.major
