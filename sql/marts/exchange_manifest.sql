-- What a school says of the counts that it sends, for each cohort and cut-off.
with

counts as (
    select
        e.institution_code,
        e.cohort,
        e.cutoff,
        sum(case e.dimension when 'completion' then e.head_count else 0 end)
            as graduates,
        count(*) as row_count
    from marts.exchange as e
    group by e.institution_code, e.cohort, e.cutoff
)

select
    n.institution_code,
    coalesce(i.name, n.institution_code) as institution_name,
    n.cohort,
    n.cutoff,
    c.as_of,
    c.edition_in_force as edition,
    c.state,
    c.coverage,
    c.refusal_reason,
    cast(n.graduates as bigint) as graduates,
    n.row_count
from counts as n
inner join marts.cutoff as c on n.cohort = c.cohort and n.cutoff = c.cutoff
left join warehouse.dim_institution as i
    on n.institution_code = i.institution_code
