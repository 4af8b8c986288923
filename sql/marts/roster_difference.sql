with

sides as (
    select
        g.cohort,
        g.cutoff,
        case when g.file_id is null then '只在名单' else '只在去向登记' end
            as side,
        g.college_key,
        g.head_count
    from warehouse.fct_graduate as g
    inner join warehouse.dim_cutoff as c
        on g.cohort = c.cohort and g.cutoff = c.cutoff and c.has_roster
    where
        g.exclusion = 'not_in_roster'
        or (g.counted = 1 and g.file_id is null)
)

select
    s.cohort,
    s.cutoff,
    s.side,
    coalesce(c.current_name, s.college_key, '未识别') as college,
    cast(sum(s.head_count) as bigint) as head_count
from sides as s
left join warehouse.dim_college as c on s.college_key = c.college_key
group by
    s.cohort,
    s.cutoff,
    s.side,
    coalesce(c.current_name, s.college_key, '未识别')
