-- The colleges of a cohort, with the 初次 rate of the year before that one duty
-- goes by: theirs under their present names, and the school's.
with

counts as (
    select * from warehouse.duty_count
),

firsts as (
    select
        g.institution_code,
        g.cohort,
        coalesce(c.current_college_key, g.college_key) as college_key,
        sum(g.head_count) as graduates,
        sum(g.head_count * d.settled) as settled
    from warehouse.fct_graduate as g
    inner join warehouse.dim_cutoff as k
        on
            g.cohort = k.cohort
            and g.cutoff = k.cutoff
            and k.cutoff = '08-31'
            and not k.rate_refused
    inner join warehouse.dim_destination as d
        on g.destination_code = d.destination_code
    left join warehouse.dim_college as c on g.college_key = c.college_key
    where g.counted = 1
    group by
        g.institution_code,
        g.cohort,
        coalesce(c.current_college_key, g.college_key)
),

schools as (
    select
        institution_code,
        cohort,
        sum(graduates) as graduates,
        sum(settled) as settled
    from firsts
    group by institution_code, cohort
)

select
    n.institution_code,
    n.cohort,
    n.college_key,
    coalesce(c.current_name, n.college_key) as college,
    n.graduates,
    cast(f.settled as bigint) as prev_settled,
    cast(f.graduates as bigint) as prev_graduates,
    cast(s.settled as bigint) as school_prev_settled,
    cast(s.graduates as bigint) as school_prev_graduates
from counts as n
left join warehouse.dim_college as c on n.college_key = c.college_key
left join firsts as f
    on
        n.institution_code = f.institution_code
        and n.cohort = f.cohort + 1
        and n.college_key = f.college_key
left join schools as s
    on
        n.institution_code = s.institution_code
        and n.cohort = s.cohort + 1
where n.college_key is not null
