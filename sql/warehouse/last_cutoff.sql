-- The last cut-off of a school's cohort is its own: in a province another
-- school may have sent a later one. A roster stands at every cut-off of its
-- cohort, so a school has those that lines of its register are from; of a
-- school without any, the last of the cohort.
with

cutoffs as (
    select
        institution_code,
        cohort,
        cutoff,
        as_of,
        max(case when file_id is null then 0 else 1 end) as registered
    from warehouse.fct_graduate
    where institution_code is not null
    group by institution_code, cohort, cutoff, as_of
),

ranked as (
    select
        c.*,
        row_number() over (
            partition by c.institution_code, c.cohort
            order by
                c.registered desc,
                c.as_of desc nulls last,
                c.cutoff desc
        ) as place
    from cutoffs as c
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.as_of
from ranked as r
where r.place = 1
