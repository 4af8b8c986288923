select
    load_id,
    contract,
    cast(cohort as integer) as cohort,
    as_of,
    scope,
    norm_label(scope) as scope_key,
    coverage,
    state,
    loaded_at
from meta.load
where state not in ('superseded', 'undone', 'purged')
