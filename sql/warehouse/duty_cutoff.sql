-- Duties are measured at one cut-off of a school's cohort, as the report is:
-- the main one, else the last that the school has. Where files hold the placed
-- only, the number of graduates is known beside a roster alone.
with

cutoffs as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.as_of,
        c.has_roster and not c.rate_refused as tells_unregistered,
        max(case when g.file_id is null then 0 else 1 end) as registered
    from warehouse.fct_graduate as g
    inner join warehouse.dim_cutoff as c
        on g.cohort = c.cohort and g.cutoff = c.cutoff
    where
        g.institution_code is not null
        and (c.has_roster or not c.rate_refused)
    group by
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.as_of,
        c.has_roster and not c.rate_refused
),

ranked as (
    select
        c.*,
        row_number() over (
            partition by c.institution_code, c.cohort
            order by
                c.registered desc,
                case when c.cutoff = p.main_cutoff then 0 else 1 end asc,
                c.as_of desc nulls last,
                c.cutoff desc
        ) as place
    from cutoffs as c
    cross join reference.run_parameter as p
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.as_of,
    r.tells_unregistered
from ranked as r
where r.place = 1
