-- The day is China's; the store keeps UTC.
select
    release_id,
    cast(cohort as integer) as cohort,
    kind,
    audience,
    cast(released_at + interval '8 hours' as date) as released_on
from meta.release
where state = 'released'
