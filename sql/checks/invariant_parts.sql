select
    cohort,
    cutoff,
    edition,
    grain,
    level,
    college,
    major,
    graduates,
    settled,
    settled + seeking + not_seeking + unregistered + unrecognised
        as sum_of_states,
    employed + startup + flexible + further_study + settled_other
        as sum_of_parts
from marts.placement
where
    settled + seeking + not_seeking + unregistered + unrecognised
    <> graduates
    or employed + startup + flexible + further_study + settled_other
    <> settled
order by cohort, cutoff, edition, grain, level, college, major
