with

in_force as (
    select
        c.cohort,
        c.cutoff,
        max(e.edition) as edition
    from warehouse.dim_cutoff as c
    inner join reference.edition as e
        on
            c.cohort >= coalesce(e.cohort_from, 0)
            and c.cohort <= coalesce(e.cohort_to, 9999)
    group by c.cohort, c.cutoff
),

new_edition as (
    select max(cohort_from) as cohort_from
    from reference.edition
)

select
    c.cohort,
    c.cutoff,
    c.as_of,
    c.title,
    c.state,
    c.coverage,
    c.has_roster,
    c.rate_refused,
    c.refusal_reason,
    case when p.edition_choice = 'auto' then f.edition else p.edition_choice end
        as edition_in_force,
    c.cohort < n.cohort_from as inferred
from warehouse.dim_cutoff as c
inner join in_force as f on c.cohort = f.cohort and c.cutoff = f.cutoff
cross join new_edition as n
cross join reference.run_parameter as p
