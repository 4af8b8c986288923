-- Graduates as people, so that what lists say of them can be set beside where
-- they went; somebody with two records is placed when one of them is. In a
-- province's files nobody has a college.
select
    g.institution_code,
    g.cohort,
    g.person_key,
    min(
        case
            when p.workspace_level <> 'province'
                then coalesce(c.current_college_key, g.college_key)
        end
    ) as college_key,
    max(d.settled) as settled
from warehouse.duty_cutoff as k
cross join reference.run_parameter as p
inner join warehouse.fct_graduate as g
    on
        k.institution_code = g.institution_code
        and k.cohort = g.cohort
        and k.cutoff = g.cutoff
        and g.counted = 1
        and g.person_key is not null
inner join warehouse.dim_destination as d
    on g.destination_code = d.destination_code
left join warehouse.dim_college as c on g.college_key = c.college_key
group by g.institution_code, g.cohort, g.person_key
